"""A flow in, lists and events out, on a real log and a real database."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import lists_in
from boucle.contract.events.registry import Quantity
from boucle.matching.app import SERVICE
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.lives import store, use_cases
from boucle.matching.lives.commands import Run
from boucle.matching.lives.use_cases import Actor
from boucle.platform.bus import Bus, Message
from boucle.platform.db import Database
from tests.integration.matching.lists.building import (
    NOW,
    SIRENS,
    World,
    flow,
    stands,
    territory,
    uid,
)
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS, RunningWorker, ServiceDatabase
from tests.kit.log import logged

OFFER = flow("offer")
NEED = flow("need", direction="input", family="heat_hot_water")
PAIR = synergy_id(uid("offer"), uid("need"))


async def steps(database: Database, bus: Bus) -> list[str]:
    """Types of the events of lives, in order within each partition."""
    return [record.headers["ce_type"] for record in await logged(database, bus, "life")]


async def told_of(database: Database, bus: Bus, flow_id: UUID) -> list[tuple[list[UUID], bool]]:
    """What events tell of the list of a flow, in order: its partners, and whether it lost some."""
    events = [EVENTS.decode(r.headers, r.value) for r in await logged(database, bus, "lists")]
    lists = [each for event in events for each in lists_in(event.data) if each.flow == flow_id]
    return [([one.partner for one in each.entries], bool(each.lost)) for each in lists]


async def test_a_pair_is_detected_revised_and_withdrawn(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE):
        world = World(bus)
        world.settle(territory(SIRENS[0], policy="animator"))
        world.declare(OFFER)
        world.declare(NEED)
        await world.send()
        await stands(database, world)
        assert PAIR in world.expected()
        assert await told_of(database, bus, NEED.flow_id) == [([OFFER.flow_id], False)]

        world.declare(replace(OFFER, quantity=Quantity("300", "MWh")))
        await world.send()
        await stands(database, world)
        world.withdraw(OFFER)
        await world.send()
        await stands(database, world)
        assert await told_of(database, bus, NEED.flow_id) == [
            ([OFFER.flow_id], False),
            ([OFFER.flow_id], False),
            ([], True),
        ]


async def settled_by_itself(bus: Bus) -> World:
    """A territory whose policy is ``auto``."""
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    world.settle(territory(SIRENS[0], policy="auto", auto_threshold=3000))
    await world.send()
    return world


async def test_the_auto_policy_qualifies_the_first_pair_at_once(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    world = await settled_by_itself(bus)
    async with running_worker(SERVICE):
        world.declare(OFFER)
        world.declare(NEED)
        await world.send()
        await stands(database, world)
        assert await steps(database, bus) == ["life.qualified.v1"]
        assert await _states(database) == {PAIR: "qualified"}


async def test_what_is_deduced_waits_for_an_animator_whatever_the_policy(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    world = await settled_by_itself(bus)
    async with running_worker(SERVICE):
        world.declare(replace(OFFER, certainty="typical"))
        world.declare(NEED)
        await world.send()
        await stands(database, world)
        assert await steps(database, bus) == []
        assert await _states(database) == {}
        # Once the company says so itself, it is as any other.
        world.declare(OFFER)
        await world.send()
        await stands(database, world)
        assert await steps(database, bus) == []


async def test_an_event_that_no_rule_can_use_becomes_a_dead_letter(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE):
        world = World(bus)
        world.declare(NEED)
        world.declare(OFFER)
        poison = [
            Message("flow", str(uid("poison")), {"ce_type": "flow.declared.v1"}, b"{"),
            Message("flow", str(uid("offer")), {}, b"nothing"),
        ]
        async with bus.producer() as producer:
            assert await producer.send(poison, 10.0) == [None, None]
        await world.send()
        await stands(database, world)

        async def dead_letters() -> bool:
            async with database.read() as session:
                rows = await (await session.driver()).fetch(
                    'SELECT DISTINCT topic, "offset", partition FROM dead_letter '
                    "WHERE consumer = 'matching.lists'"
                )
            return len(rows) == 2

        await eventually(dead_letters, within=60)


async def test_a_wide_change_refreshes_every_list(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE):
        world = World(bus)
        for number in range(50):
            world.declare(replace(flow(f"offer {number}"), territory=SIRENS[number % 2]))
            world.declare(replace(flow(f"need {number}", direction="input"), territory=SIRENS[0]))
        await world.send()
        await stands(database, world)
        world.settle(
            territory(SIRENS[0], k=2, weights={"distance": 100}, limits={"quantity": "0.5"})
        )
        await world.send()
        await stands(database, world)

        async def refreshed() -> bool:
            async with database.read() as session:
                return not await (await session.driver()).fetchval("SELECT count(*) FROM to_mend")

        await eventually(refreshed, within=60)


async def test_what_was_read_before_its_partition_was_ours_is_kept_too(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    flows = [
        flow(f"{side} {number}", direction=side)
        for number in range(6)
        for side in ("output", "input")
    ]
    for declared in flows:
        world.declare(declared)
    await world.send()
    async with running_worker(SERVICE):
        await stands(database, world)
        assert await _kept(database) == dict.fromkeys((declared.flow_id for declared in flows), 1)
    for declared in flows[:4]:
        world.declare(replace(declared, quantity=Quantity("400", "MWh")))
    world.withdraw(flows[4])
    await world.send()
    async with running_worker(SERVICE):
        await stands(database, world)
        kept = await _kept(database)
        assert kept == {
            declared.flow_id: world.versions[str(declared.flow_id)] for declared in flows
        }


async def test_what_a_flow_does_to_lives_is_not_missed_between_two_owners(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    world = World(bus)
    async with running_worker(SERVICE):
        world.declare(OFFER)
        world.declare(NEED)
        await world.send()
        await stands(database, world)
    run = Run(agreed=Quantity("200", "MWh"), since=date(2026, 1, 1))
    async with database.write() as session:
        actor = Actor("animator", "anim")
        await use_cases.move(session, PAIR, use_cases.always(run), actor=actor, now=NOW)
    world.withdraw(OFFER)
    await world.send()

    async def at_risk() -> bool:
        async with database.read() as session:
            kept = await store.life(session, PAIR)
        return kept is not None and kept.life.at_risk

    async with running_worker(SERVICE):
        await eventually(at_risk, within=30)


async def _kept(database: Database) -> dict[UUID, int]:
    """The flows that a starting worker would load, and their versions."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch("SELECT flow_id, version FROM owned_flow")
    return {row[0]: row[1] for row in rows}


async def _states(database: Database) -> dict[UUID, Any]:
    async with database.read() as session:
        rows = await (await session.driver()).fetch("SELECT synergy_id, state FROM life")
    return {row[0]: row[1] for row in rows}
