"""What every Boucle service stands on: events, bus, outbox, database, HTTP, identity, telemetry."""
