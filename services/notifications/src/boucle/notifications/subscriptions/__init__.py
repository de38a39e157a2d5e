"""Tools are told of changes: one feed, read as a list or a stream, and webhooks. It stands on the
platform only and knows nothing of mails; ``ports`` says what it asks of the service around it."""
