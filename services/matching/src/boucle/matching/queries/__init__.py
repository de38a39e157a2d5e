"""Answer readers: search, explain, replay, coverage, quality."""
