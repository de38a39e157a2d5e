"""The catalogue of figures, their formulas, and reports of them."""
