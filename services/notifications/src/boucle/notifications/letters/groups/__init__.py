"""Letters about a group: a service in common, shared equipment, a shared post."""
