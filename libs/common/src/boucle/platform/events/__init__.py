"""Hold events as a log carries them: envelope, versioned types, codec. ``EVENTS`` holds the types
that this process reads and writes; each type's module adds it."""

from typing import Final

from boucle.platform.events.codec import EventRegistry, EventType
from boucle.platform.events.envelope import (
    Encoded,
    Event,
    HaltingEvent,
    ImpossibleVersion,
    NewerEvent,
    Payload,
    UndecodableEvent,
    event_id,
    split_type,
)

EVENTS: Final = EventRegistry()

__all__ = [
    "EVENTS",
    "Encoded",
    "Event",
    "EventRegistry",
    "EventType",
    "HaltingEvent",
    "ImpossibleVersion",
    "NewerEvent",
    "Payload",
    "UndecodableEvent",
    "event_id",
    "split_type",
]
