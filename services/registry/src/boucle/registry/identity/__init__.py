"""Hold principals, their secrets, and the keys that sign tokens."""
