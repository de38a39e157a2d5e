"""A toy service: it writes territories with their events, and consumes them into a table."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import asyncpg

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Territory
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message, Record
from boucle.platform.consuming.consumer import Consumer, ConsumerSettings, Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.db.migrations import MESSAGING_TABLES, REPLAYED_BY
from boucle.platform.events import Event
from boucle.platform.outbox.packs import contents

TOPIC = "territory"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
IMPATIENT = ConsumerSettings(poll=0.05, watch_every=0.3, silence=3.0, drain=3.0)
T = TypeVar("T")

# `applied` has one row per application of an event: more than one per version is a double effect.
TABLES = (
    "CREATE TABLE territory (siren text PRIMARY KEY, version bigint NOT NULL)",
    "CREATE TABLE state (siren text PRIMARY KEY, version bigint NOT NULL)",
    "CREATE TABLE applied (siren text, version bigint)",
)
_HIGHER = """
INSERT INTO state AS mine (siren, version) VALUES ($1, $2)
ON CONFLICT (siren) DO UPDATE SET version = $2 WHERE mine.version < $2
RETURNING true
"""


async def create_tables(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in (MESSAGING_TABLES.read_text("utf-8"), REPLAYED_BY, *TABLES):
            await connection.execute(statement)
    finally:
        await connection.close()


def event(siren: str, version: int) -> Event[Territory]:
    return outbox.new_event(
        "territory.revised.v1",
        subject=siren,
        version=version,
        data=Territory(siren=siren, kind="epci", k=version),
        now=NOW,
    )


async def write(session: WriteSession, *sirens: str) -> None:
    """Raise each territory's version by one, with its event; the entity is locked first."""
    driver = await session.driver()
    for siren in sirens:
        version = await driver.fetchval(
            """INSERT INTO territory AS t VALUES ($1, 1)
               ON CONFLICT (siren) DO UPDATE SET version = t.version + 1 RETURNING version""",
            siren,
        )
        await outbox.add(session, TOPIC, event(siren, version))


async def declare(database: Database, *sirens: str) -> None:
    async with database.write() as session:
        await write(session, *sirens)


async def apply(session: WriteSession, batch: Sequence[Received]) -> None:
    """Keep the highest version of each; note each application."""
    driver = await session.driver()
    for received in batch:
        siren, version = received.event.data.siren, received.event.entity_version
        if await driver.fetchval(_HIGHER, siren, version):
            await driver.execute("INSERT INTO applied VALUES ($1, $2)", siren, version)


def consumer(bus: Bus, database: Database, **changes: Any) -> Consumer:
    return Consumer(
        **{
            "name": "toy",
            "topics": [TOPIC],
            "handle": apply,
            "bus": bus,
            "database": database,
            "settings": IMPATIENT,
            **changes,
        }
    )


@asynccontextmanager
async def running(
    run: Callable[[asyncio.Event], Awaitable[None]],
) -> AsyncIterator[asyncio.Task[None]]:
    """Run until the block ends, then stop it as a SIGTERM would."""
    stop = asyncio.Event()
    task = asyncio.ensure_future(run(stop))
    try:
        yield task
    finally:
        stop.set()
        done, _ = await asyncio.wait({task}, timeout=15)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert done, "it did not stop within 15 s"


async def eventually(
    poll_once: Callable[[], Awaitable[T]], wanted: Callable[[T], bool], within: float = 60
) -> T:
    """Look until it is as wanted; the last thing seen is in the failure."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while True:
        seen = await poll_once()
        if wanted(seen):
            return seen
        assert loop.time() < deadline, f"still {seen!r} after {within} s"
        await asyncio.sleep(0.03)


async def query(database: Database, sql: str, *arguments: object) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        driver = await session.driver()
        return [tuple(row) for row in await driver.fetch(sql, *arguments)]


async def unpublished(database: Database) -> int:
    ((count,),) = await query(database, "SELECT count(*) FROM outbox")
    return int(count)


async def in_outbox(database: Database) -> list[Message]:
    """What the outbox holds, in order."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT topic, key, headers::text AS headers, payload FROM outbox ORDER BY seq"
        )
    return [message for row in rows for message in contents(row)]


async def states(database: Database) -> dict[str, int]:
    return dict(await query(database, "SELECT siren, version FROM state"))


async def truth(database: Database) -> dict[str, int]:
    return dict(await query(database, "SELECT siren, version FROM territory"))


async def double_effects(database: Database) -> list[tuple[Any, ...]]:
    return await query(
        database, "SELECT siren, version FROM applied GROUP BY 1, 2 HAVING count(*) > 1"
    )


async def read_log(bus: Bus) -> list[Record]:
    """The whole topic, in order per partition."""
    records: list[Record] = []
    async with bus.reader([TOPIC]) as reader:
        waiting = sum((await reader.end_offsets()).values())
        while len(records) < waiting:
            records += await reader.poll(500, 5.0)
    return records


async def versions_in_log(bus: Bus) -> dict[str, list[int]]:
    """Per territory, the versions in the order of the log, repeats included."""
    found: dict[str, list[int]] = defaultdict(list)
    for record in await read_log(bus):
        decoded = EVENTS.decode(record.headers, record.value)
        found[decoded.subject].append(decoded.entity_version)
    return found


def first_times(versions: Sequence[int]) -> list[int]:
    """The versions without their repeats, in order of first appearance."""
    return list(dict.fromkeys(versions))
