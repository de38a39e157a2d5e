"""What an animator looks at first."""
