"""Compute how much of a need several offers cover together."""
