"""Events at which consumers halt: kept, so that a person sees them, and skipped if he says so.

    decode -> HaltsAt -> keep(...) -> Halted …  a person: skip(...) …  start -> skipped(...) -> pass

A place that is skipped is skipped by every reader of this service: consumers, rebuild, restore.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func
from sqlmodel import col, select

from boucle.platform.bus import Record
from boucle.platform.clock import Clock
from boucle.platform.db import Database, Session, WriteSession
from boucle.platform.db.tables import Halt
from boucle.platform.events import EVENTS, Event, HaltingEvent
from boucle.platform.failures import Halted

Spot = tuple[str, int, int]
"""Where a record stands: topic (its logical name), partition, offset."""

Skipped = Mapping[Spot, tuple[str, str, str]]
"""Places that every reader passes over, with the event that stood there (type, subject, version):
after a restore beside another log, another event does."""

NONE_SKIPPED: Final[Skipped] = {}

_LONGEST: Final = 2000
_SKIPPED: Final = select(Halt).where(col(Halt.skipped_at).is_not(None))
_COUNT_WAITING: Final = select(func.count()).where(col(Halt.skipped_at).is_(None))


class HaltsAt(Halted):
    """Consumers halt at this record, for this cause."""

    def __init__(self, record: Record, cause: HaltingEvent) -> None:
        place = place_text(spot_of(record))
        super().__init__(
            f"{place}: {cause}. Look: `halts show {place}`; to go on without it: `halts skip "
            f"{place}` (docs/runbooks/EventHalts.md)"
        )
        self.record = record
        self.cause = cause


def spot_of(record: Record) -> Spot:
    return record.topic, record.partition, record.offset


def place_text(spot: Spot) -> str:
    """Write ``flow/3/17``, as commands take it."""
    return "/".join(map(str, spot))


def parse_place(text: str) -> Spot:
    """Parse ``flow/3/17``. Raises ValueError."""
    topic, *numbers = text.split("/")
    if not topic or len(numbers) != 2 or not all(n.isascii() and n.isdigit() for n in numbers):
        raise ValueError(f"{text!r} is no place in the log (expected: TOPIC/PARTITION/OFFSET)")
    return topic, int(numbers[0]), int(numbers[1])


def decoded(record: Record, skipped: Skipped = NONE_SKIPPED) -> Event[Any] | None:
    """Decode the record; None if a person has skipped it. Raises UndecodableEvent, HaltsAt."""
    if skipped and skipped.get(spot_of(record)) == _entity_of(record):
        return None
    try:
        return EVENTS.decode(record.headers, record.value)
    except HaltingEvent as error:
        raise HaltsAt(record, error) from error


def row_of(record: Record, cause: str, now: datetime, consumer: str | None = None) -> Halt:
    type_, subject, version = _entity_of(record)
    return Halt(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        consumer=consumer,
        type=type_,
        subject=subject,
        version=version,
        cause=_storable(cause),
        met_at=now,
        skipped_at=None,
        skipped_by=None,
        reason=None,
    )


async def keep(session: WriteSession, consumer: str, at: HaltsAt, now: datetime) -> None:
    """Store the halt; the first account of a place stays."""
    await session.add_if_absent(row_of(at.record, str(at.cause), now, consumer))


@asynccontextmanager
async def stored_halts(database: Database, consumer: str, clock: Clock) -> AsyncIterator[None]:
    """Store where and why the block halts, then raise Halted."""
    try:
        yield
    except HaltsAt as at:
        async with database.write() as session:
            await keep(session, consumer, at, clock())
        raise Halted(f"{consumer}: {at}") from at


async def skipped(session: Session) -> Skipped:
    return {
        (one.topic, one.partition, one.offset): (one.type, one.subject, one.version)
        for one in await session.all(_SKIPPED)
    }


async def skip(session: WriteSession, row: Halt, by: str, reason: str, now: datetime) -> None:
    """Mark the place as skipped from the next start on."""
    skip_columns = {"skipped_at": now, "skipped_by": _storable(by), "reason": _storable(reason)}
    existing = await get(session, (row.topic, row.partition, row.offset))
    await session.save(Halt(**{**dict(existing or row), **skip_columns}))


async def get(session: Session, spot: Spot) -> Halt | None:
    return await session.first(
        select(Halt).where(
            Halt.topic == spot[0], Halt.partition == spot[1], col(Halt.offset) == spot[2]
        )
    )


async def list_halts(session: Session, *, skipped: bool = False) -> list[Halt]:
    """List those that wait, the latest first; skipped ones too if asked."""
    statement = select(Halt).order_by(col(Halt.met_at).desc(), col(Halt.topic)).limit(1000)
    return await session.all(
        statement if skipped else statement.where(col(Halt.skipped_at).is_(None))
    )


async def count_waiting(session: Session) -> int:
    """Count the places where consumers still halt."""
    return await session.first(_COUNT_WAITING) or 0


async def forget(session: WriteSession, spot: Spot) -> None:
    """Delete a halt whose event this release reads."""
    await session.execute(
        delete(Halt).where(
            col(Halt.topic) == spot[0],
            col(Halt.partition) == spot[1],
            col(Halt.offset) == spot[2],
            col(Halt.skipped_at).is_(None),
        )
    )


def _entity_of(record: Record) -> tuple[str, str, str]:
    names = ("ce_type", "ce_subject", "ce_entityversion")
    type_, subject, version = (_storable(record.headers.get(name, "?")) for name in names)
    return type_, subject, version


def _storable(value: str) -> str:
    return value.replace("\x00", "\ufffd")[:_LONGEST]
