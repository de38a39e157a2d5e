"""What every service stands on, whatever its field: bus, database, outbox, HTTP, identity."""
