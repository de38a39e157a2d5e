"""Define one event: CloudEvents 1.0 attributes around a payload struct."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Generic, TypeVar
from uuid import UUID, uuid5

import msgspec

D = TypeVar("D")

MOST_VERSIONS = 10**12
"""Of one entity: a change every millisecond for thirty years."""

NAMESPACE = UUID("5b6b0c36-6a3f-5f0e-9a52-0c1f5f7d2f11")
"""Of event ids: a state change has one id, however often it is written, sent or replayed."""


@dataclass(frozen=True, slots=True)
class Event(Generic[D]):
    """A change of one entity. ``subject`` is the entity's id and the Kafka key; ``entity_version``
    grows by one (or more) with each change. ``time`` is aware. The last three attributes are
    CloudEvents extensions: ``entityversion``, ``correlationid``, ``causationid``."""

    id: UUID
    type: str
    source: str
    subject: str
    entity_version: int
    time: datetime
    correlation_id: UUID
    causation_id: UUID | None
    data: D


@dataclass(frozen=True, slots=True)
class Encoded:
    """An event as Kafka carries it: key, headers (``ce_*``, ``content-type``), JSON value."""

    key: str
    headers: dict[str, str]
    value: bytes


class UndecodableEvent(ValueError):
    """No version of this code can read the event: a dead letter. The message names the wrong
    part."""


class HaltingEvent(Exception):
    """Readers must halt here until a release reads the event or a person skips it."""


class NewerEvent(HaltingEvent):
    """The type's version is newer than this code: halt, and let the newer release read it."""

    def __init__(self, type_: str, newest: str) -> None:
        super().__init__(
            f"event type {type_} is newer than this version knows (newest: {newest}): "
            "run the newer version"
        )
        self.type = type_


class ImpossibleVersion(HaltingEvent):
    """No entity can have this version; storing it would hide every later change."""

    def __init__(self, type_: str, subject: str, version: int) -> None:
        super().__init__(
            f"{type_} of {subject} has version {str(version)[:40]}, which nobody gave (expected: "
            f"0 to {MOST_VERSIONS}): see who writes to this topic, then skip the event"
        )
        self.type = type_


def event_id(source: str, type_: str, subject: str, entity_version: int) -> UUID:
    """Return the id of a state change: the same change always has the same id."""
    return uuid5(NAMESPACE, id_name(source, type_, subject, entity_version))


def id_name(source: str, type_: str, subject: str, entity_version: int) -> str:
    """Return the name from which the id of a state change is made by uuid5 in ``NAMESPACE``."""
    return f"{source}/{type_}/{subject}/{entity_version}"


@lru_cache(maxsize=256)
def split_type(type_: str) -> tuple[str, int]:
    """Split ``flow.declared.v1`` into ``("flow.declared", 1)``. Raises UndecodableEvent."""
    name, separator, version = type_.rpartition(".v")
    if not (name and separator and version.isascii() and version.isdigit() and int(version) > 0):
        raise UndecodableEvent(
            f"event type {type_!r} has no version: expected like flow.declared.v1"
        )
    return name, int(version)


Payload = type[msgspec.Struct]
