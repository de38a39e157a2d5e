"""The catalogue of figures, and their formulas."""
