"""The companies of a territory."""
