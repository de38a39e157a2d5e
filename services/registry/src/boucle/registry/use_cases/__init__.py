"""Load, decide, save, tell: each in one transaction. Locks in one order: organisation, sites by id,
places, flows by id; the outbox last."""
