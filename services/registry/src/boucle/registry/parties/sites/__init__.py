"""Establishments with a place."""
