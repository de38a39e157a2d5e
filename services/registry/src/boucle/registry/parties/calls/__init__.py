"""Calls with companies: who spoke with whom, what was said, and when to call again."""
