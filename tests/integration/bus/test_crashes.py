"""kill -9 at each point of an event's way, and of the process that froze: nothing is lost, no
effect is doubled."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.outbox.relay import Relay, RelaySettings
from tests.integration.bus.support import (
    consumer,
    declare,
    double_effects,
    eventually,
    first_times,
    query,
    running,
    states,
    truth,
    unpublished,
    versions_in_log,
)
from tests.integration.bus.worker import WRITTEN

ROOT = Path(__file__).parents[3]
RELAY = RelaySettings(batch_size=17, lease=2.0)


@asynccontextmanager
async def child(
    role: str, point: str, url: str, bus: Bus
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.integration.bus.worker", role, point, url, bus.bootstrap, bus.prefix),
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def dies(role: str, point: str, url: str, bus: Bus) -> None:
    async with child(role, point, url, bus) as process:
        assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGKILL


async def heal(bus: Bus, database: Database) -> None:
    """Healthy processes finish the work: everything written is published and applied, once."""
    relay = Relay(database=database, bus=bus, settings=RELAY)
    async with running(relay.run), running(consumer(bus, database).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0)
        wanted = await truth(database)
        await eventually(lambda: states(database), lambda seen: seen == wanted)
    assert await double_effects(database) == []
    for siren, versions in (await versions_in_log(bus)).items():
        assert first_times(versions) == list(range(1, wanted[siren] + 1))


async def test_a_writer_killed_before_its_commit_leaves_nothing(
    bus: Bus, database: Database, database_url: str
) -> None:
    await declare(database, *WRITTEN[:3])
    await dies("writer", "before_commit", database_url, bus)
    await heal(bus, database)
    assert await states(database) == dict.fromkeys(WRITTEN[:3], 1)


async def test_a_writer_killed_after_its_commit_is_heard(
    bus: Bus, database: Database, database_url: str
) -> None:
    await dies("writer", "after_commit", database_url, bus)
    await heal(bus, database)
    assert await states(database) == dict.fromkeys(WRITTEN, 1)


@pytest.mark.parametrize("point", ["before_publish", "before_mark", "after_mark"])
async def test_a_relay_killed(bus: Bus, database: Database, database_url: str, point: str) -> None:
    for _ in range(3):
        await declare(database, *WRITTEN)
    await dies("relay", point, database_url, bus)
    # The kill fell in the middle: work was left.
    left = await unpublished(database)
    assert left == 90 - (17 if point == "after_mark" else 0)
    await heal(bus, database)
    sent = sum(map(len, (await versions_in_log(bus)).values()))
    assert sent == 90 + (17 if point == "before_mark" else 0)


@pytest.mark.parametrize("point", ["before_progress", "after_commit"])
async def test_a_consumer_killed(
    bus: Bus, database: Database, database_url: str, point: str
) -> None:
    async with running(Relay(database=database, bus=bus, settings=RELAY).run):
        for _ in range(3):
            await declare(database, *WRITTEN)
        await eventually(lambda: unpublished(database), lambda count: count == 0)
    await dies("consumer", point, database_url, bus)
    ((applied,),) = await query(database, "SELECT count(*) FROM applied")
    assert (applied > 0) == (point == "after_commit")
    await heal(bus, database)


async def test_another_relay_takes_over_from_one_that_froze(
    bus: Bus, database: Database, database_url: str
) -> None:
    await declare(database, *WRITTEN)
    async with child("relay", "never", database_url, bus) as frozen:
        await eventually(lambda: unpublished(database), lambda count: count == 0)
        frozen.send_signal(signal.SIGSTOP)
        for _ in range(3):
            await declare(database, *WRITTEN)
        relay = Relay(database=database, bus=bus, settings=RELAY)
        async with running(relay.run):
            await eventually(lambda: unpublished(database), lambda count: count == 0)
            assert relay.active
            frozen.send_signal(signal.SIGCONT)
            for _ in range(3):
                await declare(database, *WRITTEN)
            await eventually(lambda: unpublished(database), lambda count: count == 0)
            # Awake again, it stands by: one session asks for the lock, one holds it.
            await eventually(lambda: lock_sessions(database), lambda count: count == 2)
            assert relay.active
    await heal(bus, database)
    assert await versions_in_log(bus) == {siren: [1, 2, 3, 4, 5, 6, 7] for siren in WRITTEN}


async def lock_sessions(database: Database) -> int:
    sql = """SELECT count(*) FROM pg_stat_activity
             WHERE application_name LIKE '%relay lock' AND datname = current_database()"""
    ((count,),) = await query(database, sql)
    return int(count)


async def test_another_relay_takes_over_from_one_that_was_killed(
    bus: Bus, database: Database, database_url: str
) -> None:
    relay = Relay(database=database, bus=bus, settings=RELAY)
    async with child("relay", "never", database_url, bus) as first:
        await declare(database, *WRITTEN)
        await eventually(lambda: unpublished(database), lambda count: count == 0)
        async with running(relay.run):
            for _ in range(10):
                await declare(database, *WRITTEN)
            first.kill()
            await eventually(lambda: unpublished(database), lambda count: count == 0)
            assert relay.active
    await heal(bus, database)


async def test_a_zombie_consumer_is_fenced(bus: Bus, database: Database, database_url: str) -> None:
    """Frozen until its partitions went to another, it wakes and may do no harm."""
    relay = Relay(database=database, bus=bus, settings=RELAY)
    async with running(relay.run), child("consumer", "never", database_url, bus) as zombie:
        await declare(database, *WRITTEN)
        await eventually(lambda: states(database), lambda seen: len(seen) == len(WRITTEN))
        zombie.send_signal(signal.SIGSTOP)
        async with running(consumer(bus, database).run):
            for _ in range(3):
                await declare(database, *WRITTEN)
            wanted = dict.fromkeys(WRITTEN, 4)
            await eventually(lambda: states(database), lambda seen: seen == wanted)
            zombie.send_signal(signal.SIGCONT)
            for _ in range(3):
                await declare(database, *WRITTEN)
            wanted = dict.fromkeys(WRITTEN, 7)
            await eventually(lambda: states(database), lambda seen: seen == wanted)
    await heal(bus, database)
