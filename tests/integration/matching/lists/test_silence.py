"""The client goes silent without an error, as it does after some broker restarts and cuts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from boucle.matching.app import SERVICE
from boucle.matching.lists.worker import ListWorker, WorkerSettings
from boucle.platform.bus import Bus, Membership, Reader, Record
from boucle.platform.db import Database
from tests.integration.matching.lists.building import SIRENS, World, flow, rules, stands, territory
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS, ServiceDatabase


@asynccontextmanager
async def following(database: Database, bus: Bus) -> AsyncIterator[ListWorker]:
    settings = WorkerSettings(watch_every=0.1, silence=1.0, settle=2.0)
    worker = ListWorker(database=database, bus=bus, rules=rules(), settings=settings)
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(stop))
    try:
        await eventually(lambda: len(worker.owned) == 12)
        yield worker
    finally:
        stop.set()
        await running


async def declare_one_pair(bus: Bus) -> World:
    world = World(bus)
    world.settle(territory(SIRENS[0]))
    world.declare(flow("offer"))
    world.declare(flow("need", direction="input"))
    await world.send()
    return world


async def test_a_reader_that_hears_nothing_is_replaced(
    bus: Bus, service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    hear = Reader.poll
    deaf: list[Reader] = []

    async def poll(self: Reader, max_records: int, timeout: float) -> list[Record]:  # noqa: ASYNC109
        if self in deaf:
            await asyncio.sleep(timeout)
            return []
        if not deaf and listens:
            deaf.append(self)
        return await hear(self, max_records, timeout)

    listens = False
    monkeypatch.setattr(Reader, "poll", poll)
    async with following(database, bus):
        listens = True
        await eventually(lambda: deaf)
        await stands(database, await declare_one_pair(bus))


async def test_a_group_that_never_settles_is_left(
    bus: Bus, service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on meanwhile: only the group can tell."""
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    members: list[Membership] = []
    join = bus.membership

    def joined(group: str, topics: Sequence[str]) -> Membership:
        members.append(join(group, topics))
        return members[-1]

    monkeypatch.setattr(bus, "membership", joined)
    async with following(database, bus) as worker:
        members[0].on_partitions_revoked([])
        await eventually(lambda: len(members) > 1, within=10)
        await eventually(lambda: len(worker.owned) == 12)
        await stands(database, await declare_one_pair(bus))
