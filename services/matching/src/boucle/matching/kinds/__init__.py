"""Synergy kinds, one module or folder each."""
