"""What waits for an animator, by mail each working morning."""
