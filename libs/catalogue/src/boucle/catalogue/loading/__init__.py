"""The package's data files, read and checked once per process."""
