"""Registry over HTTP: thin routes; each reads, calls one use case, and shows."""
