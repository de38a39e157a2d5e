"""Hold establishments that nobody declared, from INSEE's public file."""
