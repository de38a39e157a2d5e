"""What operators run: restore."""
