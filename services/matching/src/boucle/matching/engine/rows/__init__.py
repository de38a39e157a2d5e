"""Hold the engine's records in rows and columns."""
