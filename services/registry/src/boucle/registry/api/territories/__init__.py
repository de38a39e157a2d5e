"""Routes of territories and their zones."""
