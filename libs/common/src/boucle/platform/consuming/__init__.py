"""Follow the log: batches of events are applied with the position they reach."""
