"""How often what was shown was wanted."""
