"""Tell tools of changes: one feed, read as a list or a stream, and webhooks.

It depends on the platform only, not on mails; ``ports`` says what it asks of the service around it.
"""
