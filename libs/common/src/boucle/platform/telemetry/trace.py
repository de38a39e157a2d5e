"""Track the current chain of work: an HTTP request or an event sets it, the outbox reads it.
``correlation_id`` names the whole chain, from the first request to the last mail; ``causation_id``
is the causing event (none for a request)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

import structlog


@dataclass(frozen=True, slots=True)
class Trace:
    correlation_id: UUID
    causation_id: UUID | None = None


_current: ContextVar[Trace | None] = ContextVar("boucle_trace", default=None)


def current() -> Trace | None:
    """Return the trace of this task, or None outside any request or event."""
    return _current.get()


@contextmanager
def following(correlation_id: UUID, causation_id: UUID | None = None) -> Iterator[Trace]:
    """Run work in this chain; its log lines carry the ids."""
    trace = Trace(correlation_id, causation_id)
    ids = {"correlation_id": str(correlation_id)}
    if causation_id is not None:
        ids["causation_id"] = str(causation_id)
    token = _current.set(trace)
    try:
        with structlog.contextvars.bound_contextvars(**ids):
            yield trace
    finally:
        _current.reset(token)
