"""This package is what every service stands on: bus, database, outbox, HTTP, identity."""
