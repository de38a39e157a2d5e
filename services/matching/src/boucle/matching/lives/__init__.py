"""What people did with a synergy: decisions, transitions, use cases, storage."""
