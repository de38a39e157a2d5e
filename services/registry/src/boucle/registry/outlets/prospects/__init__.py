"""Establishments that nobody declared, as INSEE's public file has them."""
