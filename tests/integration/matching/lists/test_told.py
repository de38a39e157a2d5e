"""Who keeps the newest version of each list that events tell of has what matching stores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import ChangedList, lists_in
from boucle.matching.app import SERVICE
from boucle.matching.candidates.synergy import quantity_of
from boucle.matching.lives.scored import scored
from boucle.platform.bus import Bus, Record
from boucle.platform.db import Database
from tests.integration.matching.lists.building import World, rules, stands, tell_a_story
from tests.kit.kit import TOPICS, RunningWorker, ServiceDatabase
from tests.kit.log import logged
from tests.kit.of_lists.published_lists import folded


async def test_lists_folded_from_the_log_are_those_stored(
    bus: Bus, service_database: ServiceDatabase, running_worker: RunningWorker
) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    world = World(bus)
    async with running_worker(SERVICE):
        await tell_a_story(world, "told")
        await stands(database, world)
        records = await logged(database, bus, "lists")
    each_is_whole(records)
    told = folded(records)
    assert entries_of(told) == await stored(database)
    await quantities_are_those_shown(database, told)


def each_is_whole(records: Iterable[Record]) -> None:
    """Turns grow; what a list lost is what it had held."""
    lists: dict[UUID, set[UUID]] = {}
    turns: dict[str, int] = {}
    for record in records:
        event = EVENTS.decode(record.headers, record.value)
        assert event.entity_version == turns.get(event.subject, 0) + 1
        turns[event.subject] = event.entity_version
        for each in lists_in(event.data):
            partners = {one.partner for one in each.entries}
            assert lists.get(each.flow, set()) - partners == set(each.lost)
            lists[each.flow] = partners
    assert len(turns) > 1


def entries_of(told: Mapping[UUID, ChangedList]) -> dict[tuple[UUID, UUID, bool], int]:
    """(flow, partner, whether it is an offer's) -> rank."""
    return {
        (flow, one.partner, each.offers): one.rank
        for flow, each in told.items()
        for one in each.entries
    }


async def stored(database: Database) -> dict[tuple[UUID, UUID, bool], int]:
    async with database.read() as session:
        rows = await session.fetch("SELECT owner, partner, gives, rank FROM entry")
    assert rows
    return {(owner, partner, gives): rank for owner, partner, gives, rank in rows}


async def quantities_are_those_shown(database: Database, told: dict[UUID, ChangedList]) -> None:
    quantities = {
        (flow, one.partner) if each.offers else (one.partner, flow): one.quantity
        for flow, each in told.items()
        for one in each.entries
    }
    async with database.read() as session:
        shown = await scored(session, quantities)
    index = rules().catalogue.family_index
    for pair, quantity in quantities.items():
        offer = index[shown[pair].synergy.offer.family or ""]
        said = Decimal(quantity_of(quantity, offer, rules()).value)
        assert said == Decimal(shown[pair].synergy.quantity.value)
