"""Take persons out of notes, and forget old ones."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.platform.clock import Clock
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.periodic import Periodic

NAME: Final = "matching.persons"
TOPICS: Final = ("person",)
_EVERY_S: Final = 3600.0
_AT_ONCE: Final = 1000
_NOTES: Final = """
SELECT note_id, text, organisations FROM note WHERE note_id > $1 ORDER BY note_id LIMIT 25
FOR NO KEY UPDATE
"""
_CHANGE: Final = "UPDATE note SET text = $2 WHERE note_id = $1"
_FORGET: Final = """
WITH forgotten AS (
    DELETE FROM note WHERE note_id IN (SELECT note_id FROM note WHERE at < $1 LIMIT $2) RETURNING 1
)
SELECT count(*) FROM forgotten
"""


def follow_erasures(key: PersonKey) -> BatchHandler:
    """After a restore they come again."""

    async def handle(session: WriteSession, batch: Sequence[Received]) -> None:
        for one in batch:
            if isinstance(one.event.data, ErasedPerson):
                await _erase(session, one.event.data, key)

    return handle


async def _erase(session: WriteSession, person: ErasedPerson, key: PersonKey) -> None:
    driver = await session.driver()
    last = UUID(int=0)
    while rows := await driver.fetch(_NOTES, last):
        last = rows[-1]["note_id"]
        for note_id, text in await asyncio.to_thread(_without, person, key, rows):
            await driver.execute(_CHANGE, note_id, text)


def _without(person: ErasedPerson, key: PersonKey, rows: Sequence[Any]) -> list[tuple[UUID, str]]:
    """Return the texts that change: two words that are the name may be anybody's in notes about
    others."""
    changed = []
    for row in rows:
        own = not set(person.organisations).isdisjoint(row["organisations"])
        text = key.without(row["text"], {person.person, *person.mentions}, None if own else ())
        if text != row["text"]:
            changed.append((row["note_id"], text))
    return changed


def forgetting(database: Database, clock: Clock, days: int) -> Periodic:
    async def forget() -> int:
        async with database.write() as session:
            before = clock() - timedelta(days=days)
            return int(await session.fetchval(_FORGET, before, _AT_ONCE))

    return Periodic("note_retention", _EVERY_S, forget)
