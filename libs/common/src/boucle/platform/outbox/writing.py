"""Write events to the outbox in the transaction of the change; the relay publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

import msgspec

from boucle.platform.db import WriteSession
from boucle.platform.events import EVENTS, Event, event_id
from boucle.platform.events.codec import spell
from boucle.platform.events.envelope import NAMESPACE, id_name
from boucle.platform.ids import named
from boucle.platform.telemetry import trace

D = TypeVar("D")
Row = tuple[UUID, str, str, str, bytes, datetime]
"""Event id, topic, key, headers (JSON), payload, the event's time."""

MAX_EVENT_BYTES = 900_000
"""What the broker takes is 1 MB with headers; a larger event could never leave the outbox."""

_AT_ONCE = 1000
"""Events that wait for their transaction's end, at most."""

_waiting: WeakKeyDictionary[WriteSession, list[Row]] = WeakKeyDictionary()
"""Rows that their transaction has not written yet."""

# One round trip for any number of events. seq follows the order of the arrays: the entity is
# locked by now, so that per entity the order of seq is the order of commits.
_INSERT = """
INSERT INTO outbox (event_id, topic, key, headers, payload, created_at)
SELECT event_id, topic, key, headers::jsonb, payload, created_at
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[])
    WITH ORDINALITY AS new(event_id, topic, key, headers, payload, created_at, position)
ORDER BY position
"""


class EventTooLarge(ValueError):
    """The event would not fit in a Kafka message."""


def new_event(
    type_: str,
    *,
    subject: str | UUID,
    version: int,
    data: D,
    now: datetime,
    source: str | None = None,
    cause: Event[Any] | None = None,
) -> Event[D]:
    """Make an event that follows from ``cause``, else from the current trace, else starts its own.
    ``source`` is the type's own unless given. The id comes from source, type, subject and
    version."""
    source = source or EVENTS[type_].source
    id_ = event_id(source, type_, str(subject), version)
    chain = trace.current() if cause is None else trace.Trace(cause.correlation_id, cause.id)
    return Event(
        id=id_,
        type=type_,
        source=source,
        subject=str(subject),
        entity_version=version,
        time=now,
        correlation_id=chain.correlation_id if chain else id_,
        causation_id=chain.causation_id if chain else None,
        data=data,
    )


async def add(session: WriteSession, topic: str, *events: Event[Any]) -> None:
    """Write events for a topic (logical name), in this order, with the caller's transaction. Raises
    EventTooLarge, KeyError (unknown type), TypeError (another payload than the type's)."""
    await add_rows(session, [row(topic, event) for event in events])


def row(topic: str, event: Event[Any]) -> Row:
    """Return the outbox row of an event: the part of ``add`` without the database. Raises
    EventTooLarge, KeyError, TypeError."""
    message = EVENTS.encode(event)
    if len(message.value) > MAX_EVENT_BYTES:
        raise EventTooLarge(
            f"{event.type} of {event.subject} is {len(message.value)} bytes; "
            f"at most {MAX_EVENT_BYTES}"
        )
    headers = msgspec.json.encode(message.headers).decode()
    return event.id, topic, message.key, headers, message.value, event.time


def encoded_row(
    topic: str, type_: str, subject: UUID | str, version: int, payload: bytes, chain: Chain
) -> Row:
    """Return the row of an already encoded payload, unchecked, for events by the thousand. Raises
    EventTooLarge, KeyError."""
    if len(payload) > MAX_EVENT_BYTES:
        raise EventTooLarge(f"{type_} of {subject} is {len(payload)} bytes")
    source, key = EVENTS[type_].source, str(subject)
    id_ = named(NAMESPACE, id_name(source, type_, key, version))
    correlation = id_ if chain.correlation_id is None else chain.correlation_id
    headers = (
        f'{{"ce_specversion":"1.0","ce_id":"{id_}","ce_type":"{type_}","ce_source":"{source}",'
        f'"ce_subject":"{key}","ce_time":"{chain.spelt}","ce_entityversion":"{version}",'
        f'"ce_correlationid":"{correlation}"{chain.causation},"content-type":"application/json"}}'
    )
    return id_, topic, key, headers, payload, chain.now


@dataclass(frozen=True, slots=True)
class Chain:
    """What events share that follow from one cause at one moment. ``causation``: a header."""

    now: datetime
    correlation_id: UUID | None
    causation: str
    spelt: str

    @classmethod
    def of(cls, cause: Event[Any] | None, now: datetime) -> Chain:
        """Make the chain of a cause; without one, of the current trace, as ``new_event``."""
        chain = trace.current() if cause is None else trace.Trace(cause.correlation_id, cause.id)
        caused = None if chain is None else chain.causation_id
        causation = "" if caused is None else f',"ce_causationid":"{caused}"'
        return cls(now, chain.correlation_id if chain else None, causation, spell(now))


async def add_rows(session: WriteSession, rows: Sequence[Row]) -> None:
    """Write rows in this order at the end of the caller's transaction, all together."""
    if not rows:
        return
    waiting = _waiting.get(session)
    if waiting is None:
        waiting = _waiting[session] = []
        session.before_commit(partial(flush, session))
        session.after_commit(session.database.events_committed.set)
    waiting.extend(rows)
    if len(waiting) >= _AT_ONCE:
        await flush(session)


async def flush(session: WriteSession) -> None:
    """Write now what waits for the transaction's end."""
    rows = _waiting.pop(session, [])
    if not rows:
        return
    driver = await session.driver()
    await driver.execute(_INSERT, *(list(column) for column in zip(*rows, strict=True)))
