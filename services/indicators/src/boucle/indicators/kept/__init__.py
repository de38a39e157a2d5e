"""Figures that are kept: made again for the territories and months that a fact touched."""
