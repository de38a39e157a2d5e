"""What registry reads and answers over HTTP, never a table: what is not here is never shown."""
