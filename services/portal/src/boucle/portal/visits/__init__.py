"""What an animator enters at a company."""
