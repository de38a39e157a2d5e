"""A *bilan entrées-sorties* as a CSV or XLSX file."""
