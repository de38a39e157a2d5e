"""Computed pairs: which ones lists hold, their figures and reasons, replay of a score."""
