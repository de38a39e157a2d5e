"""Flows without a partner, and prospects."""
