"""For anybody."""
