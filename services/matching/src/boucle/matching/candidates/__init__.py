"""What lists make of a pair: decisions, rows, events, replay."""
