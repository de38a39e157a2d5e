"""Store events that could not be applied, whole and with the error, to send them again."""

import traceback
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, update
from sqlmodel import col, select

from boucle.platform.bus import Access, Bus, BusRefused, Message, Record
from boucle.platform.db import Database, Session, WriteSession
from boucle.platform.db.tables import DeadLetter
from boucle.platform.translating import tr

_LONGEST = 20_000
_SEND_S = 10.0
_COUNT_WAITING: Final = select(func.count()).where(col(DeadLetter.replayed_at).is_(None))
_REPLAYED: Final = (
    update(DeadLetter)
    .where(col(DeadLetter.id) == bindparam("key"))
    .values(replayed_at=bindparam("now"), replayed_by=bindparam("by"))
)


class UnknownDeadLetter(LookupError):
    """No dead letter has this id."""


async def add(
    session: WriteSession, consumer: str, record: Record, error: BaseException, now: datetime
) -> None:
    """Store the record and its error."""
    await session.add_if_absent(  # met again after a seek back: the first account stays
        DeadLetter(
            consumer=consumer,
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            key=None if record.key is None else _storable(record.key),
            headers={_storable(name): _storable(value) for name, value in record.headers.items()},
            payload=record.value,
            cause=_storable(f"{type(error).__name__}: {error}"),
            trace=_storable("".join(traceback.format_exception(error))),
            correlation_id=_correlation(record),
            failed_at=now,
        )
    )


async def list_dead_letters(
    session: Session,
    *,
    consumer: str | None = None,
    before: int | None = None,
    replayed: bool = False,
    limit: int = 50,
) -> list[DeadLetter]:
    """List the latest first: of one consumer or all, ids below ``before``, replayed ones if
    asked."""
    statement = select(DeadLetter).order_by(col(DeadLetter.id).desc()).limit(limit)
    if consumer is not None:
        statement = statement.where(DeadLetter.consumer == consumer)
    if before is not None:
        statement = statement.where(col(DeadLetter.id) < before)
    if not replayed:
        statement = statement.where(col(DeadLetter.replayed_at).is_(None))
    return await session.all(statement)


async def count_waiting(session: Session) -> int:
    """Count those not sent again, of every consumer."""
    return await session.first(_COUNT_WAITING) or 0


async def get(session: Session, id_: int) -> DeadLetter:
    """Return the dead letter. Raises UnknownDeadLetter."""
    letter = await session.get(DeadLetter, id_)
    if letter is None:
        raise UnknownDeadLetter(f"no dead letter has the id {id_}")
    return letter


async def failed_again(session: Session, letter: DeadLetter) -> int | None:
    """Return the latest dead letter of the same event and consumer, if there is a later one."""
    event = letter.headers.get("ce_id")
    if letter.replayed_at is None or event is None:
        return None
    later = (
        select(DeadLetter.id)
        .where(
            DeadLetter.consumer == letter.consumer,
            col(DeadLetter.headers)["ce_id"].as_string() == event,
            col(DeadLetter.id) > letter.id,
        )
        .order_by(col(DeadLetter.id).desc())
        .limit(1)
    )
    return await session.first(later)


async def replay(
    database: Database, bus: Bus, ids: Sequence[int], now: datetime, by: str | None = None
) -> int:
    """Send each to its topic again (every consumer gets it again, harmlessly) and note when and by
    whom. Returns how many. Raises UnknownDeadLetter and BusRefused before anything is sent,
    BusUnavailable. A crash in between leaves one that will be sent again."""
    async with database.read() as session:
        letters = [await get(session, id_) for id_ in ids]
    topics = sorted({letter.topic for letter in letters})
    missing_rights = await bus.missing_rights(Access(writes=tuple(topics)))
    if missing_rights:  # a consumer's own user may not write what it reads
        raise BusRefused(
            tr(
                "Kafka does not let user {user} send again ({rights}): set BOUCLE_KAFKA_USERNAME "
                "and BOUCLE_KAFKA_PASSWORD to a user that may",
                user=repr(bus.user),
                rights=", ".join(missing_rights),
            )
        )
    async with bus.producer() as producer:
        for letter in letters:
            message = Message(letter.topic, letter.key, letter.headers, letter.payload)
            await producer.send_one(message, _SEND_S)
            async with database.write() as writing:
                await writing.execute(_REPLAYED, key=letter.id, now=now, by=by)
    return len(letters)


def _storable(value: str) -> str:
    """Shorten the text and drop NUL, which Postgres refuses."""
    return value.replace("\x00", "\ufffd")[:_LONGEST]


def _correlation(record: Record) -> UUID | None:
    try:
        return UUID(record.headers["ce_correlationid"])
    except (KeyError, ValueError):
        return None
