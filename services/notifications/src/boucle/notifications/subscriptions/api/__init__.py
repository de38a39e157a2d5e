"""Routes of the feed and of webhooks, their requests and answers."""
