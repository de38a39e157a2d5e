"""Hold types of fields that services share, and the words for wrong values."""
