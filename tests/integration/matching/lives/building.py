"""A small world in matching's tables: two companies, their flows, the pair the engine found.

Private values are canaries: words and numbers that may appear nowhere before consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Side
from boucle.contract.events.notifications import Introduction, IntroductionParty
from boucle.contract.events.registry import (
    ActivityCode,
    CurrentRoute,
    CurrentSupply,
    Direction,
    Establishments,
    Flow,
    Quantity,
    Site,
    SiteFacts,
    Territory,
)
from boucle.matching import sites
from boucle.matching.candidates.synergy import PairInputs, Synergy, synergy_of
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.lists import turns
from boucle.matching.lists.replica import FlowBatch
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.lives import use_cases
from boucle.matching.lives.commands import Qualify
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess
from boucle.matching.scoring.wire import row_of
from boucle.platform.db import Database
from boucle.platform.events import Event

CAEN, HAVRE = "200065597", "200084952"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Company:
    """One company with one site and one flow; ``canaries`` are its private values, as text."""

    territory: str
    direction: Direction
    quantity: str
    latitude: float
    price: str
    tool: str = ""
    declared_by: str | None = None
    organisation: UUID = field(default_factory=uuid4)
    site: UUID = field(default_factory=uuid4)
    flow: UUID = field(default_factory=uuid4)

    @property
    def canaries(self) -> tuple[str, ...]:
        ids = (str(self.organisation), str(self.site), str(self.flow))
        return (*ids, self.quantity, str(self.latitude), self.price)

    @property
    def family(self) -> str:
        return "sawdust" if self.direction == "output" else "fuel_biomass"

    def declared(self) -> Flow:
        return Flow(
            flow_id=self.flow,
            organisation_id=self.organisation,
            site_id=self.site,
            territory=self.territory,
            direction=self.direction,
            nature="material",
            family=self.family,
            catalogue_version="1",
            quantity=Quantity(self.quantity, "t"),
            site=self._facts(),
            certainty="measured",
            valid_from=date(2026, 1, 1),
            legal_status="by_product" if self.direction == "output" else None,
            current_route=CurrentRoute("R1", self.price),
            current_supply=CurrentSupply(price_eur_per_unit="55.125"),
            tools=self._tools(),
            declared_by=self.declared_by,
        )

    def sited(self) -> Site:
        return Site(
            site_id=self.site,
            organisation_id=self.organisation,
            territory=self.territory,
            facts=self._facts(),
            valid_from=date(2026, 1, 1),
            tools=self._tools(),
        )

    def side(self) -> Side:
        return Side(
            role="offer" if self.direction == "output" else "need",
            organisation_id=self.organisation,
            territory=self.territory,
            site_id=self.site,
            flow_id=self.flow,
            family=self.family,
            division="16",
            quantity=Quantity(self.quantity, "t"),
        )

    def _facts(self) -> SiteFacts:
        return SiteFacts(
            latitude=self.latitude,
            longitude=0.1234567,
            location_precision="address",
            naf=ActivityCode("16.10A", "NAF rév. 2"),
        )

    def _tools(self) -> tuple[str, ...]:
        return (self.tool,) if self.tool else ()


@dataclass(frozen=True)
class World:
    """``deduced``: the offer is typical of its activity."""

    deduced: bool = False
    offer: Company = field(
        default_factory=lambda: Company(CAEN, "output", "41234.5", 49.1830031, "31.4159", "tyca")
    )
    need: Company = field(
        default_factory=lambda: Company(HAVRE, "input", "47891.25", 49.4930071, "27.1828")
    )

    @property
    def synergy_id(self) -> UUID:
        return synergy_id(self.offer.flow, self.need.flow)

    @property
    def pair_canaries(self) -> tuple[str, ...]:
        """Figures of the pair that tell something of either side."""
        found = self.candidate()
        points = {one.points for one in found.criteria if one.private} - {0, 3000, 10_000}
        return (
            *(f":{figure}," for figure in (found.score, *sorted(points))),
            *(f'"{figure}"' for figure in (found.distance_km, found.eur.low, found.eur.high)),
        )

    @property
    def score(self) -> int:
        return self.candidate().score

    def flow(self, company: Company) -> Flow:
        typical = self.deduced and company is self.offer
        return replace(company.declared(), certainty="typical" if typical else "measured")

    def candidate(self) -> Synergy:
        """As it scores."""
        offer, need = self.rows()
        both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
        inputs = PairInputs(offer, need, both, (offer.quantity, need.quantity), 0)
        found = synergy_of(inputs, rules())
        assert found is not None
        return found

    def rank(self) -> int:
        found = assess(*self.rows(), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS))
        assert found is not None
        return found.rank

    def rows(self) -> tuple[FlowInputs, FlowInputs]:
        offer, need = (row_of(self.flow(one), 1, rules()) for one in (self.offer, self.need))
        assert offer is not None
        assert need is not None
        return offer, need


_ENTRIES = """
INSERT INTO entry (owner, partner, gives, rank, since, changed_at, synergy_id)
VALUES ($1, $2, TRUE, $3, $4, $4, $5), ($2, $1, FALSE, $3, $4, $4, $5)
"""


def event_of(
    entity: Flow | Site | Territory | Establishments, version: int = 1, step: str | None = None
) -> Event[Any]:
    """As registry says it; ``step``: the first of its kind's by default."""
    match entity:
        case Site():
            kind, subject = "site", str(entity.site_id)
        case Territory():
            kind, subject = "territory", entity.siren
        case Establishments():
            kind, subject = "establishments", f"{entity.north}/{entity.east}"
        case _:
            kind, subject = "flow", str(entity.flow_id)
    first = "counted" if kind == "establishments" else "declared"
    return Event(
        id=uuid4(),
        type=f"{kind}.{step or first}.v1",
        source="/boucle/registry",
        subject=subject,
        entity_version=version,
        time=NOW,
        correlation_id=uuid4(),
        causation_id=None,
        data=entity,
    )


async def declare(database: Database, *companies: Company, at: datetime = NOW) -> None:
    """What the engine and the owners' consumer keep of these companies."""
    for company in companies:
        await keep_flow(database, company.declared(), 1, at)
        async with database.write() as session:
            await sites.save_sites(session, [event_of(company.sited())])


async def keep_flow(database: Database, flow: Flow, version: int, at: datetime = NOW) -> None:
    stored = _stored(event_of(flow, version))
    async with database.write() as session:
        await turns.save_flows(FlowBatch(), session, [stored], at)


async def follow_flows(database: Database, *events: Event[Flow]) -> None:
    """Flows as a turn of the lists keeps them, and what follows for lives."""
    batch = FlowBatch(declared={event.data.flow_id: event for event in events})
    async with database.write() as session:
        await turns.save_flows(batch, session, [_stored(event) for event in events], NOW)


def _stored(event: Event[Flow]) -> StoredFlow:
    gone = event.type == "flow.withdrawn.v1"
    body = msgspec.json.encode(event.data)
    return StoredFlow.of(event.data, (0, 0), event.entity_version, body, withdrawn=gone)


async def detect(database: Database, world: World, at: datetime = NOW) -> Synergy:
    """The pair in both lists, as the engine writes it."""
    for company in (world.offer, world.need):
        await keep_flow(database, world.flow(company), 1, at)
    await declare(database, world.offer, world.need, at=at)
    async with database.write() as session:
        driver = await session.driver()
        flows = world.offer.flow, world.need.flow
        await driver.execute(_ENTRIES, *flows, world.rank(), at, world.synergy_id)
    return world.candidate()


async def introduce(database: Database, world: World, at: datetime = NOW) -> None:
    """The animator qualified it, and both mails left."""
    async with database.write() as session:
        qualify = use_cases.always(Qualify())
        actor = use_cases.Actor("animator", "anim")
        await use_cases.move(session, world.synergy_id, qualify, actor=actor, now=at)
    await write_to_both(database, world, at)


async def write_to_both(database: Database, world: World, at: datetime = NOW) -> None:
    both = world.offer.organisation, world.need.organisation
    await write_to(database, world.synergy_id, *both, at=at)


async def write_to(
    database: Database, synergy_id: UUID, *organisations: UUID, at: datetime = NOW
) -> None:
    """The mails of introduction of these companies left."""
    parties = tuple(
        IntroductionParty(organisation_id=one, territory=CAEN, sent_at=at) for one in organisations
    )
    sent = Introduction(introduction_id=uuid4(), synergy_id=synergy_id, parties=parties)
    async with database.write() as session:
        await use_cases.follow_introduction(session, sent, at=at, now=at)


async def hold(database: Database, offer: Company, need: Company) -> None:
    """Two flows that are there, in both lists."""
    pair = World(offer=offer, need=need)
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(_ENTRIES, offer.flow, need.flow, pair.rank(), NOW, pair.synergy_id)


async def withdraw(database: Database, world: World) -> None:
    """Out of both lists."""
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute("DELETE FROM entry WHERE synergy_id = $1", world.synergy_id)


async def lives(database: Database) -> dict[UUID, Life]:
    async with database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch("SELECT body FROM life")
    found = [msgspec.json.decode(row["body"], type=Life) for row in rows]
    return {life.synergy_id: life for life in found}


async def outbox(database: Database, topic: str) -> list[tuple[str, bytes]]:
    """(type, payload) of what this topic will carry, in order."""
    async with database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch(
            "SELECT headers ->> 'ce_type' AS type, payload FROM outbox WHERE topic = $1"
            " ORDER BY seq",
            topic,
        )
    return [(row["type"], row["payload"]) for row in rows]
