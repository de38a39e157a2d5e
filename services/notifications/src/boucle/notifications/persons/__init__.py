"""Serve a person's rights over personal data: erasure, export and retention."""
