"""Letters about a meeting: invited, moved, cancelled, a week after."""
