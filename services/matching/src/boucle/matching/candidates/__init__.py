"""Hold computed pairs: which ones are in lists, their figures and reasons, replay of a score."""
