"""Workers that die, freeze and wake: the rows are still the full recompute of what was declared."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle, islice
from random import Random

import pytest

from boucle.matching.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.integration.matching.lists.building import (
    SIRENS,
    World,
    published,
    shuffled_flows,
    territory,
)
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS, ServiceDatabase

NAMES = [f"flow {number}" for number in range(60)]
Process = asyncio.subprocess.Process


@asynccontextmanager
async def processes() -> AsyncIterator[list[Process]]:
    """Whatever of them is left at the end is killed."""
    running: list[Process] = []
    try:
        yield running
    finally:
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def begin(database: Database, bootstrap: str, prefix: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.matching.lists.worker_process",
        database.url,
        bootstrap,
        prefix,
    )


async def epochs(database: Database) -> int:
    """Grows whenever a partition gets an owner."""
    async with database.read() as session:
        found = await (await session.driver()).fetchval("SELECT sum(epoch) FROM owned_partition")
    return int(found or 0)


async def owned_again(database: Database, before: int) -> None:
    """Some partition has got an owner since the epochs were ``before``."""

    async def grown() -> bool:
        return await epochs(database) > before

    await eventually(grown, within=60)


@pytest.mark.timeout(300)
async def test_killed_and_frozen_owners_leave_the_full_recompute(
    bus: Bus, service_database: ServiceDatabase, kafka_bootstrap: str, topic_prefix: str
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    for siren in SIRENS:
        world.settle(territory(siren, k=3))
    random = Random(7)
    stories = cycle(range(1000))

    async def write(count: int) -> None:
        """A few flows at a time, so that something is always in flight."""
        for story in islice(stories, count):
            for declared in shuffled_flows(random.sample(NAMES, 6), f"story {story}"):
                if random.random() < 0.2:
                    world.withdraw(declared)
                else:
                    world.declare(declared)
            await world.send()
            await asyncio.sleep(0.02)

    async def stands() -> bool:
        assert await published(database) == world.expected()
        return True

    async def add(running: list[Process]) -> None:
        before = await epochs(database)
        running.append(await begin(database, kafka_bootstrap, topic_prefix))
        await owned_again(database, before)

    async with processes() as running:
        await write(20)
        await add(running)
        await add(running)
        await write(20)
        writing = asyncio.create_task(write(60))
        await asyncio.sleep(0.3)
        before = await epochs(database)
        running[0].kill()
        await owned_again(database, before)
        await writing
        await eventually(stands, within=60)

        await add(running)
        writing = asyncio.create_task(write(60))
        await asyncio.sleep(0.3)
        before = await epochs(database)
        os.kill(running[1].pid, signal.SIGSTOP)
        await owned_again(database, before)
        await writing
        await eventually(stands, within=60)
        os.kill(running[1].pid, signal.SIGCONT)
        await write(20)
        await eventually(stands, within=60)
        assert world.expected()
