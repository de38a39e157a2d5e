"""Flows and territories as they change at random, always the same for a seed. Pure.

Sites of three natures of flows, in the towns of a box of about a hundred kilometres, so that energy
and water meet within their town and materials across all of them. Each operation gives the events
that registry would tell: a site that moves revises each of its flows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, Final, get_args
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.facts.model import NATURES, Family
from boucle.catalogue.facts.routes import Limit, Route
from boucle.contract.events.registry import (
    Availability,
    Certainty,
    CurrentRoute,
    CurrentSupply,
    Flow,
    LegalStatus,
    QualityRange,
    Quantity,
    SiteFacts,
    Territory,
)
from boucle.matching.scoring import FlowInputs, Rules, ScoringSettings
from boucle.matching.scoring.wire import row_of, settings_of
from boucle.platform import outbox
from boucle.platform.events import Event

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIRENS: Final = ("200065597", "200084952", "241400514", "200066389", "242700276")
_AUTO: Final = SIRENS[:2]
_TOWNS: Final = 12
_BOX: Final = (48.6, 49.5, -0.9, 0.5)
_ROUTES_A_NATURE: Final = 10
_FLOWS_A_SITE: Final = 3
_TREATMENTS: Final = tuple(f"R{number}" for number in range(1, 14))


@dataclass(slots=True)
class Site:
    """A site and the flows that it has, had or will have."""

    id: UUID
    organisation: UUID
    territory: str
    facts: SiteFacts
    flows: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that somebody did, and the events that tell it."""

    name: str
    events: tuple[Event[Any], ...]


class Story:
    """``flows`` and ``territories``, by id and SIREN, are what stands: the truth to compare with.

    ``population``: flows that there may be at once; about nine tenths of them live.
    """

    def __init__(self, rules: Rules, seed: int, population: int) -> None:
        self.flows: dict[UUID, Flow] = {}
        self.territories: dict[str, Territory] = {}
        self.versions: dict[str, int] = {}
        self._rules = rules
        self._random = Random(f"{seed}/story")
        self._towns = [self._somewhere() for _ in range(_TOWNS)]
        self._sides = _sides(rules, self._random)
        self._sites: dict[UUID, Site] = {}
        self._ids = [flow for _ in range(population // 2) for flow in self._site()]

    def begin(self) -> Operation:
        """The territories; two of them qualify by themselves."""
        settings = dict(zip(SIRENS, (3, 5, 8, 4, 3), strict=True))
        events = [
            self._settle(
                Territory(
                    siren=siren, kind="epci", k=k, policy="auto" if siren in _AUTO else "animator"
                )
            )
            for siren, k in settings.items()
        ]
        return Operation("begin", tuple(events))

    def flow_operation(self) -> Operation:
        """Somebody declares, revises, moves or withdraws."""
        flow = self._random.choice(self._ids)
        if flow not in self.flows:
            return Operation("declare", (self._declare(flow, self._drawn(flow)),))
        chance = self._random.random()
        if chance < 0.12:
            return Operation("withdraw", (self._withdraw(flow),))
        if chance < 0.34:
            return Operation("move", tuple(self._move(self._sites[flow])))
        return Operation("revise", (self._declare(flow, self._revised(self.flows[flow])),))

    def wide_operation(self) -> Operation:
        """A territory changes its settings."""
        random = self._random
        routes = random.sample([route.key for route in self._rules.routes], 100)
        changed = replace(
            self.territories[random.choice(SIRENS)],
            k=random.choice([2, 3, 5, 8]),
            threshold=random.choice([0, 3000, 4500]),
            weights=random.choice([{}, {"distance": 60}, {"quantity": 50, "quality": 0}]),
            limits=random.choice([{}, {"distance": "40"}, {"quantity": "0.2"}, {"season": "0.5"}]),
            routes_off=random.choice([(), tuple(routes)]),
            route_limits=random.choice([{}, dict(self._tightened())]),
        )
        return Operation("settle", (self._settle(changed),))

    def _tightened(self) -> Iterator[tuple[str, dict[str, QualityRange]]]:
        """Of half of the routes that the flows take, each limit to a part of what it was."""
        for route in {route.key: route for _, route in self._sides}.values():
            if self._random.random() < 0.5:
                yield (
                    route.key,
                    {limit.attribute: QualityRange(*self._within(limit)) for limit in route.limits},
                )

    def rows(self) -> list[FlowInputs]:
        """What lives, as scoring reads it."""
        rows = [
            row_of(flow, self.versions[str(id_)], self._rules) for id_, flow in self.flows.items()
        ]
        return [row for row in rows if row is not None]

    def settings(self) -> Mapping[str, ScoringSettings]:
        return {
            siren: settings_of(one, self.versions[siren], self._rules)
            for siren, one in self.territories.items()
        }

    # --- events ----------------------------------------------------------------------------

    def _declare(self, id_: UUID, flow: Flow) -> Event[Flow]:
        self.flows[id_] = flow
        first = str(id_) not in self.versions
        return self._tell("flow.declared.v1" if first else "flow.revised.v1", id_, flow)

    def _withdraw(self, id_: UUID) -> Event[Flow]:
        return self._tell("flow.withdrawn.v1", id_, self.flows.pop(id_))

    def _move(self, site: Site) -> list[Event[Flow]]:
        if self._random.random() < 0.1:
            site.territory = self._random.choice(SIRENS)
        site.facts = self._facts()
        return [
            self._declare(id_, replace(self.flows[id_], territory=site.territory, site=site.facts))
            for id_ in sorted(set(site.flows) & self.flows.keys())
        ]

    def _settle(self, territory: Territory) -> Event[Territory]:
        self.territories[territory.siren] = territory
        first = territory.siren not in self.versions
        type_ = "territory.declared.v1" if first else "territory.revised.v1"
        return self._tell(type_, territory.siren, territory)

    def _tell(self, type_: str, subject: object, data: Any) -> Event[Any]:
        key = str(subject)
        self.versions[key] = self.versions.get(key, 0) + 1
        return outbox.new_event(type_, subject=key, version=self.versions[key], data=data, now=NOW)

    # --- sites -----------------------------------------------------------------------------

    def _site(self) -> list[UUID]:
        """A new site; the ids of its flows."""
        site = Site(self._id(), self._id(), self._random.choice(SIRENS), self._facts())
        site.flows = [self._id() for _ in range(self._random.randint(1, _FLOWS_A_SITE))]
        self._sites |= dict.fromkeys(site.flows, site)
        return site.flows

    def _facts(self) -> SiteFacts:
        random = self._random
        town = random.choice(self._towns)
        networks = (f"network {random.randint(1, 3)}",) if random.random() < 0.2 else ()
        return SiteFacts(
            latitude=round(random.gauss(town[0], 0.02), 5),
            longitude=round(random.gauss(town[1], 0.03), 5),
            location_precision=random.choice(["address", "address", "commune", "territory"]),
            treatments=_TREATMENTS if random.random() < 0.8 else _TREATMENTS[:3],
            networks=networks,
            network_km={
                code: random.choice([0.5, 12.5, 80.0]) for code in networks if random.random() < 0.7
            },
        )

    def _somewhere(self) -> tuple[float, float]:
        low, high, west, east = _BOX
        return self._random.uniform(low, high), self._random.uniform(west, east)

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    # --- flows -----------------------------------------------------------------------------

    def _drawn(self, id_: UUID) -> Flow:
        """A flow of one of the story's sides that would mostly do."""
        family, route = self._random.choice(self._sides)
        site = self._sites[id_]
        random = self._random
        output = route.output_family == family.key
        return Flow(
            flow_id=id_,
            organisation_id=site.organisation,
            site_id=site.id,
            territory=site.territory,
            direction="output" if output else "input",
            nature=family.nature,
            family=family.key,
            catalogue_version=self._rules.version,
            quantity=self._quantity(family),
            site=site.facts,
            certainty=self._certainty(),
            valid_from=date(2026, 1, 1),
            form=random.choice(route.forms or family.forms),
            qualities=self._qualities(route.limits) if output else self._asked(family),
            availability=self._availability(),
            hazardous=self._hazardous(),
            legal_status=self._status(route) if output else None,
            accepts=() if output else self._accepts(),
            current_route=self._current_route() if output else None,
            current_supply=None if output else self._current_supply(),
        )

    def _revised(self, flow: Flow) -> Flow:
        """The same flow with one thing changed; at times another flow under the same id."""
        if self._random.random() < 0.05:
            return self._drawn(flow.flow_id)
        assert flow.family is not None
        family = self._rules.catalogue.family(flow.family)
        changes: dict[str, Callable[[], object]] = {
            "quantity": lambda: self._quantity(family),
            "certainty": self._certainty,
            "availability": self._availability,
            "current_route" if flow.direction == "output" else "current_supply": (
                self._current_route if flow.direction == "output" else self._current_supply
            ),
            "qualities": lambda: self._asked(family),
            "form": lambda: self._random.choice(family.forms),
            "hazardous": self._hazardous,
            **({} if flow.direction == "output" else {"accepts": self._accepts}),
        }
        name = self._random.choice(["quantity", *changes])
        return replace(flow, **{name: changes[name]()})

    def _quantity(self, family: Family) -> Quantity:
        return Quantity(str(round(self._random.lognormvariate(7, 1)) + 1), family.unit)

    def _certainty(self) -> Certainty:
        return self._random.choice([*get_args(Certainty), "measured", "estimated"])

    def _availability(self) -> Availability:
        whole = Availability()
        summer, winter = Availability(months=(5, 6, 7, 8)), Availability(months=(1, 2, 11, 12))
        ended = Availability(start=date(2026, 1, 1), end=date(2026, 12, 31))
        return self._random.choice([whole, whole, whole, summer, winter, ended])

    def _status(self, route: Route) -> LegalStatus | None:
        known = route.statuses or get_args(LegalStatus)
        return self._random.choice([*known, *known, None])

    def _hazardous(self) -> bool:
        return self._random.random() < 0.1

    def _accepts(self) -> tuple[LegalStatus, ...]:
        """Mostly not told; else some of the statuses."""
        statuses = [one for one in get_args(LegalStatus) if self._random.random() < 0.7]
        return tuple(statuses) if self._random.random() < 0.4 else ()

    def _current_route(self) -> CurrentRoute | None:
        cost = str(self._random.randint(-50, 150))
        operation = self._random.choice(["R5", "D5", "R1"])
        return self._random.choice([None, CurrentRoute(operation, cost)])

    def _current_supply(self) -> CurrentSupply | None:
        price = str(self._random.randint(5, 200))
        return self._random.choice([None, CurrentSupply(price_eur_per_unit=price)])

    def _qualities(self, limits: tuple[Limit, ...]) -> dict[str, QualityRange]:
        """Mostly what a route's limits ask; now and then unknown, or beyond them."""
        return {
            limit.attribute: QualityRange(*self._within(limit))
            for limit in limits
            if self._random.random() < 0.9
        }

    def _within(self, limit: Limit) -> tuple[str, str]:
        catalogue = self._rules.catalogue
        known = catalogue.attributes[catalogue.attribute_index[limit.attribute]]
        low = known.low if limit.low is None else limit.low
        high = known.high if limit.high is None else limit.high
        if self._random.random() < 0.1:
            low, high = known.low, known.high
        both = sorted(self._random.uniform(low, high) for _ in range(2))
        return f"{both[0]:.3f}", f"{both[1]:.3f}"

    def _asked(self, family: Family) -> dict[str, QualityRange]:
        """What a need asks of one attribute, if anything."""
        if not family.attributes or self._random.random() < 0.7:
            return {}
        attribute = self._random.choice(family.attributes)
        low, high = self._within(Limit(attribute, None, None))
        return {attribute: QualityRange(low, high)}


def _sides(rules: Rules, random: Random) -> list[tuple[Family, Route]]:
    """Both ends of some routes of each nature, each end with its route."""
    catalogue = rules.catalogue
    found: list[tuple[Family, Route]] = []
    for nature in NATURES:
        routes = [
            route
            for route in catalogue.routes
            if catalogue.family(route.output_family).nature == nature
        ]
        for route in random.sample(routes, _ROUTES_A_NATURE):
            found += [
                (catalogue.family(key), route) for key in (route.output_family, route.input_family)
            ]
    return found
