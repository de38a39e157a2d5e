"""What moves lives besides the API: introductions over real Kafka, owners, dates, flows."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.notifications import Introduction, IntroductionParty
from boucle.contract.events.registry import Flow, Quantity, Territory
from boucle.matching.app import SERVICE
from boucle.matching.lives import consumers, store, use_cases
from boucle.matching.lives.commands import Answer, Qualify, Run
from boucle.matching.lives.consumers import due_dates
from boucle.matching.lives.opening import qualify_automatically
from boucle.matching.lives.use_cases import Actor
from boucle.platform import outbox as bus_outbox
from boucle.platform.bus import Bus
from boucle.platform.consuming.consumer import Received
from boucle.platform.db import Database
from boucle.platform.events import Event
from tests.integration.matching.lives.building import (
    HAVRE,
    NOW,
    Company,
    World,
    detect,
    event_of,
    follow_flows,
    lives,
    outbox,
    write_to_both,
)
from tests.kit import (
    ApiClient,
    FrozenClock,
    RunningWorker,
    ServiceDatabase,
    Tokens,
    eventually,
    logged,
)

INTRODUCTION = UUID(int=77)


def introduced(world: World, **answers: dict[str, Any]) -> Introduction:
    return Introduction(
        introduction_id=INTRODUCTION,
        synergy_id=world.synergy_id,
        parties=tuple(
            IntroductionParty(
                organisation_id=company.organisation,
                territory=company.territory,
                sent_at=NOW,
                **answers.get(role, {}),
            )
            for role, company in (("offer", world.offer), ("need", world.need))
        ),
    )


def said(minutes: int, **answer: Any) -> dict[str, Any]:
    return {"answered_at": NOW + timedelta(minutes=minutes), **answer}


def introduction_event(step: str, version: int, introduction: Introduction) -> Event[Any]:
    return bus_outbox.new_event(
        f"introduction.{step}.v1",
        subject=INTRODUCTION,
        version=version,
        data=introduction,
        now=NOW + timedelta(minutes=version),
    )


def story(world: World) -> list[Event[Any]]:
    """Sent; the offer's company consents; the need's is interested, then consents."""
    yes = said(2, answer="interested", consent=True)
    return [
        introduction_event("sent", 1, introduced(world)),
        introduction_event("answered", 2, introduced(world, offer=yes)),
        introduction_event(
            "answered", 3, introduced(world, offer=yes, need=said(3, answer="interested"))
        ),
        introduction_event(
            "answered",
            4,
            introduced(world, offer=yes, need=said(4, answer="interested", consent=True)),
        ),
        introduction_event(
            "disclosed", 5, introduced(world, offer=yes, need=said(4, answer="interested"))
        ),
    ]


async def hear(database: Database, clock: FrozenClock, *events: Event[Any]) -> None:
    handle = consumers.follow_introductions(clock)
    async with database.write() as session:
        await handle(session, [Received(one, "introduction", 0, n) for n, one in enumerate(events)])


async def run(database: Database, *worlds: World) -> None:
    """40,000 t a year were agreed."""
    agreed = Run(agreed=Quantity("40000", "t"), since=date(2026, 1, 1))
    actor = Actor("animator", "anim")
    async with database.write() as session:
        for one in worlds:
            await use_cases.move(session, one.synergy_id, lambda _: [agreed], actor=actor, now=NOW)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def database(service_database: ServiceDatabase, world: World) -> Database:
    database = await service_database(SERVICE)
    await detect(database, world)
    async with database.write() as session:
        actor = Actor("animator", "anim")
        await use_cases.move(session, world.synergy_id, lambda _: [Qualify()], actor=actor, now=NOW)
    return database


async def test_introductions_over_real_kafka_move_lives_once(
    bus: Bus, database: Database, world: World, running_worker: RunningWorker
) -> None:
    """The events go through this very service's relay, twice: as a resend would."""
    events = [event for event in story(world) for _ in range(2)]
    async with running_worker(SERVICE):
        async with database.write() as session:
            await bus_outbox.add(session, "introduction", *events)

        async def consented() -> bool:
            return (await lives(database))[world.synergy_id].disclosed

        await eventually(consented, within=30)
        log = await logged(database, bus, "life")
        assert [record.headers["ce_type"] for record in log] == [
            "life.qualified.v1",
            "life.introduced.v1",
            *["life.answered.v1"] * 3,
        ]


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (0, 3, 1, 2, 0), (1, 0, 3, 2), (4, 2, 3, 0, 1)])
async def test_any_order_ends_in_the_same_life(
    order: tuple[int, ...], database: Database, world: World, clock: FrozenClock
) -> None:
    events = story(world)
    for place in order:
        clock.advance(timedelta(minutes=1))
        await hear(database, clock, events[place])
    life = (await lives(database))[world.synergy_id]
    assert (life.state, life.disclosed, life.introduced_at) == ("consented", True, NOW)
    assert life.state_since == NOW + timedelta(minutes=4)


async def test_a_refusal_lapses_when_the_other_changes_what_was_refused(
    database: Database, world: World, clock: FrozenClock
) -> None:
    no = said(2, answer="refused", reason="quantity")
    await hear(database, clock, introduction_event("answered", 2, introduced(world, need=no)))
    assert (await lives(database))[world.synergy_id].state == "refused"
    flow = world.offer.declared()

    async def revised(version: int, quantity: str, certainty: str = "measured") -> str:
        news = replace(flow, quantity=Quantity(quantity, "t"), certainty=certainty)
        await follow_flows(database, event_of(news, version, "revised"))
        return (await lives(database))[world.synergy_id].state

    assert await revised(2, world.offer.quantity, "estimated") == "refused"
    assert await revised(10, "20000") == "detected"
    events = [type_ for type_, _ in await outbox(database, "life")]
    assert events[-1] == "life.reopened.v1"
    assert await revised(4, world.offer.quantity) == "detected", "an old event is no news"


async def test_a_run_is_at_risk_while_a_flow_cannot_hold_what_was_agreed(
    database: Database, world: World
) -> None:
    await run(database, world)
    flow = world.offer.declared()

    async def after(version: int, news: Flow, step: str = "revised") -> bool:
        await follow_flows(database, event_of(news, version, step))
        return (await lives(database))[world.synergy_id].at_risk

    assert not await after(2, replace(flow, certainty="estimated"))
    assert await after(3, replace(flow, quantity=Quantity("39999", "t")))
    assert not await after(4, replace(flow, quantity=Quantity("40001", "t")))
    assert await after(5, replace(flow, hazardous=True)), "a hard limit fails"
    assert not await after(6, flow)
    assert await after(7, flow, "withdrawn")
    events = [type_ for type_, _ in await outbox(database, "life")]
    assert events.count("life.at_risk.v1") == 5


async def test_a_run_is_at_risk_once_a_territory_s_limits_exclude_it(
    database: Database, world: World, clock: FrozenClock
) -> None:
    await run(database, world)
    handle = consumers.save_sites_and_settings(clock)

    async def settled(version: int, **settings: Any) -> bool:
        news = Territory(siren=HAVRE, kind="epci", **settings)
        event: Event[Any] = bus_outbox.new_event(
            "territory.revised.v1", subject=HAVRE, version=version, data=news, now=NOW
        )
        async with database.write() as session:
            await handle(session, [Received(event, "territory", 0, version)])
        return (await lives(database))[world.synergy_id].at_risk

    assert not await settled(1)
    assert await settled(2, routes_off=("sawdust>fuel_biomass",))
    assert not await settled(3)


async def test_what_flows_do_to_lives_follows_from_their_own_event(
    database: Database, world: World
) -> None:
    """Many flows are read at once: each life tells which of them it was."""
    other = World()
    await detect(database, other)
    await run(database, world, other)
    events: dict[UUID, Event[Any]] = {
        one.synergy_id: event_of(one.offer.declared(), 2, "withdrawn") for one in (world, other)
    }
    await follow_flows(database, *events.values())
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT headers ->> 'ce_subject', headers ->> 'ce_causationid' FROM outbox"
            " WHERE headers ->> 'ce_type' = 'life.at_risk.v1'"
        )
    assert {UUID(row[0]): UUID(row[1]) for row in rows} == {
        synergy: event.id for synergy, event in events.items()
    }


async def test_owners_keep_the_newest_whatever_the_order(database: Database) -> None:
    company = Company("200", "output", "5", 49.0, "1", tool="first")
    other = replace(company.sited(), tools=("second",), territory="300")
    async with database.write() as session:
        handle = consumers.save_sites_and_settings(lambda: NOW)
        for version, site in ((2, other), (1, company.sited())):
            await handle(session, [Received(event_of(site, version), "site", 0, version)])
    async with database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch(
            "SELECT tools, territory, version FROM site WHERE site_id = $1", company.site
        )
    assert [tuple(row) for row in rows] == [(["second"], "300", 2)]


async def test_a_contract_that_ends_reopens_once(
    database: Database, world: World, clock: FrozenClock
) -> None:
    due = date(2026, 6, 30)
    bound = Answer(world.need.organisation, "contract_until", NOW, contract_until=due)
    async with database.write() as session:
        await use_cases.answer(session, world.synergy_id, bound, actor=Actor("party", "c"), now=NOW)
    first, second = due_dates(database, clock), due_dates(database, clock)
    clock.set(datetime(2026, 6, 29, 23, 59, tzinfo=NOW.tzinfo))
    assert await first.work() == 0
    clock.set(datetime(2026, 6, 30, 0, 1, tzinfo=NOW.tzinfo))
    assert sum(filter(None, await asyncio.gather(first.work(), second.work()))) == 1
    assert await first.work() == 0
    life = (await lives(database))[world.synergy_id]
    assert (life.state, life.contract_until, life.qualified_at) == ("detected", None, None)
    assert [type_ for type_, _ in await outbox(database, "life")][-1] == "life.reopened.v1"


async def test_the_worker_looks_at_dates_by_itself(
    database: Database, world: World, clock: FrozenClock, running_worker: RunningWorker
) -> None:
    bound = Answer(world.need.organisation, "contract_until", NOW, contract_until=date(2026, 6, 30))
    async with database.write() as session:
        await use_cases.answer(session, world.synergy_id, bound, actor=Actor("party", "c"), now=NOW)
    async with running_worker(SERVICE, due_seconds=0.05):
        clock.set(datetime(2026, 7, 1, tzinfo=NOW.tzinfo))

        async def reopened() -> bool:
            return (await lives(database))[world.synergy_id].state == "detected"

        await eventually(reopened, within=20)


async def test_the_engine_opens_a_life_once_in_its_own_transaction(
    service_database: ServiceDatabase,
) -> None:
    world, database = World(), await service_database(SERVICE)
    life = qualify_automatically(world.candidate(), NOW)
    assert (life.state, life.automatic, life.found_by) == ("qualified", True, "engine")

    async def opened() -> bool:
        async with database.write() as session:
            return await store.open_life(session, life, None, now=NOW) is not None

    assert sorted(await asyncio.gather(opened(), opened())) == [False, True]
    assert len(await outbox(database, "life")) == 1


async def test_an_introduction_of_nobody_s_synergy_is_an_error(
    database: Database, clock: FrozenClock
) -> None:
    with pytest.raises(use_cases.UnknownSynergy):
        await hear(database, clock, introduction_event("sent", 1, introduced(World())))


async def test_a_tool_s_grant_ends_with_the_site_that_gave_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    tool = tokens.tool("tyca")
    path = f"/v1/synergies/{world.synergy_id}"
    handle = consumers.save_sites_and_settings(lambda: NOW)
    site = replace(world.offer.sited(), tools=())
    await write_to_both(database, world)
    async with api_client(SERVICE) as client:
        assert (await client.get(path, headers=tool)).status_code == 200
        async with database.write() as session:
            await handle(session, [Received(event_of(site, 2, "revised"), "site", 0, 0)])
        assert (await client.get(path, headers=tool)).status_code == 404
