"""What follows the log: batches of events applied with the position they reach."""
