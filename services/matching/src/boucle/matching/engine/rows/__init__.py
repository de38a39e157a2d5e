"""Hold the engine's records: flows in rows, routes, settings, qualities, changed lists in
columns."""
