"""A *bilan entrées-sorties* as a CSV file."""
