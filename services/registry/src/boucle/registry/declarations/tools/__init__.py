"""Declarations by a tool's own ids: one, many at once, whole snapshots, offers."""
