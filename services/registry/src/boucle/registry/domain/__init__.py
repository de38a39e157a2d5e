"""Entities, values, codes, and what is wrong with an input."""
