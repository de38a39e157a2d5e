"""Store the feed. An append locks its one row of ``feed``: numbers commit in order, without
gaps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from boucle.contract.masking import Viewer
from boucle.contract.rounding import hour_of
from boucle.notifications.subscriptions.feeds.decisions import (
    Audience,
    FeedChange,
    FeedEntry,
    FeedObject,
    Key,
    PartyVersions,
)
from boucle.notifications.subscriptions.feeds.facts import Stage
from boucle.notifications.subscriptions.tables import ChangeRow, FollowedRow
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, insert_of, upsert_of

_FEED = "SELECT feed_id, secret, number, forgotten FROM feed"
_LOCK = "SELECT number FROM feed FOR UPDATE"
_ADVANCE = "UPDATE feed SET number = $1"
_FORGET = "UPDATE feed SET forgotten = $1"
_RENEW = "UPDATE feed SET feed_id = $1"
_STORED = f"""
SELECT {columns_of(FollowedRow)}
FROM followed JOIN unnest($1::text[], $2::uuid[]) AS asked(type, subject) USING (type, subject)
"""
_SAVE = upsert_of(FollowedRow)
_ADD = insert_of(ChangeRow)
_GRANTED = """
SELECT DISTINCT unnest(organisations) AS organisation_id FROM followed
WHERE type = 'site' AND tools @> ARRAY[$1::text]
"""
# Only visible changes leave the database: nothing shows how many others there are.
_WITHIN = """
SELECT number, happened_at AS at, type, subject, version, what, parties, shown, facts,
       $4 OR territories && $6::text[] AS staff
FROM change
WHERE number > $1 AND number <= $2
  AND ($4 OR organisations && $5::uuid[] OR territories && $6::text[] OR tool = $7
       OR parties <@ $5::uuid[])
  AND ($8::text[] IS NULL OR type = ANY($8))
ORDER BY number LIMIT $3
"""
_EXPIRING = f"""
SELECT {columns_of(FollowedRow)} FROM followed
WHERE type = 'flow' AND expiring_on <= $1 ORDER BY subject LIMIT $2 FOR UPDATE
"""
_ANNOUNCED = (
    "UPDATE followed SET expiring_on = NULL WHERE type = 'flow' AND subject = ANY($1::uuid[])"
)
_OLDEST = "SELECT number, at FROM change ORDER BY number LIMIT $1"
_DELETE = "DELETE FROM change WHERE number <= $1"


@dataclass(frozen=True, slots=True)
class Feed:
    """``number`` is that of its last change, ``forgotten`` that of the last deleted one."""

    feed_id: UUID
    secret: bytes
    number: int
    forgotten: int


async def feed(session: Session) -> Feed:
    row = await session.fetchrow(_FEED)
    if row is None:
        raise LookupError("the feed's row is made by a migration")
    return Feed(row["feed_id"], row["secret"], row["number"], row["forgotten"])


async def stored_objects(session: WriteSession, keys: Collection[Key]) -> dict[Key, FeedObject]:
    ordered = sorted(keys)
    rows = await session.fetch(_STORED, [key[0] for key in ordered], [key[1] for key in ordered])
    return {(row["type"], row["subject"]): _object(row) for row in rows}


async def append(session: WriteSession, changes: Sequence[FeedChange], now: datetime) -> None:
    if not changes:
        return
    driver = await session.driver()
    last: int = await driver.fetchval(_LOCK)
    rows = [_row(number, change, now) for number, change in enumerate(changes, last + 1)]
    await driver.executemany(_ADD, rows)
    await driver.execute(_ADVANCE, last + len(rows))


async def save(session: WriteSession, after: Mapping[Key, FeedObject]) -> None:
    driver = await session.driver()
    rows = ((*key, *_columns(after[key])) for key in sorted(after))
    await driver.executemany(_SAVE, rows)


async def granted_to(session: Session, tool: str) -> frozenset[UUID]:
    rows = await session.fetch(_GRANTED, tool)
    return frozenset(row["organisation_id"] for row in rows)


async def within(
    session: ReadSession,
    number: int,
    until: int,
    viewer: Viewer,
    types: Collection[str] | None,
    limit: int,
) -> list[FeedEntry]:
    """Return the first visible changes after ``number``, ``until`` included."""
    rows = await session.fetch(
        _WITHIN,
        number,
        until,
        limit,
        viewer.everything,
        list(viewer.organisations),
        list(viewer.territories),
        viewer.tool,
        None if types is None else list(types),
    )
    return [_entry(row, viewer) for row in rows]


def _entry(row: Any, viewer: Viewer) -> FeedEntry:
    version, at, what = row["version"], row["at"], row["what"]
    if row["parties"] is not None and not row["staff"]:
        versions = PartyVersions(
            tuple(row["parties"]), tuple(row["shown"]), tuple(row["facts"] or ())
        )
        version, at = versions.version(viewer.organisations), hour_of(at)
        what = versions.what(viewer.organisations)
    return FeedEntry(row["number"], at, row["type"], row["subject"], version, what)


async def expiring(session: WriteSession, day: date, limit: int) -> dict[UUID, FeedObject]:
    """Return flows of which followers are to hear by that day that they expire, once."""
    driver = await session.driver()
    rows = await driver.fetch(_EXPIRING, day, limit)
    await driver.execute(_ANNOUNCED, [row["subject"] for row in rows])
    return {row["subject"]: _object(row) for row in rows}


async def forget(session: WriteSession, before: datetime, limit: int) -> int:
    """Delete changes from before that time, the oldest first; return how many."""
    driver = await session.driver()
    rows = await driver.fetch(_OLDEST, limit)
    old = [row["number"] for row in rows if row["at"] < before]
    if old:
        await driver.execute(_FORGET, old[-1])
        await driver.execute(_DELETE, old[-1])
    return len(old)


async def renew(session: WriteSession, feed_id: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_RENEW, feed_id)


def _object(row: Any) -> FeedObject:
    audience = Audience(frozenset(row["organisations"]), frozenset(row["territories"]))
    progress = {
        one: Stage(step, sides)
        for one, step, sides in zip(row["parties"], row["steps"], row["sides"], strict=True)
    }
    return FeedObject(
        row["version"], audience, frozenset(row["tools"]), progress, row["expiring_on"]
    )


def _columns(item: FeedObject) -> Iterable[object]:
    audience = item.audience
    return (
        item.version,
        sorted(audience.organisations),
        sorted(audience.territories),
        sorted(item.tools),
        list(item.progress),
        [one.step for one in item.progress.values()],
        [one.sides for one in item.progress.values()],
        item.expiring_on,
    )


def _row(number: int, change: FeedChange, now: datetime) -> tuple[object, ...]:
    return (
        number,
        now,
        change.type,
        change.subject,
        change.version,
        change.what,
        sorted(change.audience.organisations),
        sorted(change.audience.territories),
        change.tool,
        change.at,
        None if change.shown is None else list(change.shown.parties),
        None if change.shown is None else list(change.shown.counts),
        None if change.shown is None else list(change.shown.facts),
    )
