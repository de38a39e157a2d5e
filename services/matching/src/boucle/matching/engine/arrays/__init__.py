"""Hold maps and memory in plain arrays, for compiled loops."""
