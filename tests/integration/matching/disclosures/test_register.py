"""The register on a real Postgres: appended with its step, by many at once, and never changed."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from boucle.common.db import Database
from boucle.common.events.matching import Life
from boucle.common.recovery.verdict import DIFFERENT, SAME
from boucle.matching.app import SERVICE
from boucle.matching.disclosures import metrics, store
from boucle.matching.lives import use_cases
from boucle.matching.lives.commands import Answer, Command, Introduce, Qualify, Reopen
from boucle.matching.lives.use_cases import Actor
from boucle.matching.operations.disclosures.command import verify
from tests.integration.matching.lives.building import NOW, World, detect, lives
from tests.kit import ServiceDatabase

ANIMATOR, LETTERS = Actor("animator", "anim"), Actor("introduction", str(UUID(int=77)))


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


async def move(database: Database, world: World, *commands: Command, actor: Actor) -> None:
    async with database.write() as session:
        await use_cases.move(session, world.synergy_id, lambda _: commands, actor=actor, now=NOW)


def both(world: World, given: Any = "consented") -> list[Command]:
    return [Answer(one.organisation, given, NOW) for one in (world.offer, world.need)]


async def disclose(database: Database, world: World) -> None:
    """Introduced, then both consent."""
    await move(database, world, Qualify(), actor=ANIMATOR)
    await move(database, world, Introduce(NOW), *both(world), actor=LETTERS)


async def verified(database: Database) -> tuple[int, list[str]]:
    said: list[str] = []
    return await verify(database, said.append), said


async def registered(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        links = await store.after(session, 0, 1000)
    return [
        (one.number, one.disclosure.kind, one.disclosure.to_organisation, one.disclosure.version)
        for one in links
    ]


async def execute(database: Database, *statements: str) -> None:
    async with database.write() as session:
        driver = await session.driver()
        for statement in statements:
            await driver.execute(statement)


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


_OPEN = "ALTER TABLE disclosure DISABLE TRIGGER disclosure_only_appended"
_CUT = (
    "DELETE FROM disclosure WHERE number = 4",
    "UPDATE disclosure_head SET number = 3, hash = (SELECT hash FROM disclosure WHERE number = 3)",
)


@pytest.mark.parametrize(
    ("changes", "chain", "life"),
    [
        (("UPDATE disclosure SET at = at + interval '1 s' WHERE number = 2",), 2, 2),
        (("DELETE FROM disclosure WHERE number = 2",), 2, 1),
        (("DELETE FROM disclosure WHERE number = 4",), 4, 1),
        (_CUT, None, 1),
        (("DELETE FROM life_history WHERE version = 2",), None, 4),
        (
            (
                "UPDATE disclosure SET number = 9 WHERE number = 1",
                "UPDATE disclosure SET number = 1 WHERE number = 3",
                "UPDATE disclosure SET number = 3 WHERE number = 9",
            ),
            1,
            0,
        ),
    ],
)
async def test_what_was_changed_by_force_is_found(
    database: Database, changes: tuple[str, ...], chain: int | None, life: int
) -> None:
    """``chain``: the first number that does not fit; ``life``: differences from lives."""
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(database, _OPEN, *changes)
    status, said = await verified(database)
    assert status == DIFFERENT
    assert f"differences: {life}" in said[-2]
    if chain is None:
        assert "chain whole" in said[-1]
    else:
        assert said[-1].startswith(f"the chain is broken: number {chain}")


async def test_differences_beyond_twenty_are_counted(database: Database) -> None:
    for _ in range(6):
        world = World()
        await detect(database, world)
        await disclose(database, world)
    await execute(database, "DELETE FROM life_history")
    status, said = await verified(database)
    assert status == DIFFERENT
    assert len([line for line in said if line.startswith("number ")]) == 20
    assert said[20:22] == ["... and 4 more", "compared with 6 lives; differences: 24"]


async def test_a_page_is_read_from_indexes(database: Database) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(
        database,
        _OPEN,
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
