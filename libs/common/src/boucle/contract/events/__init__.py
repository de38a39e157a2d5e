"""What services tell one another: the envelope, the types, their payloads.

Payload structs live in ``registry``, ``matching`` and ``notifications``: one module per producer.
"""

from boucle.contract.events.catalogue import EVENTS
from boucle.platform.events.codec import EventRegistry, EventType
from boucle.platform.events.envelope import (
    Encoded,
    Event,
    HaltingEvent,
    ImpossibleVersion,
    NewerEvent,
    UndecodableEvent,
    event_id,
    split_type,
)

__all__ = [
    "EVENTS",
    "Encoded",
    "Event",
    "EventRegistry",
    "EventType",
    "HaltingEvent",
    "ImpossibleVersion",
    "NewerEvent",
    "UndecodableEvent",
    "event_id",
    "split_type",
]
