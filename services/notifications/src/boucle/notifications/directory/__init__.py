"""Ask registry who is behind an id, to write to people."""
