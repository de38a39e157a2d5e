"""A database of the release before, with data in every state, under this one."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import pytest
from msgspec.structs import replace

from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import lists_in
from boucle.contract.events.registry import Flow
from boucle.matching.app import SERVICE
from boucle.matching.lives.opening import with_figures
from boucle.matching.lives.scored import scored
from boucle.matching.operations.audit.command import at_rest, audit
from boucle.matching.operations.disclosures.command import verify
from boucle.platform.bus import Bus
from boucle.platform.db import Database, migrate
from boucle.platform.recovery.verdict import SAME
from tests.integration.matching.lists.building import World, rules
from tests.integration.matching.upgrade.old_database import OldDatabase, make
from tests.kit.kit import TOPICS, RunningWorker, ServiceDatabase
from tests.kit.log import logged
from tests.kit.told_lists import folded

_OLD_WRITE = "UPDATE list_row SET gives = NOT gives"


@pytest.mark.timeout(180)
async def test_it_is_migrated_whole_and_followed_on(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE, "0006")
    await bus.ensure_topics(TOPICS)
    made = await make(database, bus, rules())
    await migrate(database.url, SERVICE.migrations)
    assert await _audited(database, bus, wait=0) == 5000
    await _registered(database)
    assert await _stored(database) == {
        (flow, partner): rank for flow, each in made.lists.items() for partner, rank in each
    }
    await _reads_what_was_stored(database, made)
    assert await _inputs_kept(database) == _figures_of_their_pairs(made)
    with pytest.raises(asyncpg.UndefinedTableError):  # no worker of before writes beside ours
        async with database.write() as session:
            await (await session.driver()).execute(_OLD_WRITE)
    async with running_worker(SERVICE):
        await _declare_again(made, bus)
        await at_rest(database, bus, rules(), 60)
        assert await _audited(database, bus, wait=60) == 5000
        # No list had been published before: whoever follows them has them all now.
        records = await logged(database, bus, "lists")
        told = folded(records)
    assert {
        (flow.int, one.partner.int): one.rank for flow, each in told.items() for one in each.entries
    } == await _stored(database)
    events = [EVENTS.decode(record.headers, record.value) for record in records]
    flows = {each.flow for event in events for each in lists_in(event.data)}
    assert flows == {one.flow_id for one, _ in made.flows}, "empty ones too"


async def _audited(database: Database, bus: Bus, wait: float) -> int:
    """How many flows were compared; nothing differs."""
    said: list[str] = []
    assert await audit(database, bus, rules(), wait, said.append) == SAME, said
    return int(said[-1].split()[0])


async def _registered(database: Database) -> None:
    """What its lives have disclosed is in the register."""
    said: list[str] = []
    assert await verify(database, said.append) == SAME, said
    assert int(said[-1].split()[0]) > 0


async def _stored(database: Database) -> dict[tuple[int, int], int]:
    async with database.read() as session:
        rows = await session.fetch("SELECT owner, partner, rank FROM entry")
    return {(owner.int, partner.int): rank for owner, partner, rank in rows}


async def _reads_what_was_stored(database: Database, made: OldDatabase) -> None:
    """Of each pair in a list, score, reasons and figures come out again."""
    stored = {
        (UUID(int=offer), UUID(int=need)): one.synergy
        for (offer, need), one in made.pairs.items()
        if not one.withdrawn
    }
    async with database.read() as session:
        found = await scored(session, list(stored))
    assert {pair: found[pair].synergy for pair in stored} == stored


async def _inputs_kept(database: Database) -> set[UUID]:
    """The lives that keep inputs: the audit compares their figures with them."""
    async with database.read() as session:
        rows = await session.fetch("SELECT synergy_id FROM life WHERE inputs IS NOT NULL")
    assert rows
    return {row["synergy_id"] for row in rows}


def _figures_of_their_pairs(made: OldDatabase) -> set[UUID]:
    """The lives that show the figures which their pair's kept inputs made."""
    lasts = {pair: steps[-1].life for pair, steps in made.lives.items()}
    return {
        life.synergy_id
        for pair, life in lasts.items()
        if made.pairs[pair].inputs and with_figures(life, made.pairs[pair].synergy) == life
    }


async def _declare_again(made: OldDatabase, bus: Bus) -> None:
    """Some of the flows, at the places of others."""
    world = World(bus, versions={str(one.flow_id): one.version for one, _ in made.flows})
    flows: list[Flow] = [flow for _, flow in made.flows[:200]]
    for flow, other in zip(flows, reversed(flows), strict=True):
        world.declare(replace(flow, site=other.site))
    await world.send()
