"""What sites give and need: drafts, decisions, duplicates, storage."""
