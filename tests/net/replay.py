"""The recorded log, read from its start into empty databases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from typing import Any

import msgspec

from boucle.platform.bus import Bus, Message
from boucle.platform.db import Database
from tests.kit.kit import TOPICS
from tests.net.ground import SERVICES, Ground

READERS: dict[str, tuple[str, ...]] = {
    "matching": (
        *("territory", "site", "establishments", "flow", "sharing", "person"),
        *("principal", "introduction", "meeting"),
    ),
    "indicators": TOPICS,
    "notifications": TOPICS,
}
"""Who reads, and which recorded topics: what matching tells it finds by itself."""
_BEATING = frozenset({"owned_partition", "lease", "worker"})
_WITHIN_S, _STILL_S = 600.0, 6.0
_SENT_AT_ONCE = 500
_TABLES = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind = 'r' ORDER BY relname
"""
_WRITTEN = """
    SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables
    WHERE relname <> ALL($1::text[])
"""
_READ = "SELECT topic, partition, min(next_offset) FROM progress GROUP BY 1, 2"
_HAS_LISTS = "SELECT to_regclass('owned_partition') IS NOT NULL"
_LISTS = "SELECT positions FROM owned_partition"

Tables = dict[str, dict[str, list[str]]]


async def replay(ground: Ground) -> Tables:
    """What each reader's tables hold once all is read; by service and table, rows as JSON."""
    found: Tables = {}
    for name, topics in READERS.items():
        if name not in ground.recording.services:
            continue
        async with ground.empty([name]) as kit, AsyncExitStack() as stack:
            worker = kit.worker(SERVICES[name], **ground.settings(name))
            resources = await stack.enter_async_context(worker)
            await _send(ground, resources.bus, topics)
            database = await kit.database(SERVICES[name])
            await _at_rest(database, resources.bus)
            found[name] = {table: rows async for table, rows in dumped(database)}
    return found


async def dumped(database: Database) -> AsyncIterator[tuple[str, list[str]]]:
    async with database.read() as session:
        driver = await session.driver()
        for table in [row[0] for row in await driver.fetch(_TABLES)]:
            rows = await driver.fetch(f'SELECT to_jsonb(one)::text FROM "{table}" AS one')
            yield table, sorted(row[0] for row in rows)


async def _send(ground: Ground, bus: Bus, topics: Sequence[str]) -> None:
    await bus.ensure_topics(topics)
    async with bus.producer() as producer:
        some: list[Message] = []
        for line in ground.recording.log():
            if line.topic in topics:
                some.append(Message(line.topic, line.key, line.headers, line.value))
            if len(some) >= _SENT_AT_ONCE:
                await _acknowledged(producer, some)
                some = []
        await _acknowledged(producer, some)


async def _acknowledged(producer: Any, some: Sequence[Message]) -> None:
    outcomes = await producer.send(some, 60.0)
    assert outcomes == [None] * len(some), "the log takes what is sent"


async def _at_rest(database: Database, bus: Bus) -> None:
    """All is read, and nothing was written for a while. Raises TimeoutError."""
    began, since, before = time.monotonic(), time.monotonic(), -1
    while time.monotonic() - since < _STILL_S:
        async with database.read() as session:
            driver = await session.driver()
            written = await driver.fetchval(_WRITTEN, list(_BEATING)) or 0
            read = {(row[0], row[1]): row[2] for row in await driver.fetch(_READ)}
            if await driver.fetchval(_HAS_LISTS):
                read |= _lists([row[0] for row in await driver.fetch(_LISTS)])
        ends = await bus.end_offsets(read)
        unread = sum(max(0, end - read[place]) for place, end in ends.items())
        if written != before or unread or not read:
            since, before = time.monotonic(), written
        if time.monotonic() - began > _WITHIN_S:
            raise TimeoutError(f"{unread} records are not read yet")
        await asyncio.sleep(0.5)


def _lists(bodies: Sequence[Any]) -> dict[tuple[str, int], int]:
    """How far the lists of the last partition have read; all are owned by one worker."""
    reached = {("flow", partition): 0 for partition in range(12)} if len(bodies) < 12 else {}
    for body in bodies:
        for topic, offsets in _positions(body).items():
            for source, offset in offsets.items():
                place = topic, source
                reached[place] = min(offset, reached.get(place, offset))
    return reached


_positions = msgspec.json.Decoder(dict[str, dict[int, int]]).decode
