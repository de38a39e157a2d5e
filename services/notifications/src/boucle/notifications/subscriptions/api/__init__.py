"""Serve the routes of the feed and of webhooks."""
