"""The synergies of an animator."""
