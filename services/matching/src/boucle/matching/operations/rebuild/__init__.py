"""Lists and pairs made from the log in shadow tables."""
