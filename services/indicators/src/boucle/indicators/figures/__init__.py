"""Define the catalogue of figures, and their formulas."""
