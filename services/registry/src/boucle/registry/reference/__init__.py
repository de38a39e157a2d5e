"""Reference lists, with labels: how they are searched, filtered and paged."""
