"""From events to facts, and their storage."""
