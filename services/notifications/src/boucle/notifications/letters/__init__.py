"""Each module writes one kind of mail."""
