"""Store monthly figures, and compute again those that a fact changed."""
