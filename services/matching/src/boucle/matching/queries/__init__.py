"""What readers ask: search, explain, replay, coverage, quality."""
