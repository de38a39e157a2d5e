"""Store monthly figures, and compute them again for the territories and months that a fact
changed."""
