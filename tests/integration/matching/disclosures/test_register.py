"""The register on a real Postgres: appended with its step, by many at once, and never changed."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import uuid4

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from boucle.contract.events.matching import Life
from boucle.matching.app import SERVICE
from boucle.matching.disclosures import metrics, store
from boucle.matching.lives import use_cases
from boucle.matching.lives.commands import Answer, Command, Introduce, Qualify, Reopen
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import SAME
from tests.integration.matching.disclosures.building import (
    ANIMATOR,
    LETTERS,
    OPEN,
    both,
    disclose,
    execute,
    move,
    registered,
    verified,
)
from tests.integration.matching.lives.building import NOW, World, detect, lives
from tests.kit import ServiceDatabase


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


async def test_steps_that_disclose_are_registered_and_others_are_not(database: Database) -> None:
    world = World()
    await detect(database, world)
    registry = CollectorRegistry()
    metrics.measured(database, registry)
    await move(database, world, Qualify(), actor=ANIMATOR)
    assert await registered(database) == []
    await move(database, world, Introduce(NOW), *both(world), actor=LETTERS)
    offer, need = world.offer.organisation, world.need.organisation
    assert await registered(database) == [
        (1, "introduced", offer, 2),
        (2, "introduced", need, 2),
        (3, "identity", offer, 4),
        (4, "identity", need, 4),
    ]
    status, said = await verified(database)
    assert status == SAME
    async with database.read() as session:
        head = await store.head(session)
    assert said == [
        "compared with 1 lives; differences: 0",
        f"4 disclosures, chain whole, head {head.hash.hex()}",
    ]
    for kind in ("introduced", "identity"):
        assert registry.get_sample_value("boucle_disclosures_total", {"kind": kind}) == 2


async def test_a_new_round_discloses_anew(database: Database) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    refusal = Answer(world.need.organisation, "refused", NOW, reason="price")
    await move(database, world, refusal, Reopen(), actor=ANIMATOR)
    assert len(await registered(database)) == 4
    await move(database, world, *both(world), actor=ANIMATOR)
    assert [row[1] for row in await registered(database)][4:] == ["identity", "identity"]
    assert (await verified(database))[0] == SAME


async def test_an_empty_register_is_whole(database: Database) -> None:
    status, said = await verified(database)
    assert (status, said[-1]) == (SAME, f"0 disclosures, chain whole, head {'0' * 64}")


def _everything(world: World, _life: Life) -> list[Command]:
    return [Introduce(NOW), *both(world)]


async def test_steps_at_once_give_one_chain(database: Database) -> None:
    """In any order of lives within each transaction, with steps that disclose nothing between."""
    worlds = [World() for _ in range(12)]
    for world in worlds:
        await detect(database, world)
        await move(database, world, Qualify(), actor=ANIMATOR)

    async def several(chosen: list[World]) -> None:
        async with database.write() as session:
            for world in chosen:
                commands = partial(_everything, world)
                await use_cases.move(session, world.synergy_id, commands, actor=LETTERS, now=NOW)

    groups = [worlds[at : at + 3] for at in range(0, 12, 3)]
    await asyncio.gather(*(several(group[::direction]) for group, direction
                           in zip(groups, (1, -1, 1, -1), strict=True)))  # fmt: skip
    status, said = await verified(database)
    assert status == SAME, said
    assert [row[0] for row in await registered(database)] == list(range(1, 49))


async def test_who_appends_is_waited_for_by_who_discloses_only(database: Database) -> None:
    one, other, third = (World() for _ in range(3))
    for world in (one, other, third):
        await detect(database, world)
    async with database.write() as session:
        await store.lock_head(session)
        await move(database, third, Qualify(), actor=ANIMATOR)  # discloses nothing
        waiting = asyncio.create_task(disclose(database, one))
        await move(database, other, Qualify(), actor=ANIMATOR)
    await waiting
    assert len(await registered(database)) == 4


async def test_a_transaction_that_ends_half_way_leaves_nothing(database: Database) -> None:
    world = World()
    await detect(database, world)
    await move(database, world, Qualify(), actor=ANIMATOR)
    before = await lives(database)

    for late in (False, True):
        with pytest.raises(_Crash):
            await _crash_while_disclosing(database, world, late=late)
        assert await lives(database) == before
        assert await registered(database) == []
        assert (await verified(database))[0] == SAME
    await move(database, world, *both(world), actor=LETTERS)
    assert [row[0] for row in await registered(database)] == [1, 2]


class _Crash(Exception):
    pass


async def _crash_while_disclosing(database: Database, world: World, *, late: bool) -> None:
    """``late``: when the links are appended, before the commit."""

    async def crash() -> None:
        raise _Crash

    async with database.write() as session:
        given = both(world)
        await use_cases.move(session, world.synergy_id, lambda _: given, actor=LETTERS, now=NOW)
        if not late:
            await crash()
        session.before_commit(crash)


async def test_who_is_asked_second_is_registered_when_it_was_written_to(database: Database) -> None:
    world = World()
    await detect(database, world)
    offer, need = world.offer.organisation, world.need.organisation
    await move(database, world, Qualify(), actor=ANIMATOR)
    first = Introduce(NOW, {offer: NOW})
    await move(database, world, first, Answer(offer, "interested", NOW), actor=LETTERS)
    assert await registered(database) == [(1, "introduced", offer, 2)]
    await move(database, world, Introduce(NOW, {offer: NOW, need: NOW}), actor=LETTERS)
    assert await registered(database) == [
        (1, "introduced", offer, 2),
        (2, "introduced", need, 4),
    ]
    status, _ = await verified(database)
    assert status == SAME


async def test_a_step_that_cannot_be_registered_is_not_taken(database: Database) -> None:
    world = World()
    await detect(database, world)
    await execute(database, "ALTER TABLE disclosure_head RENAME TO away")
    with pytest.raises(asyncpg.UndefinedTableError):
        await move(database, world, Introduce(NOW), actor=LETTERS)
    assert await lives(database) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosure SET actor = 'x'",
        "DELETE FROM disclosure WHERE number = 4",
        "TRUNCATE disclosure",
    ],
)
async def test_the_database_refuses_to_change_it(database: Database, statement: str) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only appended to"):
        await execute(database, statement)
    assert len(await registered(database)) == 4


async def test_a_page_is_read_from_indexes(database: Database) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(
        database,
        OPEN,
        "INSERT INTO disclosure SELECT n, previous, salt, hash, at, kind, by_right,"
        " gen_random_uuid(), to_territory, gen_random_uuid(), of_territory, synergy_id, version,"
        " actor FROM disclosure, generate_series(5, 20000) AS n WHERE number = 1",
        "ANALYZE disclosure",
    )
    async with database.read() as session:
        rows = await session.fetch(
            f"EXPLAIN {store.OF_ORGANISATION}", world.offer.organisation, 0, 51
        )
        assert await store.of_organisation(session, uuid4(), 0, 51) == []
    plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in plan
    assert plan.count("disclosure_to") == plan.count("disclosure_of") == 1
