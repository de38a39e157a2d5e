"""A small world in matching's tables: two companies, their flows, the pair the engine found.

Private values are canaries: words and numbers that may appear nowhere before consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from boucle.common.db import Database
from boucle.common.events import Event
from boucle.common.events.matching import Amount, Criterion, Life, Side, Synergy, Versions
from boucle.common.events.registry import (
    ActivityCode,
    CurrentRoute,
    Direction,
    Flow,
    Quantity,
    Site,
    SiteFacts,
)
from boucle.matching import tenancy
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.lists.partitions import StoredFlow, keep_flows

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
    organisation: UUID = field(default_factory=uuid4)
    site: UUID = field(default_factory=uuid4)
    flow: UUID = field(default_factory=uuid4)

    @property
    def canaries(self) -> tuple[str, ...]:
        ids = (str(self.organisation), str(self.site), str(self.flow))
        return (*ids, self.quantity, str(self.latitude), self.price)

    @property
    def family(self) -> str:
        return "wood_a" if self.direction == "output" else "fuel_biomass"

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
            tools=self._tools(),
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
    """``deduced``: one of the flows is typical of its activity."""

    deduced: bool = False
    offer: Company = field(
        default_factory=lambda: Company(CAEN, "output", "51234.5", 49.1830031, "31.4159", "tyca")
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
        return ("47777.125", "63.8125", ":7341", "99887.5", "88776.5", "CANARYVALUE")

    def candidate(self) -> Synergy:
        return Synergy(
            synergy_id=self.synergy_id,
            kind="substitution",
            nature="material",
            offer=self.offer.side(),
            need=self.need.side(),
            route="wood_a>fuel_biomass",
            score=7341,
            in_offer_list=True,
            in_need_list=True,
            quantity=Quantity("47777.125", "t"),
            distance_km="63.8125",
            criteria=(
                Criterion(name="price", verdict="pass", weight=3, points=9123, value="CANARYVALUE"),
                Criterion(name="season", verdict="pass", weight=2, points=8000, private=False),
                Criterion(
                    name="certainty",
                    verdict="unknown" if self.deduced else "pass",
                    value="typical" if self.deduced else "measured",
                    private=False,
                ),
            ),
            tco2e=Amount(unit="tCO2e", low="99887.5", high="99888.5", factor="wood"),
            eur=Amount(unit="EUR", low="88776.5", high="88777.5"),
            versions=Versions(
                catalogue="1",
                rules="1",
                factors="1",
                offer=1,
                need=1,
                life=0,
                settings_offer=1,
                settings_need=1,
            ),
        )


_PAIR = """
INSERT INTO pair (synergy_id, entity_version, offer_id, need_id, offer_organisation,
    need_organisation, offer_territory, need_territory, nature, route, score, told_score,
    in_offer_list, in_need_list, offer_version, need_version, life_version, settings_offer,
    settings_need, catalogue, body, detected_at, updated_at, deduced)
VALUES ($1, nextval('pair_version'), $2, $3, $4, $5, $6, $7, 'material', $8, $9, $9, TRUE, TRUE,
    1, 1, 0, 1, 1, '1', $10, $11, $11, $12)
"""


def event_of(entity: Flow | Site, version: int = 1, step: str = "declared") -> Event[Any]:
    kind = "site" if isinstance(entity, Site) else "flow"
    subject = entity.site_id if isinstance(entity, Site) else entity.flow_id
    return Event(
        id=uuid4(),
        type=f"{kind}.{step}.v1",
        source="/boucle/registry",
        subject=str(subject),
        entity_version=version,
        time=NOW,
        correlation_id=uuid4(),
        causation_id=None,
        data=entity,
    )


async def declare(database: Database, *companies: Company) -> None:
    """What the engine and the owners' consumer keep of these companies."""
    async with database.write() as session:
        for company in companies:
            flow = company.declared()
            await keep_flows(session, [_stored(flow, 1)])
            await tenancy.keep_owners(session, [event_of(flow), event_of(company.sited())])


async def keep_flow(database: Database, flow: Flow, version: int) -> None:
    async with database.write() as session:
        await keep_flows(session, [_stored(flow, version)])


def _stored(flow: Flow, version: int) -> StoredFlow:
    whose = flow.organisation_id, flow.territory, flow.nature
    return StoredFlow(flow.flow_id, 0, 0, version, False, *whose, msgspec.json.encode(flow))


async def detect(database: Database, world: World, at: datetime = NOW) -> Synergy:
    """The pair, as the engine writes it."""
    await declare(database, world.offer, world.need)
    found = world.candidate()
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(
            _PAIR,
            found.synergy_id,
            world.offer.flow,
            world.need.flow,
            world.offer.organisation,
            world.need.organisation,
            world.offer.territory,
            world.need.territory,
            found.route,
            found.score,
            msgspec.json.encode(found),
            at,
            found.deduced,
        )
    return found


async def withdraw(database: Database, world: World, at: datetime = NOW) -> None:
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(
            "UPDATE pair SET withdrawn_at = $2, updated_at = $2, in_offer_list = FALSE,"
            " in_need_list = FALSE WHERE synergy_id = $1",
            world.synergy_id,
            at,
        )


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
