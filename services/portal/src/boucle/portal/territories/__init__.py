"""A territory's figures and settings."""
