"""What an animator looks at first: who answered, who waits, what is due."""
