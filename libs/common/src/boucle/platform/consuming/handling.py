"""Pass batches of decoded events to a service, in one transaction."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from boucle.platform.bus import Place
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.telemetry import trace


@dataclass(frozen=True, slots=True)
class Received:
    """An event and its position in the log."""

    event: Event[Any]
    topic: str
    partition: int
    offset: int

    @property
    def place(self) -> Place:
        return self.topic, self.partition


BatchHandler = Callable[[WriteSession, Sequence[Received]], Awaitable[None]]
"""Applies a batch with the transaction given; commits with the consumer's progress, or not at all.

It may meet any event again: it applies only a higher ``entity_version``.
Five seconds without a statement end the transaction (a frozen process must not hold locks), so it
waits for nobody else. Raise ``Retry`` when something needed is away, ``Halted`` when going on
would be wrong; any other error makes the event at fault a dead letter.
"""


@contextmanager
def caused_by(event: Event[Any]) -> Iterator[None]:
    """Give events written inside this event's correlation, and this event as their cause."""
    with trace.following(event.correlation_id, event.id):
        yield
