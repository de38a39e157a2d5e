"""Sharing equipment: what one site has, used by others too."""
