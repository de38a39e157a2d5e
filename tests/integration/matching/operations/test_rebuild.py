"""Lists, pairs and owners rebuilt beside the live ones, while flows come in: what was spoilt is
corrected and published, nothing else is; killed on its way it leaves everything as it was."""

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

from boucle.common.bus import Bus
from boucle.common.db import Database
from boucle.common.events.registry import SiteFacts
from boucle.common.process import Resources
from boucle.common.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from boucle.matching.app import SERVICE
from boucle.matching.operations.audit.command import audit
from boucle.matching.operations.rebuild.command import rebuild
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
from tests.kit.told_lists import folded

SOUTH = SiteFacts(latitude=43.3, longitude=5.4, location_precision="commune")
_FIRST = "SELECT synergy_id, score FROM pair WHERE withdrawn_at IS NULL ORDER BY synergy_id"
_TABLES = (
    "SELECT * FROM pair ORDER BY synergy_id",
    "SELECT * FROM entry ORDER BY owner, partner",
    "SELECT flow_id, version, body FROM owned_flow ORDER BY flow_id",
    "SELECT * FROM entity_owner ORDER BY entity_id",
    "SELECT * FROM life ORDER BY synergy_id",
)
# A pair under another id, in the body too.
_COPY = r"""
INSERT INTO pair SELECT (jsonb_populate_record(pair, jsonb_build_object(
    'synergy_id', $2::text,
    'body', '\x' || encode(convert_to(
        replace(convert_from(body, 'UTF8'), $1::text, $2::text), 'UTF8'), 'hex')))).*
FROM pair WHERE synergy_id::text = $1
"""


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

    async def published(self) -> Counter[tuple[str, str]]:
        """(pair, event type), as often as the log says it."""
        log = await logged(self.database, self.bus, "synergy")
        return Counter((record.key or "", record.headers["ce_type"]) for record in log)

    async def published_since(self, before: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
        return list((await self.published() - before).elements())

    async def tables(self) -> list[list[Any]]:
        return [await self.rows(query) for query in _TABLES]

    async def audited(self) -> None:
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
    before, known = await rebuilt.tables(), await rebuilt.published()
    status, said = await rebuilt.rebuild()
    assert status == SAME, said
    assert said[0].endswith("differences: 0")
    assert len(said) == 1
    assert await rebuilt.tables() == before
    assert await rebuilt.published() == known
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


async def _spoil(rebuilt: Rebuilt) -> tuple[list[str], list[tuple[str, str]]]:
    """One of each wrong; returns the line for each, and the events that correct pairs."""
    kept = await rebuilt.rows(_FIRST)
    score, gone, *_, last = kept
    owner, partner = (await rebuilt.rows("SELECT owner, partner FROM entry ORDER BY 1, 2"))[0]
    await rebuilt.spoil("UPDATE pair SET score = score + 1 WHERE synergy_id = $1", score[0])
    await rebuilt.spoil("DELETE FROM pair WHERE synergy_id = $1", gone[0])
    await rebuilt.spoil(_COPY, str(last[0]), str(uid("a pair of nobody")))
    await rebuilt.spoil(
        "UPDATE entry SET rank = 7 WHERE (owner, partner) = ($1, $2)", owner, partner
    )
    await rebuilt.spoil("DELETE FROM owned_flow WHERE flow_id = $1", uid("flow 30"))
    await rebuilt.spoil(
        "UPDATE entity_owner SET tools = '{thief}' WHERE entity_id = $1", uid("flow 31")
    )
    await rebuilt.spoil("DELETE FROM territory_settings WHERE siren = $1", SIRENS[1])
    return (
        sorted(
            [
                f"pair {score[0]}: other score",
                f"pair {gone[0]}: missing",
                f"pair {uid('a pair of nobody')}: nothing tells of it",
                f"entry {owner} {partner}: other rank",
                f"owned_flow {uid('flow 30')}: missing",
                f"entity_owner {uid('flow 31')}: other tools",
                f"territory_settings {SIRENS[1]}: missing",
            ]
        ),
        sorted(
            [
                (str(score[0]), "synergy.revised.v1"),
                (str(gone[0]), "synergy.detected.v1"),
                (str(uid("a pair of nobody")), "synergy.withdrawn.v1"),
            ]
        ),
    )


async def test_what_was_spoilt_alone_is_corrected_and_published(rebuilt: Rebuilt) -> None:
    lives = await rebuilt.rows("SELECT * FROM life ORDER BY synergy_id")
    assert lives
    versions = dict(await rebuilt.rows("SELECT synergy_id, entity_version FROM pair"))
    known = await rebuilt.published()
    expected, events = await _spoil(rebuilt)
    spoilt = await rebuilt.tables()

    status, said = await rebuilt.rebuild(dry=True)
    assert status == DIFFERENT
    assert sorted(said[:-1]) == expected
    assert " pairs compared in " in said[-1]
    assert await rebuilt.tables() == spoilt
    assert await rebuilt.published() == known

    status, said = await rebuilt.rebuild()
    assert (status, sorted(said[:-1])) == (DIFFERENT, expected)
    assert said[-1].endswith(f"differences: {len(expected)}")
    assert sorted(await rebuilt.published_since(known)) == events
    now = dict(await rebuilt.rows("SELECT synergy_id, entity_version FROM pair"))
    highest = max(versions.values())
    for key, _ in events:
        assert now[UUID(key)] > highest
    assert {k: v for k, v in now.items() if str(k) not in dict(events)} == {
        k: v for k, v in versions.items() if str(k) not in dict(events)
    }
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
    pair = (
        await rebuilt.rows(
            "SELECT synergy_id FROM pair WHERE withdrawn_at IS NULL AND offer_id = ANY($1) "
            "ORDER BY synergy_id",
            ids,
        )
    )[0][0]
    owner, partner = (
        await rebuilt.rows(
            "SELECT owner, partner FROM entry WHERE owner = ANY($1) ORDER BY 1 DESC, 2", ids
        )
    )[0]
    async with writing(rebuilt.world) as names:
        await rebuilt.spoil("UPDATE pair SET score = score - 1 WHERE synergy_id = $1", pair)
        await rebuilt.spoil("DELETE FROM entry WHERE (owner, partner) = ($1, $2)", owner, partner)
        before, known = len(names), await rebuilt.published()
        status, said = await rebuilt.rebuild()
        assert status == DIFFERENT
        assert sorted(said[:-1]) == sorted(
            [f"pair {pair}: other score", f"entry {owner} {partner}: missing"]
        )
        events = await rebuilt.published_since(known)
        assert [one for one in events if one[0] == str(pair)] == [(str(pair), "synergy.revised.v1")]
        assert len(names) > before
    await stands(rebuilt.database, rebuilt.world)
    await rebuilt.audited()


@pytest.mark.timeout(240)
async def test_killed_on_its_way_it_leaves_all_as_it_was(rebuilt: Rebuilt) -> None:
    expected, _ = await _spoil(rebuilt)
    spoilt, known = await rebuilt.tables(), await rebuilt.published()
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
    assert await rebuilt.published() == known
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
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def test_the_command_exits_with_what_it_found(rebuilt: Rebuilt) -> None:
    score = (await rebuilt.rows(_FIRST))[0]
    await rebuilt.spoil("UPDATE pair SET score = score + 1 WHERE synergy_id = $1", score[0])
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
