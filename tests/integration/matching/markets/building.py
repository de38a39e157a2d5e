"""Declarations applied as the consumer applies them, and the groups that must come of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from prometheus_client import CollectorRegistry

from boucle.contract.events.groups import Group
from boucle.contract.events.registry import Territory
from boucle.contract.events.sharing import Sharing
from boucle.matching.groups import stale
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.markets import groups_of, market_of
from boucle.matching.lives.consumers import save_sites_and_settings
from boucle.matching.markets.consumers import follow_sharings
from boucle.matching.markets.metrics import MarketMetrics
from boucle.matching.markets.worker import MarketSettings, MarketWorker
from boucle.platform import outbox
from boucle.platform.consuming.handling import Received
from boucle.platform.db import Database
from boucle.platform.events import Event
from tests.kit.eventually import eventually

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
_PUBLISHED = "SELECT headers ->> 'ce_type' AS type, payload, headers FROM outbox ORDER BY seq"


@dataclass
class Declarations:
    """What was declared, newest last."""

    database: Database
    events: list[Event[Sharing]] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    territories: dict[str, Territory] = field(default_factory=dict)

    async def settle(self, territory: Territory) -> None:
        """Through the consumer that keeps settings."""
        self.territories[territory.siren] = territory
        event: Event[Territory] = outbox.new_event(
            "territory.revised.v1",
            subject=territory.siren,
            version=1 + len(self.territories) + len(self.events),
            data=territory,
            now=NOW,
        )
        handle = save_sites_and_settings(lambda: NOW)
        async with self.database.write() as session:
            await handle(session, [Received(event, "territory", 0, 0)])

    async def declare(self, *declared: Sharing) -> None:
        await self.apply([self.said(one) for one in declared])

    async def withdraw(self, *declared: Sharing) -> None:
        await self.apply([self.said(one, withdrawn=True) for one in declared])

    def said(self, one: Sharing, *, withdrawn: bool = False) -> Event[Sharing]:
        version = 1 + sum(one.sharing_id == each.data.sharing_id for each in self.events)
        step = "withdrawn" if withdrawn else "declared" if version == 1 else "revised"
        event: Event[Sharing] = outbox.new_event(
            f"sharing.{step}.v1", subject=one.sharing_id, version=version, data=one, now=NOW
        )
        self.events.append(event)
        return event

    async def apply(self, events: Sequence[Event[Sharing]]) -> None:
        """As one batch."""
        handle = follow_sharings(lambda: NOW, self.wake)
        batch = [Received(event, "sharing", 0, at) for at, event in enumerate(events)]
        async with self.database.write() as session:
            await handle(session, batch)

    def markets(self) -> dict[str, list[Declared[Sharing]]]:
        """What is in force, by market: folded from the events, whatever their order."""
        newest: dict[UUID, Event[Sharing]] = {}
        for event in sorted(self.events, key=lambda event: event.entity_version):
            newest[event.data.sharing_id] = event
        found = defaultdict(list)
        for event in newest.values():
            market = market_of(event.data)
            if market is not None and event.type != "sharing.withdrawn.v1":
                found[market].append(Declared(event.data, event.entity_version))
        return found

    def expected(self, acted_on: Sequence[ActedOn] = ()) -> dict[UUID, Group]:
        """All groups, of all markets, from nothing. ``acted_on``: each in the market of its
        members."""
        found = {}
        for market, declared in self.markets().items():
            groups = groups_of(market)(market, declared, acted_on, self._parameters_of)
            found.update({group.synergy_id: group for group in groups})
        return found

    def _parameters_of(self, siren: str) -> Parameters:
        return parameters_of(self.territories.get(siren))


async def stored(database: Database) -> dict[UUID, Group]:
    """Groups that are not lost."""
    async with database.read() as session:
        rows = await session.fetch("SELECT body FROM synergy_group WHERE state <> 'lost'")
    groups = [msgspec.json.decode(row["body"], type=Group) for row in rows]
    return {group.synergy_id: group for group in groups}


async def published(database: Database) -> list[tuple[str, int, Group]]:
    """Type, version and payload of each event of a group, in order."""
    async with database.read() as session:
        rows = await session.fetch(_PUBLISHED)
    return [
        (
            row["type"],
            int(row["headers"]["ce_entityversion"]),
            msgspec.json.decode(row["payload"], type=Group),
        )
        for row in rows
        if row["type"].startswith("group.")
    ]


async def folded(database: Database) -> dict[UUID, Group]:
    """What who follows the events knows of: the newest version of each, those lost left out."""
    newest: dict[UUID, tuple[int, Group]] = {}
    for _, version, group in await published(database):
        assert version > newest.get(group.synergy_id, (0, group))[0], "versions grow"
        newest[group.synergy_id] = version, group
    return {id_: group for id_, (_, group) in newest.items() if group.state != "lost"}


@asynccontextmanager
async def worker(database: Database, wake: asyncio.Event) -> AsyncIterator[MarketWorker]:
    """One more worker."""
    stop = asyncio.Event()
    settings = MarketSettings(poll=0.05)
    metrics = MarketMetrics(CollectorRegistry())
    made = MarketWorker(database, lambda: NOW, metrics, wake, settings)
    running = asyncio.create_task(made.run(stop))
    try:
        yield made
    finally:
        stop.set()
        wake.set()
        await running


async def at_rest(database: Database) -> None:
    async def nothing_waits() -> bool:
        async with database.read() as session:
            waiting, _ = await stale.waiting(session)
        return waiting == 0

    await eventually(nothing_waits)


async def row(database: Database, query: str, *values: Any) -> Any:
    async with database.read() as session:
        return await session.fetchrow(query, *values)


async def looked_at(declarations: Declarations) -> None:
    """By one worker, until nothing waits; what is stored and published is what must be."""
    async with worker(declarations.database, declarations.wake):
        await at_rest(declarations.database)
    assert await stored(declarations.database) == declarations.expected()
    assert await folded(declarations.database) == declarations.expected()
