"""Rank synergies by what their reader is shown, and count them."""
