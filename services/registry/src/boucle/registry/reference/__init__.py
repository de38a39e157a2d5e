"""These modules search, filter and page reference lists with labels."""
