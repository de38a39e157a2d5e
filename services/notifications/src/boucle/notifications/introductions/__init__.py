"""Two companies put in touch about one synergy."""
