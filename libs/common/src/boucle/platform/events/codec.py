"""Types known, and how events become Kafka messages: CloudEvents 1.0, binary binding, JSON data.

    headers: ce_specversion ce_id ce_type ce_source ce_subject ce_time
             ce_entityversion ce_correlationid ce_causationid content-type
    key:     the subject
    value:   the payload alone, JSON

Fields unknown to a struct are ignored. A new required meaning is a new version of the type: the
newest struct is registered, and a pure upcaster leads from each version to the next.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NoReturn
from uuid import UUID

import msgspec

from boucle.platform.errors import written
from boucle.platform.events.envelope import (
    MOST_VERSIONS,
    Encoded,
    Event,
    ImpossibleVersion,
    NewerEvent,
    Payload,
    UndecodableEvent,
    split_type,
)

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""The JSON object of version n -> the JSON object of version n + 1. Pure."""


@dataclass(frozen=True, slots=True)
class EventType:
    """The newest version of a type: its source, topic (logical name) and payload."""

    name: str
    version: int
    source: str
    topic: str
    payload: Payload

    @property
    def type(self) -> str:
        return f"{self.name}.v{self.version}"


class EventRegistry:
    """Every event type, at its newest version, with the upcasters that lead to it."""

    def __init__(self) -> None:
        self._types: dict[str, EventType] = {}
        self._decoders: dict[str, msgspec.json.Decoder[Any]] = {}
        self._upcasters: dict[tuple[str, int], Upcaster] = {}

    def add(self, type_: str, payload: Payload, *, source: str, topic: str) -> None:
        """Register the newest version of a type, once."""
        name, version = split_type(type_)
        if name in self._types:
            raise ValueError(f"{type_}: {self._types[name].type} is registered already")
        self._types[name] = EventType(name, version, source, topic, payload)
        self._decoders[name] = msgspec.json.Decoder(payload)

    def upcast(self, from_type: str, upcaster: Upcaster) -> None:
        """Register how ``from_type`` becomes its next version."""
        self._upcasters[split_type(from_type)] = upcaster

    def __contains__(self, type_: str) -> bool:
        """Tell whether this is a type's newest version, the only one that handlers get."""
        registered = self._types.get(split_type(type_)[0])
        return registered is not None and registered.type == type_

    def __getitem__(self, type_: str) -> EventType:
        if type_ not in self:
            raise KeyError(f"event type {type_!r} is not registered")
        return self._types[split_type(type_)[0]]

    def __iter__(self) -> Iterator[EventType]:
        return iter(self._types.values())

    def encode(self, event: Event[Any]) -> Encoded:
        """Encode an event. Raises KeyError for an unregistered type, TypeError for another payload,
        ValueError for one that readers would refuse (structs are checked on reading only).
        ``msgspec.Raw`` data is an encoded payload: it is sent unchecked."""
        registered = self[event.type]
        value = (
            bytes(event.data)
            if isinstance(event.data, msgspec.Raw)
            else self._checked(registered, event)
        )
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(event.id),
            "ce_type": event.type,
            "ce_source": event.source,
            "ce_subject": event.subject,
            "ce_time": spell(event.time),
            "ce_entityversion": str(event.entity_version),
            "ce_correlationid": _text(event.correlation_id),
        }
        if event.causation_id is not None:
            headers["ce_causationid"] = _text(event.causation_id)
        headers["content-type"] = "application/json"
        return Encoded(event.subject, headers, value)

    def _checked(self, registered: EventType, event: Event[Any]) -> bytes:
        if not isinstance(event.data, registered.payload):
            raise TypeError(
                f"{event.type} carries {registered.payload.__name__}, got {event.data!r}"
            )
        value = msgspec.json.encode(event.data)
        try:
            self._decoders[registered.name].decode(value)
        except msgspec.MsgspecError as error:
            raise ValueError(f"{event.type} of {event.subject}: {error}") from error
        return value

    def decode(self, headers: Mapping[str, str], value: bytes | None) -> Event[Any]:
        """Decode an event. Raises UndecodableEvent, NewerEvent of a newer release,
        ImpossibleVersion."""
        type_ = _required(headers, "ce_type")
        name, version = split_type(type_)
        registered = self._types.get(name)
        if registered is None:
            raise UndecodableEvent(f"event type {type_!r} is unknown")
        if version > registered.version:
            raise NewerEvent(type_, registered.type)
        entity_version = _integer(headers, "ce_entityversion")
        if not 0 <= entity_version <= MOST_VERSIONS:
            raise ImpossibleVersion(type_, _required(headers, "ce_subject"), entity_version)
        causation = headers.get("ce_causationid")
        return Event(
            id=_uuid(headers, "ce_id"),
            type=registered.type,
            source=_required(headers, "ce_source"),
            subject=_required(headers, "ce_subject"),
            entity_version=entity_version,
            time=_time(headers, "ce_time"),
            correlation_id=_uuid(headers, "ce_correlationid"),
            causation_id=None if causation is None else _uuid(headers, "ce_causationid"),
            data=self._payload(registered, version, value),
        )

    def _payload(self, registered: EventType, version: int, value: bytes | None) -> msgspec.Struct:
        try:
            if version == registered.version:
                data: msgspec.Struct = self._decoders[registered.name].decode(value or b"")
                return data
            document = msgspec.json.decode(value or b"", type=dict[str, Any])
            for step in range(version, registered.version):
                document = self._upcaster(registered.name, step)(document)
            return msgspec.convert(document, registered.payload)
        except (msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError) as error:
            raise UndecodableEvent(f"data of {registered.name}.v{version}: {error}") from error

    def _upcaster(self, name: str, version: int) -> Upcaster:
        upcaster = self._upcasters.get((name, version))
        if upcaster is None:
            raise UndecodableEvent(f"{name}.v{version}: nothing leads to version {version + 1}")
        return upcaster


@lru_cache(maxsize=1000)
def _text(chain: UUID) -> str:
    """Cache the text: many events follow from one."""
    return str(chain)


@lru_cache(maxsize=16)
def spell(moment: datetime) -> str:
    """Write ``ce_time``: RFC 3339, in UTC. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError(f"event time {moment!r} has no time zone")
    return written(moment.astimezone(UTC))


def _required(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise UndecodableEvent(f"header {name} is missing")
    return value


def _wrong(name: str, value: str, wanted: str, error: Exception) -> NoReturn:
    raise UndecodableEvent(f"header {name}: {value!r} is not {wanted}") from error


def _uuid(headers: Mapping[str, str], name: str) -> UUID:
    value = _required(headers, name)
    try:
        return UUID(value)
    except ValueError as error:
        _wrong(name, value, "a UUID", error)


def _integer(headers: Mapping[str, str], name: str) -> int:
    value = _required(headers, name)
    try:
        return int(value)
    except ValueError as error:
        _wrong(name, value, "an integer", error)


def _time(headers: Mapping[str, str], name: str) -> datetime:
    value = _required(headers, name)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        _wrong(name, value, "an RFC 3339 time", error)
    if moment.tzinfo is None:
        _wrong(name, value, "an RFC 3339 time with its zone", ValueError("no time zone"))
    return moment
