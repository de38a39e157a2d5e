"""Compose workshops: whom to invite, and who sits at which table."""
