"""What the engine records: flows in rows, routes, settings, qualities, changed lists in columns."""
