"""Dead letters: events that could not be applied, kept whole with why, to be sent again."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from boucle.common.bus import Access, Bus, BusRefused, Message, Record
from boucle.common.db import Database, ReadSession, WriteSession
from boucle.common.db.tables import DeadLetter

_LONGEST = 20_000
_SEND_S = 10.0
# Met again after a seek back that another owner caused: the first account stays.
_ADD = """
INSERT INTO dead_letter (consumer, topic, partition, "offset", key, headers, payload, cause, trace,
                         correlation_id, failed_at)
VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11)
ON CONFLICT (consumer, topic, partition, "offset") DO NOTHING
"""
_LIST = """
SELECT * FROM dead_letter
WHERE ($1::text IS NULL OR consumer = $1) AND ($2::bigint IS NULL OR id < $2)
  AND ($3 OR replayed_at IS NULL)
ORDER BY id DESC LIMIT $4
"""
_GET = "SELECT * FROM dead_letter WHERE id = $1"
_COUNT_WAITING = "SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL"
_REPLAYED = "UPDATE dead_letter SET replayed_at = $2 WHERE id = $1"


class UnknownDeadLetter(LookupError):
    """No dead letter has this id."""


async def add(
    session: WriteSession, consumer: str, record: Record, error: BaseException, now: datetime
) -> None:
    """Keep the record, whole, with what went wrong."""
    driver = await session.driver()
    await driver.execute(
        _ADD,
        consumer,
        record.topic,
        record.partition,
        record.offset,
        None if record.key is None else _text(record.key),
        json.dumps({_text(name): _text(value) for name, value in record.headers.items()}),
        record.value,
        _text(f"{type(error).__name__}: {error}"),
        _text("".join(traceback.format_exception(error))),
        _correlation(record),
        now,
    )


async def list_dead_letters(
    session: ReadSession | WriteSession,
    *,
    consumer: str | None = None,
    before: int | None = None,
    replayed: bool = False,
    limit: int = 50,
) -> list[DeadLetter]:
    """The latest first: of one consumer or all, ids below ``before``, replayed ones if asked."""
    driver = await session.driver()
    rows = await driver.fetch(_LIST, consumer, before, replayed, limit)
    return [DeadLetter(**row) for row in rows]


async def count_waiting(session: ReadSession | WriteSession) -> int:
    """Those not sent again, of every consumer."""
    driver = await session.driver()
    return int(await driver.fetchval(_COUNT_WAITING))


async def get(session: ReadSession | WriteSession, id_: int) -> DeadLetter:
    """Raises UnknownDeadLetter."""
    driver = await session.driver()
    row = await driver.fetchrow(_GET, id_)
    if row is None:
        raise UnknownDeadLetter(f"no dead letter has the id {id_}")
    return DeadLetter(**row)


async def replay(database: Database, bus: Bus, ids: Sequence[int], now: datetime) -> int:
    """Send each to its topic again (every consumer meets it once more: harmless) and note when.

    Returns how many. Raises UnknownDeadLetter and BusRefused before anything is sent,
    BusUnavailable. A crash in between leaves one that will be sent again.
    """
    async with database.read() as session:
        letters = [await get(session, id_) for id_ in ids]
    topics = sorted({letter.topic for letter in letters})
    lacking = await bus.lacking(Access(writes=tuple(topics)))
    if lacking:  # a consumer's own user may not write what it reads
        raise BusRefused(
            f"Kafka does not let user {bus.user!r} send again ({', '.join(lacking)}): "
            "set BOUCLE_KAFKA_USERNAME and BOUCLE_KAFKA_PASSWORD to a user that may"
        )
    async with bus.producer() as producer:
        for letter in letters:
            message = Message(letter.topic, letter.key, letter.headers, letter.payload)
            await producer.send_one(message, _SEND_S)
            async with database.write() as writing:
                driver = await writing.driver()
                await driver.execute(_REPLAYED, letter.id, now)
    return len(letters)


def _text(value: str) -> str:
    """What Postgres can hold: it refuses NUL, and nobody reads a megabyte of trace."""
    return value.replace("\x00", "\ufffd")[:_LONGEST]


def _correlation(record: Record) -> UUID | None:
    try:
        return UUID(record.headers["ce_correlationid"])
    except (KeyError, ValueError):
        return None
