"""Write the letters about a meeting."""
