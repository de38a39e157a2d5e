"""Lists and owners rebuilt beside the live ones, while flows come in: what was spoilt is corrected
and told, nothing else is; killed on its way it leaves everything as it was."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from msgspec.structs import replace

from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import lists_in
from boucle.contract.events.registry import SiteFacts
from boucle.matching.app import SERVICE
from boucle.matching.operations.audit.command import at_rest, audit
from boucle.matching.operations.rebuild.command import rebuild
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.process.service import Resources
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from tests.integration.matching.lists.building import (
    SIRENS,
    World,
    rules,
    shuffled_flows,
    stands,
    tell_a_story,
    uid,
)
from tests.integration.matching.lists.test_claims import begin, epochs, owned_again, processes
from tests.integration.matching.lists.test_told import entries_of, stored
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS, RunningWorker, ServiceDatabase
from tests.kit.log import logged
from tests.kit.of_lists.published_lists import folded

SOUTH = SiteFacts(latitude=43.3, longitude=5.4, location_precision="commune")
_FIRST = "SELECT owner, partner FROM entry ORDER BY owner, partner"
_ENTRY = "WHERE (owner, partner) = ($1, $2)"
_TABLES = (
    "SELECT * FROM entry ORDER BY owner, partner",
    "SELECT flow_id, version, body FROM owned_flow ORDER BY flow_id",
    "SELECT * FROM territory_settings ORDER BY siren",
    "SELECT * FROM life ORDER BY synergy_id",
)


@dataclass
class Rebuilt:
    """A system with flows, settings and lives; its worker runs."""

    bus: Bus
    database: Database
    world: World
    resources: Resources[Any]

    async def rebuild(self, wait: float = 60.0, *, dry: bool = False) -> tuple[int, list[str]]:
        said: list[str] = []
        status = await rebuild(self.resources, wait, dry, said.append)
        return status, said

    async def rows(self, query: str, *values: Any) -> list[Any]:
        async with self.database.read() as session:
            return list(await (await session.driver()).fetch(query, *values))

    async def spoil(self, statement: str, *values: Any) -> None:
        async with self.database.write() as session:
            changed = await (await session.driver()).execute(statement, *values)
        assert changed.endswith(" 1")

    async def told(self) -> Counter[UUID]:
        """How often the log tells the list of each flow."""
        log = await logged(self.database, self.bus, "lists")
        events = (EVENTS.decode(record.headers, record.value) for record in log)
        return Counter(each.flow for event in events for each in lists_in(event.data))

    async def tables(self) -> list[list[Any]]:
        return [await self.rows(query) for query in _TABLES]

    async def audited(self) -> None:
        await at_rest(self.database, self.bus, rules(), 60)
        said: list[str] = []
        assert await audit(self.database, self.bus, rules(), 60, said.append) == SAME, said
        told = folded(await logged(self.database, self.bus, "lists"))
        assert entries_of(told) == await stored(self.database)


@pytest_asyncio.fixture
async def rebuilt(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> AsyncIterator[Rebuilt]:
    """Flows declared, revised and withdrawn; settings of two territories; lives by ``auto``."""
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    async with running_worker(SERVICE) as resources:
        world = World(bus)
        await tell_a_story(world, "rebuild")
        made = Rebuilt(bus, database, world, resources)
        await made.audited()
        yield made


@asynccontextmanager
async def writing(world: World) -> AsyncIterator[list[str]]:
    """Other flows declared and withdrawn, all the while."""
    names: list[str] = []
    stop = asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            names.append(f"live {len(names)}")
            for declared in shuffled_flows(names[-1:], "live"):
                world.declare(declared)
                if len(names) % 5 == 0:
                    world.withdraw(declared)
            await world.send()
            await asyncio.sleep(0.02)

    task = asyncio.create_task(write())
    try:
        yield names
    finally:
        stop.set()
        await task


async def test_what_is_right_stays_and_nothing_is_published(rebuilt: Rebuilt) -> None:
    before, known = await rebuilt.tables(), await rebuilt.told()
    status, said = await rebuilt.rebuild()
    assert status == SAME, said
    assert said[0].endswith("differences: 0")
    assert len(said) == 1
    assert await rebuilt.tables() == before
    assert await rebuilt.told() == known
    await rebuilt.audited()


@pytest.mark.timeout(240)
async def test_nothing_differs_while_flows_come_in(rebuilt: Rebuilt) -> None:
    async with writing(rebuilt.world) as names:
        for _ in range(3):
            before = len(names)
            status, said = await rebuilt.rebuild()
            assert status == SAME, said
            assert len(names) > before
    await stands(rebuilt.database, rebuilt.world)
    await rebuilt.audited()


@pytest.mark.timeout(240)
async def test_nothing_differs_beside_two_workers(
    rebuilt: Rebuilt, kafka_bootstrap: str, topic_prefix: str
) -> None:
    """Their lists stand at different positions."""
    async with processes() as others:
        before = await epochs(rebuilt.database)
        others.append(await begin(rebuilt.database, kafka_bootstrap, topic_prefix))
        await owned_again(rebuilt.database, before)
        async with writing(rebuilt.world) as names:
            for _ in range(2):
                written, owned = len(names), await epochs(rebuilt.database)
                status, said = await rebuilt.rebuild()
                assert status == SAME, said
                assert len(names) > written
                assert await epochs(rebuilt.database) > owned
        await stands(rebuilt.database, rebuilt.world)
        await rebuilt.audited()


async def _spoil(rebuilt: Rebuilt) -> tuple[list[str], set[UUID]]:
    """One of each wrong; returns the line for each, and the flows whose lists it concerns."""
    ranked, gone, *_, last = await rebuilt.rows(f"SELECT DISTINCT ON (owner) {_FIRST[7:]}")
    await rebuilt.spoil(f"UPDATE entry SET rank = 7 {_ENTRY}", *ranked)
    await rebuilt.spoil(f"DELETE FROM entry {_ENTRY}", *gone)
    nobody = uid("nobody")
    await rebuilt.spoil(
        "INSERT INTO entry SELECT owner, $3, gives, rank, since, synergy_id, changed_at FROM entry "
        f"{_ENTRY}",
        *last,
        nobody,
    )
    await rebuilt.spoil("DELETE FROM owned_flow WHERE flow_id = $1", uid("flow 30"))
    await rebuilt.spoil("UPDATE owned_flow SET territory = 'x' WHERE flow_id = $1", uid("flow 31"))
    await rebuilt.spoil("DELETE FROM territory_settings WHERE siren = $1", SIRENS[1])
    lines = [
        f"entry {ranked[0]} {ranked[1]}: other rank",
        f"entry {gone[0]} {gone[1]}: missing",
        f"entry {last[0]} {nobody}: nothing tells of it",
        f"owned_flow {uid('flow 30')}: missing",
        f"owned_flow {uid('flow 31')}: other territory",
        f"territory_settings {SIRENS[1]}: missing",
    ]
    return sorted(lines), {ranked[0], gone[0], last[0]}


async def test_what_was_spoilt_alone_is_corrected_and_told(rebuilt: Rebuilt) -> None:
    lives = await rebuilt.rows("SELECT * FROM life ORDER BY synergy_id")
    assert lives
    known = await rebuilt.told()
    expected, flows = await _spoil(rebuilt)
    spoilt = await rebuilt.tables()

    status, said = await rebuilt.rebuild(dry=True)
    assert status == DIFFERENT
    assert sorted(said[:-1]) == expected
    assert " groups compared in " in said[-1]
    assert await rebuilt.tables() == spoilt
    assert await rebuilt.told() == known

    status, said = await rebuilt.rebuild()
    assert (status, sorted(said[:-1])) == (DIFFERENT, expected)
    assert said[-1].endswith(f"differences: {len(expected)}")
    assert await rebuilt.told() - known == Counter(flows)
    assert await rebuilt.rows("SELECT * FROM life ORDER BY synergy_id") == lives
    status, said = await rebuilt.rebuild()
    assert status == SAME, said
    await rebuilt.audited()


@pytest.mark.timeout(240)
async def test_what_was_spoilt_is_the_only_difference_while_flows_come_in(
    rebuilt: Rebuilt,
) -> None:
    """Spoilt are rows of a far country, which the flows that come in do not reach."""
    far = [
        replace(declared, site=SOUTH)
        for declared in shuffled_flows((f"far {n}" for n in range(12)), "far")
    ]
    for declared in far:
        rebuilt.world.declare(declared)
    await rebuilt.world.send()
    await rebuilt.audited()
    ids = [declared.flow_id for declared in far]
    ranked, *_, gone = await rebuilt.rows(
        "SELECT DISTINCT ON (owner) owner, partner FROM entry WHERE owner = ANY($1) ORDER BY 1, 2",
        ids,
    )
    async with writing(rebuilt.world) as names:
        await rebuilt.spoil(f"UPDATE entry SET rank = rank - 1 {_ENTRY}", *ranked)
        await rebuilt.spoil(f"DELETE FROM entry {_ENTRY}", *gone)
        before, known = len(names), await rebuilt.told()
        status, said = await rebuilt.rebuild()
        assert status == DIFFERENT
        assert sorted(said[:-1]) == sorted(
            [
                f"entry {ranked[0]} {ranked[1]}: other rank",
                f"entry {gone[0]} {gone[1]}: missing",
            ]
        )
        again = await rebuilt.told() - known
        assert {flow: again[flow] for flow in ids if again[flow]} == {ranked[0]: 1, gone[0]: 1}
        assert len(names) > before
    await stands(rebuilt.database, rebuilt.world)
    await rebuilt.audited()


@pytest.mark.timeout(240)
async def test_killed_on_its_way_it_leaves_all_as_it_was(rebuilt: Rebuilt) -> None:
    expected, _ = await _spoil(rebuilt)
    spoilt, known = await rebuilt.tables(), await rebuilt.told()
    owned = await rebuilt.rows("SELECT partition, epoch FROM owned_partition ORDER BY 1")

    making = await _begin(rebuilt)
    await eventually(lambda: _some(rebuilt, _LISTS_MADE), within=90)
    making.kill()
    await making.wait()
    assert await rebuilt.tables() == spoilt

    async with rebuilt.database.write() as session:  # so that it cannot get further than this
        driver = await session.driver()
        await driver.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        await driver.execute("LOCK TABLE owned_flow IN SHARE MODE")
        swapping = await _begin(rebuilt)
        await eventually(lambda: _some(rebuilt, _AMID), within=90)
        assert await rebuilt.rebuild() == (
            NOT_DONE,
            ["not rebuilt: another rebuild of this database runs"],
        )
        swapping.kill()
        await swapping.wait()
    assert await rebuilt.tables() == spoilt
    assert await rebuilt.told() == known
    assert await rebuilt.rows("SELECT partition, epoch FROM owned_partition ORDER BY 1") == owned

    for declared in shuffled_flows(["after the kill"], "kill"):
        rebuilt.world.declare(replace(declared, site=SOUTH))  # it meets nothing that was spoilt
    await rebuilt.world.send()
    status, said = await rebuilt.rebuild()
    assert (status, sorted(said[:-1])) == (DIFFERENT, expected)
    assert not await _some(rebuilt, "SELECT 1 FROM pg_namespace WHERE nspname = 'rebuild'")
    await stands(rebuilt.database, rebuilt.world)
    await rebuilt.audited()


_LISTS_MADE = "SELECT 1 FROM pg_class WHERE relname = 'entry' AND relpersistence = 'u'"
_AMID = """
SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE relname = 'owned_flow' AND NOT granted AND database = (
    SELECT oid FROM pg_database WHERE datname = current_database()
)
"""


async def _some(rebuilt: Rebuilt, query: str) -> bool:
    return bool(await rebuilt.rows(query))


async def _begin(rebuilt: Rebuilt) -> asyncio.subprocess.Process:
    settings = rebuilt.resources.settings
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "boucle.matching", "rebuild"),
        env={
            **os.environ,
            "BOUCLE_DATABASE_URL": rebuilt.database.url,
            "BOUCLE_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
            "BOUCLE_TOPIC_PREFIX": settings.topic_prefix,
            "BOUCLE_JWKS_URL": settings.jwks_url,
            "BOUCLE_PERSON_KEY": "0" * 32,
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def test_the_command_exits_with_what_it_found(rebuilt: Rebuilt) -> None:
    first = (await rebuilt.rows(_FIRST))[0]
    await rebuilt.spoil(f"UPDATE entry SET rank = rank + 1 {_ENTRY}", *first)
    assert await (await _begin(rebuilt)).wait() == DIFFERENT
    assert await (await _begin(rebuilt)).wait() == SAME


async def test_wide_changes_under_way_are_waited_for(rebuilt: Rebuilt) -> None:
    await rebuilt.spoil("INSERT INTO to_mend (partition, flow_id) VALUES (0, $1)", uid("flow 0"))
    before = await rebuilt.tables()
    assert await rebuilt.rebuild(0.2) == (
        NOT_DONE,
        ["not rebuilt: left to mend after a wide change: 1 (waited 0.2 s)"],
    )
    assert await rebuilt.tables() == before
