"""The companies of a territory: found by name, and one of them."""
