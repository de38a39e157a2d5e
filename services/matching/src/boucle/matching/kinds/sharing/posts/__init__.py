"""Sharing posts: one person, employed by several companies."""
