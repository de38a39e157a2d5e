"""The audit: clean after a story; what is spoilt by hand is reported; unrest is no difference."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
import pytest_asyncio
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Quantity
from boucle.matching.app import SERVICE
from boucle.matching.lives import store
from boucle.matching.operations.audit.command import at_rest, audit
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.failures import pause
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from tests.integration.matching.lists.building import (
    NOW,
    SIRENS,
    World,
    rules,
    shuffled_flows,
    tell_a_story,
    territory,
    uid,
)
from tests.kit.kit import TOPICS, RunningWorker, ServiceDatabase

_SUMMARY = (
    r"(\d+) flows, (\d+) lists, (\d+) pairs, (\d+) lives compared in \d+\.\d s; "
    r"differences: (\d+)"
)


@dataclass
class Audited:
    """A system at rest after a story, its worker running."""

    bus: Bus
    database: Database
    world: World
    environment: dict[str, str] = field(default_factory=dict)

    async def audit(self, wait: float = 60) -> tuple[int, list[str]]:
        said: list[str] = []
        status = await audit(self.database, self.bus, rules(), wait, said.append)
        return status, said

    async def spoil(self, statement: str, *values: Any) -> None:
        async with self.database.write() as session:
            changed = await (await session.driver()).execute(statement, *values)
        assert changed.endswith(" 1")

    async def row(self, query: str, *values: Any) -> Any:
        async with self.database.read() as session:
            return await (await session.driver()).fetchrow(query, *values)


@pytest_asyncio.fixture
async def audited(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> AsyncIterator[Audited]:
    """Flows declared, revised and withdrawn; settings of two territories; one life."""
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    async with running_worker(SERVICE) as resources:
        world = World(bus)
        await tell_a_story(world, "audit")
        await at_rest(database, bus, rules(), 60)
        settings = resources.settings
        yield Audited(
            bus,
            database,
            world,
            {
                "BOUCLE_DATABASE_URL": database.url,
                "BOUCLE_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
                "BOUCLE_TOPIC_PREFIX": settings.topic_prefix,
                "BOUCLE_JWKS_URL": settings.jwks_url,
                "BOUCLE_PERSON_KEY": "0" * 32,
            },
        )


async def test_it_is_clean_after_a_story(audited: Audited) -> None:
    status, said = await audited.audit()
    assert status == SAME, said
    summary = re.fullmatch(_SUMMARY, said[-1])
    assert summary
    flows, lists, pairs, lives, differences = summary.groups()
    assert int(lives) > 0
    assert (int(flows), differences) == (39, "0")
    assert int(lists) > 10
    assert int(pairs) == len(audited.world.expected()) > 10
    assert len(said) == 1


async def test_what_a_running_synergy_takes_counts(audited: Audited) -> None:
    row = await audited.row("SELECT synergy_id, entity_version FROM life ORDER BY 1 LIMIT 1")
    async with audited.database.write() as session:
        kept = await store.lock_life(session, row["synergy_id"])
        assert kept is not None
        life = replace(kept.life, state="running", agreed=Quantity("400", "MWh"))
        version = kept.version + 1
        assert await store.save_step(
            session,
            life,
            None,
            before=kept.life,
            version=version,
            event="life.running.v1",
            actor="test",
            now=NOW,
        )
    status, said = await audited.audit()
    assert status == SAME, said
    assert await audited.row("SELECT 1 FROM entry WHERE synergy_id = $1", row[0]) is None


async def test_the_command_exits_with_what_it_found(audited: Audited) -> None:
    assert await _command(audited.environment) == (SAME, 3)  # lists, groups, versions
    first, *_ = await _four(audited)
    await audited.spoil(_RANK, *first)
    assert await _command(audited.environment) == (DIFFERENT, 4)
    nowhere = {"BOUCLE_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"}
    assert await _command({**audited.environment, **nowhere}) == (NOT_DONE, 0)
    assert await _command({**audited.environment, "BOUCLE_DATABASE_URL": "no"}) == (NOT_DONE, 0)


async def _command(environment: dict[str, str]) -> tuple[int | None, int]:
    """The exit status, and how many lines were printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "boucle.matching", "audit", "--wait", "60"),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode != NOT_DONE or err
    return process.returncode, len(out.splitlines())


async def test_it_tells_each_thing_that_is_wrong(audited: Audited) -> None:
    rank, partner, gone, other = await _four(audited)
    await audited.spoil(_RANK, *rank)
    await audited.spoil(f"UPDATE entry SET partner = $3 {_ENTRY}", *partner, uid("nobody"))
    await audited.spoil(f"DELETE FROM entry {_ENTRY}", *gone)
    await audited.spoil(f"UPDATE entry SET synergy_id = $3 {_ENTRY}", *other, uid("another pair"))
    status, said = await audited.audit()
    assert status == DIFFERENT
    *differences, summary = said
    assert re.fullmatch(_SUMMARY, summary)
    assert summary.endswith("differences: 5")  # the entry of nobody stands for another pair too
    lines = {line.split(",")[0].split(":")[0]: line for line in differences}
    of_rank = lines[f"list of flow {rank[0]}"]
    assert re.search(rf"expected flow {rank[1]} of rank (\d+), found flow {rank[1]} of", of_rank)
    assert f"found flow {uid('nobody')} of rank " in "".join(differences)
    assert f"expected flow {gone[1]} of rank " in lines[f"list of flow {gone[0]}"]
    assert any(
        line.startswith(f"list of flow {other[0]}: its entry of flow {other[1]} stands for synergy "
                        f"{uid('another pair')}, expected ")
        for line in differences
    )  # fmt: skip


async def test_it_tells_a_life_whose_figures_are_not_those_of_its_inputs(audited: Audited) -> None:
    row = await audited.row("SELECT synergy_id, body FROM life ORDER BY 1 LIMIT 1")
    life = msgspec.json.decode(row["body"], type=Life)
    other = replace(life, score=(life.score or 0) + 1)
    update = "UPDATE life SET body = $2 WHERE synergy_id = $1"
    await audited.spoil(update, row["synergy_id"], msgspec.json.encode(other))
    status, said = await audited.audit()
    assert status == DIFFERENT
    assert said[:-1] == [
        f"life of synergy {row['synergy_id']}: its score are not what its kept inputs give"
    ]


async def test_a_moment_between_two_events_is_rest_enough(audited: Audited) -> None:
    """As in production: flows change five times a second all the while."""
    begun, done = asyncio.Event(), asyncio.Event()

    async def trickle() -> None:
        flows = shuffled_flows((f"flow {number}" for number in range(10)), "trickle")
        again = itertools.cycle(flows)
        while not done.is_set():
            audited.world.declare(next(again))
            await audited.world.send()
            begun.set()
            await pause(done, 0.2)

    writing = asyncio.create_task(trickle())
    try:
        await asyncio.wait_for(begun.wait(), 60)
        for _ in range(5):
            status, said = await audited.audit()
            assert status == SAME, said
    finally:
        done.set()
        await writing


async def test_lists_need_not_all_say_that_they_have_read_what_changes_none(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    audited = Audited(bus, database, world)
    async with running_worker(SERVICE):
        await tell_a_story(world, "audit")
        await at_rest(database, bus, rules(), 60)
    await audited.spoil(
        "UPDATE owned_partition SET positions = $1 WHERE partition = 0",
        await _positions_before_the_last_flow_of_another(audited),
    )
    assert (await audited.audit(wait=0.2))[0] == SAME
    await audited.spoil(_RANK, *(await _four(audited))[0])
    assert await audited.audit(wait=0.2) == (
        NOT_DONE,
        [
            "not comparable now: the lists of 1 partitions have not read all of the log "
            "(waited 0.2 s)"
        ],
    )


async def _positions_before_the_last_flow_of_another(audited: Audited) -> bytes:
    """Those of partition 0, before the last flow of another partition."""
    row = await audited.row("SELECT positions FROM owned_partition WHERE partition = 0")
    positions = msgspec.json.decode(row["positions"])
    flows = positions["flow"]
    other = next(number for number, offset in flows.items() if number != "0" and offset > 0)
    flows[other] -= 1
    return msgspec.json.encode(positions)


async def test_it_tells_a_missing_list_and_one_too_many(audited: Audited) -> None:
    last = "SELECT owner, partner FROM entry ORDER BY owner, rank, partner DESC LIMIT 1"
    list_ = await audited.row(last)
    await audited.spoil(
        "UPDATE entry SET owner = $3 WHERE (owner, partner) = ($1, $2)", *list_, uid("nobody")
    )
    status, said = await audited.audit()
    assert status == DIFFERENT
    lines = {line.split(",")[0]: line for line in said}
    assert ", found nobody (" in lines[f"list of flow {list_['owner']}"]
    assert "expected nobody, found flow " in lines[f"list of flow {uid('nobody')}"]


async def test_of_many_differences_it_shows_the_first(audited: Audited) -> None:
    async with audited.database.write() as session:
        driver = await session.driver()
        await driver.execute("UPDATE entry SET synergy_id = gen_random_uuid()")
        more = await driver.fetchval("SELECT count(*) FROM entry") - 20
    status, said = await audited.audit()
    assert status == DIFFERENT
    assert more > 0
    assert said[-2] == f"... and {more} more"
    assert len(said) == 22


async def test_what_is_left_to_mend_is_not_comparable(audited: Audited) -> None:
    await audited.spoil("INSERT INTO to_mend (partition, flow_id) VALUES (0, $1)", uid("flow 0"))
    assert await audited.audit(wait=0.2) == (
        NOT_DONE,
        ["not comparable now: left to mend after a wide change: 1 (waited 0.2 s)"],
    )


async def test_without_a_worker_it_waits_for_none(
    bus: Bus, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    said: list[str] = []
    assert await audit(database, bus, rules(), 0.2, said.append) == NOT_DONE
    assert said == [
        "not comparable now: no worker ever owned partition 0 of the flows (waited 0.2 s)"
    ]


async def test_lists_behind_the_log_are_not_comparable(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    audited = Audited(bus, database, world)
    async with running_worker(SERVICE):
        for declared in shuffled_flows((f"flow {number}" for number in range(10)), "behind"):
            world.declare(declared)
        await world.send()
        assert (await audited.audit())[0] == SAME
    world.settle(territory(SIRENS[0], k=1))
    await world.send()
    status, said = await audited.audit(wait=0.2)
    assert status == NOT_DONE
    assert said == [
        "not comparable now: the settings of 1 partitions, the lists of 12 partitions "
        "have not read all of the log (waited 0.2 s)"
    ]


_ENTRY = "WHERE (owner, partner) = ($1, $2)"
_RANK = f"UPDATE entry SET rank = rank + 1 {_ENTRY}"


async def _four(audited: Audited) -> list[tuple[UUID, UUID]]:
    """The first entries of four lists: flow and partner."""
    async with audited.database.read() as session:
        rows = await session.fetch(
            "SELECT DISTINCT ON (owner) owner, partner FROM entry "
            "ORDER BY owner, rank DESC, partner"
        )
    return [(row["owner"], row["partner"]) for row in rows[:4]]
