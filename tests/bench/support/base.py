"""The base that the latency bench writes into: companies, sites and flows on a grid. Pure.

Two kinds of ground, in one box of 20 by 28 degrees:

*clusters*: two sites of two companies, each giving and needing two things that travel a few
kilometres: four pairs for eight flows, none with the next cluster, thirteen kilometres or more
away. Their territories' policy is ``animator``: the base disturbs nobody.

*spots*, 38 km or more apart: one need of steam that only the spot's own probe will meet, and two
that it will not (too hot). Their territories' policy is ``auto``. A probe is a site two kilometres
away, without a flow yet: the write that is measured declares its steam.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, sqrt
from random import Random
from typing import Any
from uuid import UUID

from stdnum import luhn

from boucle.catalogue import Catalogue
from boucle.contract.events.registry import Direction, Nature, QualityRange, Quantity
from boucle.registry.declarations.at_site.declared import Key, declared
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.entities import Contact, Flow, FlowDraft, Organisation, Site, SiteDraft

SOURCE = "bench"
_WEST, _HEIGHT, _WIDTH = -8.0, 20.0, 28.0
_LEAST_STEP = 0.12
"""Degrees of latitude between clusters: 13 km, beyond the hard stop (9 km) of what they trade."""
_LEAST_SPOT_STEP = 0.35
"""Degrees of latitude between spots: 38 km, beyond the hard stop (15 km) of steam."""
_NEAR = 0.018
"""Two kilometres, in degrees of latitude."""
_SITES_EACH = 10
"""Sites of one company of the clusters."""
_FLOWS_A_CLUSTER, _FLOWS_A_SPOT = 8, 3
_TRADES: tuple[tuple[str, Nature, str], ...] = (
    ("compressed_air", "energy", "MWh"),
    ("heat_low_grade", "energy", "MWh"),
    ("water_rain", "water", "m3"),
    ("water_condensate", "water", "m3"),
)
_WARM = {"temperature": QualityRange(low="35", high="35")}


def siren(number: int) -> str:
    """A SIREN whose check digit is right."""
    head = f"20{number:06d}"
    return head + luhn.calc_check_digit(head)


CLUSTER_TERRITORIES = tuple(siren(900_000 + i) for i in range(20))
SPOT_TERRITORIES = tuple(siren(910_000 + i) for i in range(20))


@dataclass(frozen=True)
class Company:
    """An organisation, its contact, its sites, their flows; ``name``: what the tool calls the
    organisation and its only site, if it does."""

    organisation: Organisation
    contact: Contact
    sites: tuple[Site, ...]
    flows: tuple[Flow, ...]
    name: str | None = None


def probe_name(number: int) -> str:
    return f"probe-{number}"


def probe_email(number: int) -> str:
    """Where the mail for the probe's company goes."""
    return f"{probe_name(number)}@bench.example"


def need_email(number: int) -> str:
    """Where the mail for the partner that awaits the probe goes."""
    return f"need-{number}@bench.example"


def probe_flow(number: int) -> dict[str, Any]:
    """The write that is measured, as a tool sends it."""
    return {
        "site": probe_name(number),
        "direction": "output",
        "nature": "energy",
        "family": "heat_steam",
        "quantity": {"value": "20000", "unit": "MWh"},
        "form": "steam",
        "qualities": {"temperature": {"low": "500", "high": "500"}},
        "certainty": "measured",
    }


@dataclass
class Base:
    """``flows`` in all, ``probes`` of them waited for; the same for the same ``seed``. ``south``:
    the box's southern edge, in degrees."""

    catalogue: Catalogue
    now: datetime
    flows: int
    probes: int
    tool: str
    seed: int = 1
    south: float = 36.0

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._drafts: dict[tuple[object, ...], FlowDraft] = {}

    def companies(self) -> Iterator[Company]:
        """Probes and their partners, then the clusters."""
        yield from self._spots()
        yield from self._clusters()

    # --- ground ----------------------------------------------------------------------------

    def _spots(self) -> Iterator[Company]:
        places = _grid(self.probes, _LEAST_SPOT_STEP, self.south)
        for number, (latitude, longitude) in enumerate(places):
            territory = SPOT_TERRITORIES[number % len(SPOT_TERRITORIES)]
            yield self._probe(number, territory, latitude + _NEAR, longitude)
            need = self._steam("50")
            yield self._company(need_email(number), territory, [(latitude, longitude, (need,))])
            hot = (self._steam("550"), self._steam("600"))
            email = f"hot-{number}@bench.example"
            yield self._company(email, territory, [(latitude - _NEAR, longitude, hot)])

    def _clusters(self) -> Iterator[Company]:
        count = max(0, self.flows - _FLOWS_A_SPOT * self.probes) // _FLOWS_A_CLUSTER
        places = list(_grid(count, _LEAST_STEP, self.south))
        for start in range(0, count, _SITES_EACH):
            mine = range(start, min(start + _SITES_EACH, count))
            territory = CLUSTER_TERRITORIES[start // _SITES_EACH % len(CLUSTER_TERRITORIES)]
            for side in (0, 1):
                sites = [
                    (places[i][0] + side * _NEAR / 6, places[i][1], self._trades(i)) for i in mine
                ]
                yield self._company(f"base-{start}-{side}@bench.example", territory, sites)

    def _trades(self, cluster: int) -> tuple[FlowDraft, ...]:
        """What each site of a cluster gives and needs."""
        pair = (_TRADES[cluster % 2], _TRADES[2 + cluster // 2 % 2])
        size = str(1000 + 10 * self._random.randrange(50))
        directions: tuple[Direction, ...] = ("output", "input")
        return tuple(
            self._draft(
                SentFlow(
                    direction=direction,
                    nature=nature,
                    family=family,
                    quantity=Quantity(size, unit),
                    certainty="estimated",
                    qualities=_WARM if family == "heat_low_grade" else {},
                )
            )
            for family, nature, unit in pair
            for direction in directions
        )

    def _steam(self, least: str) -> FlowDraft:
        return self._draft(
            SentFlow(
                direction="input",
                nature="energy",
                family="heat_steam",
                quantity=Quantity("20000", "MWh"),
                certainty="measured",
                form="steam",
                qualities={"temperature": QualityRange(low=least)},
            )
        )

    # --- making ----------------------------------------------------------------------------

    def _draft(self, told: SentFlow) -> FlowDraft:
        """As registry checks, classifies and converts it; each distinct one once."""
        key = (told.direction, told.family, told.quantity.value, *told.qualities.values())
        if key not in self._drafts:
            self._drafts[key] = drafted(told, self.catalogue)
        return self._drafts[key]

    def _probe(self, number: int, territory: str, latitude: float, longitude: float) -> Company:
        company = self._company(probe_email(number), territory, [(latitude, longitude, ())])
        return replace(company, name=probe_name(number))

    def _company(
        self,
        email: str,
        territory: str,
        sites: list[tuple[float, float, tuple[FlowDraft, ...]]],
    ) -> Company:
        name = email.partition("@")[0]
        organisation = Organisation(
            id=self._id(),
            name=f"Company {name}",
            siren=None,
            territory=territory,
            example=True,
            tools=(self.tool,),
            direct=True,
            state="verified",
            version=1,
            declared_at=self.now,
            updated_at=self.now,
        )
        made: list[Site] = []
        flows: list[Flow] = []
        for latitude, longitude, drafts in sites:
            site = self._site(organisation, latitude, longitude)
            made.append(site)
            flows += [self._flow(site, draft) for draft in drafts]
        contact = Contact(self._id(), "Camille Banc", email, None, "fr", "QSE")
        return Company(organisation, contact, tuple(made), tuple(flows))

    def _site(self, organisation: Organisation, latitude: float, longitude: float) -> Site:
        draft = SiteDraft(
            name="Site",
            siret=None,
            naf=None,
            latitude=latitude,
            longitude=longitude,
            location_precision="address",
            commune_code=None,
            commune=None,
            address=None,
            territory=organisation.territory,
            treatments=(),
            networks=(),
            example=True,
        )
        return Site(
            id=self._id(),
            organisation_id=organisation.id,
            draft=draft,
            tools=organisation.tools,
            direct=True,
            on_trial=organisation.on_trial,
            valid_from=self.now.date(),
            version=1,
            declared_at=self.now,
            updated_at=self.now,
        )

    def _flow(self, site: Site, draft: FlowDraft) -> Flow:
        version = self.catalogue.version
        flow = declared(Flow, Key(self._id()), site, draft, catalogue_version=version, now=self.now)
        return replace(flow, version=1)

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def _grid(count: int, least: float, south: float) -> Iterator[tuple[float, float]]:
    """Evenly spread places. Raises ValueError when they would stand too close together."""
    columns = max(1, ceil(sqrt(count * _WIDTH / _HEIGHT * 0.6)))
    rows = max(1, ceil(count / columns))
    step, across = _HEIGHT / rows, _WIDTH / columns
    # A degree of longitude is 0.56 of one of latitude at the northern edge.
    if min(step, across * 0.56) < least:
        raise ValueError(f"{count} places do not fit in the box at {least} degrees from each other")
    for number in range(count):
        row, column = divmod(number, columns)
        yield south + row * step, _WEST + column * across
