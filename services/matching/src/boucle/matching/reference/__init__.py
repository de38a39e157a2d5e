"""The plain recompute that tests and the audit trust."""
