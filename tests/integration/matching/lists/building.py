"""Flows, territories and lives on the real log, and what must come of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import UUID, uuid5

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import score_of
from boucle.contract.events.registry import (
    FamilyShare,
    Flow,
    QualityRange,
    Quantity,
    SiteFacts,
    Territory,
)
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.scoring import FlowInputs, Rules, ScoringSettings
from boucle.matching.scoring.wire import row_of, settings_of
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message
from boucle.platform.db import Database
from boucle.platform.events import Event
from tests.kit.eventually import eventually
from tests.reference import recompute

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPACE = UUID("c0ffee00-0000-4000-8000-000000000000")
SIRENS = ("200065597", "200084952", "241400514")
_STATE = """
SELECT synergy_id, array_agg(DISTINCT rank), bool_or(gives), bool_or(NOT gives)
FROM entry GROUP BY synergy_id
"""


@cache
def rules() -> Rules:
    return Rules(load_catalogue())


def uid(name: str) -> UUID:
    return uuid5(SPACE, name)


def flow(name: str, **changes: Any) -> Flow:
    """A heat flow in Caen, its organisation its own; ``changes`` are fields of the struct."""
    output = changes.get("direction", "output") == "output"
    values: dict[str, Any] = {
        "flow_id": uid(name),
        "organisation_id": uid(f"{name}/organisation"),
        "site_id": uid(f"{name}/site"),
        "territory": SIRENS[0],
        "direction": "output",
        "nature": "energy",
        "family": "heat_hot_water",
        "catalogue_version": rules().version,
        "quantity": Quantity("1000", "MWh"),
        "site": SiteFacts(latitude=49.18, longitude=-0.37, location_precision="commune"),
        "certainty": "measured",
        "valid_from": date(2026, 1, 1),
        "form": "hot_water",
        "qualities": {"temperature": QualityRange(low="95" if output else "80", unit="Cel")},
    }
    return Flow(**{**values, **changes})


def territory(siren: str, **changes: Any) -> Territory:
    return Territory(**{"siren": siren, "kind": "epci", **changes})


def message(event: Event[Any]) -> Message:
    encoded = EVENTS.encode(event)
    return Message(EVENTS[event.type].topic, encoded.key, encoded.headers, encoded.value)


@dataclass
class World:
    """what was declared on the log, and its independent recompute."""

    bus: Bus
    versions: dict[str, int] = field(default_factory=dict)
    flows: dict[UUID, FlowInputs] = field(default_factory=dict)
    settings: dict[str, ScoringSettings] = field(default_factory=dict)
    _waiting: list[Message] = field(default_factory=list)

    def declare(self, declared: Flow) -> None:
        version = self._next(str(declared.flow_id))
        type_ = "flow.declared.v1" if version == 1 else "flow.revised.v1"
        self._tell(type_, declared.flow_id, version, declared)
        row = row_of(declared, version, rules())
        assert row is not None
        self.flows[declared.flow_id] = row

    def withdraw(self, declared: Flow) -> None:
        version = self._next(str(declared.flow_id))
        self._tell("flow.withdrawn.v1", declared.flow_id, version, declared)
        self.flows.pop(declared.flow_id, None)

    def settle(self, declared: Territory) -> None:
        version = self._next(declared.siren)
        type_ = "territory.declared.v1" if version == 1 else "territory.revised.v1"
        self._tell(type_, declared.siren, version, declared)
        self.settings[declared.siren] = settings_of(declared, version, rules())

    async def send(self) -> None:
        """Put on the log what was declared since, in order."""
        async with self.bus.producer() as producer:
            outcomes = await producer.send(self._waiting, 10.0)
        assert outcomes == [None] * len(self._waiting)
        self._waiting.clear()

    def expected(self) -> dict[UUID, tuple[int, bool, bool]]:
        """The published set: synergy -> score, in the offer's list, in the need's list."""
        found = recompute.published(self.flows.values(), self.settings, (), rules())
        return {
            synergy_id(UUID(int=offer), UUID(int=need)): (
                pair.score,
                pair.in_offer_list,
                pair.in_need_list,
            )
            for (offer, need), pair in found.items()
        }

    def _next(self, entity: str) -> int:
        self.versions[entity] = self.versions.get(entity, 0) + 1
        return self.versions[entity]

    def _tell(self, type_: str, subject: object, version: int, data: Any) -> None:
        event = outbox.new_event(type_, subject=str(subject), version=version, data=data, now=NOW)
        self._waiting.append(message(event))


async def published(database: Database) -> dict[UUID, tuple[int, bool, bool]]:
    """What matching's lists say."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch(_STATE)
    return {id_: (score_of(max(ranks)), *held) for id_, ranks, *held in rows if len(ranks) == 1}


async def stands(database: Database, world: World) -> None:
    """The lists are the full recompute, or are so soon."""

    async def same() -> bool:
        assert await published(database) == world.expected()
        return True

    await eventually(same, within=60)


def shuffled_flows(names: Iterable[str], seed: str) -> list[Flow]:
    """Heat, steam and wood at random around Caen and Le Havre."""
    found = []
    for name in names:
        random = Random(int(hashlib.sha256(f"{seed}/{name}".encode()).hexdigest(), 16))
        output = random.random() < 0.5
        place = SiteFacts(
            latitude=49.18 + random.random() * 0.1,
            longitude=-0.37 + random.random() * 0.1,
            location_precision="commune",
        )
        found.append(
            flow(
                name,
                direction="output" if output else "input",
                territory=random.choice(SIRENS),
                quantity=Quantity(str(random.choice([500, 800, 1000, 2000])), "MWh"),
                site=place,
                certainty=random.choice(["measured", "estimated"]),
                qualities={"temperature": QualityRange(low=str(random.choice([70, 85, 95])))},
                families=_several(random, output=output),
            )
        )
    return found


def _several(random: Random, *, output: bool) -> tuple[FamilyShare, ...]:
    """Of one flow in three."""
    if random.random() >= 1 / 3:
        return ()
    share = "0.5" if output else None
    return FamilyShare("heat_hot_water", share), FamilyShare("heat_network", share)


async def tell_a_story(world: World, seed: str) -> None:
    """Forty flows, nine of them revised, one withdrawn; two territories, one of them ``auto``."""
    world.settle(territory(SIRENS[0], policy="auto", auto_threshold=3000))
    flows = shuffled_flows((f"flow {number}" for number in range(40)), seed)
    for declared in flows:
        world.declare(declared)
    await world.send()
    world.settle(territory(SIRENS[1], k=2, weights={"distance": 100}))
    for declared in shuffled_flows((f"flow {number}" for number in range(9)), "again"):
        world.declare(declared)
    world.withdraw(flows[20])
    await world.send()
