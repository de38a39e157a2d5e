"""Routes of tokens and of principals."""
