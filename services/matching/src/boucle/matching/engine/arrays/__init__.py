"""Maps and memory in plain arrays, for compiled loops."""
