"""Whose morning mail reaches how far, and who stopped it. Readers are keyed hashes of addresses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.platform.db import Session, WriteSession

_ADD: Final = """
    INSERT INTO morning_mail (reader, covered_to, due_at, attempts)
    SELECT reader, $2::timestamptz - interval '1 day', $3, 0 FROM unnest($1::uuid[]) AS reader
    ON CONFLICT DO NOTHING
"""
# Until ``due_at``, no other worker takes it.
_CLAIM: Final = """
    UPDATE morning_mail SET due_at = $4, attempts = attempts + 1
    WHERE reader IN (
        SELECT reader FROM morning_mail
        WHERE reader = any($1) AND covered_to < $2 AND due_at <= $3 AND stopped_at IS NULL
        FOR UPDATE SKIP LOCKED
    )
    RETURNING reader, covered_to, attempts
"""
_PUT_OFF: Final = "UPDATE morning_mail SET due_at = $2 WHERE reader = $1"
_COVER: Final = """
    UPDATE morning_mail SET covered_to = greatest(covered_to, $2), attempts = 0 WHERE reader = $1
"""
_STOP: Final = """
    INSERT INTO morning_mail (reader, covered_to, due_at, attempts, stopped_at)
    VALUES ($1, $2, $2, 0, $2)
    ON CONFLICT (reader) DO UPDATE
    SET stopped_at = coalesce(morning_mail.stopped_at, excluded.stopped_at)
"""
_GO_ON: Final = "UPDATE morning_mail SET stopped_at = NULL WHERE reader = $1"
_STOPPED: Final = "SELECT stopped_at IS NOT NULL FROM morning_mail WHERE reader = $1"


@dataclass(frozen=True, slots=True)
class DueMorning:
    """``attempts``: how often it was tried, this time included."""

    reader: UUID
    covered_to: datetime
    attempts: int


def reader_of(key: PersonKey, address: str) -> UUID:
    return reader_id(key.of_address(address))


def reader_id(person: str) -> UUID:
    """Return the id of a person, as events of erasure name it."""
    return UUID(hex=person[:32])


async def claim(
    session: WriteSession, readers: Collection[UUID], end: datetime, now: datetime, until: datetime
) -> Sequence[DueMorning]:
    """Return those whose mail of the morning ``end`` is due; who is new starts a day before."""
    driver = await session.driver()
    await driver.execute(_ADD, list(readers), end, now)
    rows = await session.fetch(_CLAIM, list(readers), end, now, until)
    return [DueMorning(**row) for row in rows]


async def put_off(session: WriteSession, reader: UUID, due_at: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_PUT_OFF, reader, due_at)


async def cover(session: WriteSession, reader: UUID, end: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_COVER, reader, end)


async def stop(session: WriteSession, reader: UUID, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_STOP, reader, now)


async def go_on(session: WriteSession, reader: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_GO_ON, reader)


async def is_stopped(session: Session, reader: UUID) -> bool:
    driver = await session.driver()
    return bool(await driver.fetchval(_STOPPED, reader))
