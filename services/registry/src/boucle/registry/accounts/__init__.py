"""Persons: how they sign in, what they may act as, and their sessions."""
