"""Sites and synergies on a map."""
