"""The synergies of an animator: the list, and one of them."""
