"""Routes of what tools declare by their own ids, one at a time or many at once."""
