"""Synergies whose parties know each other, heard from matching."""
