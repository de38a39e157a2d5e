"""Writers: sites that move, flows declared, revised and withdrawn, each sent until acknowledged.

Each of these flows has a handful of partners: its writes move pairs. A site that moves writes a new
version of each of its flows, in one transaction. What adds to the rate of writes is ``files``.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.chaos.callers import Caller, Json
from tests.chaos.files import Files
from tests.chaos.meter import Meter
from tests.chaos.pace import paced
from tests.chaos.world import LONG_LISTS, SHORT_LISTS, SOURCE, Company, settle

SITES, FLOWS_A_SITE, WRITERS = 50, 8, 25
_MOVES, _WITHDRAWALS = 0.45, 0.10
"""Shares of requests; the others declare or revise one flow. A request writes four versions or so:
what a request costs registry, beside a version, would else set the rate."""
# Farther apart than the territories' limit of 40 km: a flow has a handful of partners.
_CENTRES = (
    (SHORT_LISTS, 49.3, 0.6),
    (LONG_LISTS, 48.6, -1.4),
    (SHORT_LISTS, 47.3, 3.6),
    (LONG_LISTS, 46.2, 0.2),
    (SHORT_LISTS, 48.4, 2.6),
    (LONG_LISTS, 45.2, 2.4),
    (SHORT_LISTS, 47.4, -0.8),
    (LONG_LISTS, 45.0, 5.2),
)
_FAMILIES = (
    *(("output", "sawdust", "chips"), ("output", "wood_a", "chips")),
    *(("output", "concrete_rubble", "granules"), ("output", "apple_pomace", "paste")),
    *(("input", "wood_panel_feed", "chips"), ("input", "fuel_biomass", "chips")),
    *(("input", "aggregate", "granules"), ("input", "biogas_feedstock", "paste")),
)


@dataclass
class Kept:
    """What was last acknowledged of one site: its place, and its flows' quantities (None: gone)."""

    company: Company
    place: tuple[float, float]
    centre: int
    flows: dict[str, str | None] = field(default_factory=dict)

    @property
    def living(self) -> list[str]:
        return [name for name, quantity in self.flows.items() if quantity is not None]


@dataclass
class Load:
    """Versions of flows a second: ``pairing`` of the sites' flows, ``filed`` in files."""

    operator: Caller
    tool: Caller
    seed: int
    pairing: float
    filed: float = 0.0
    meter: Meter = field(default_factory=Meter)
    sites: list[Kept] = field(default_factory=list)
    _rngs: list[random.Random] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = Files(self.operator, self.seed, self.filed, self.meter)

    async def prepare(self) -> None:
        """Declare every site and all of its flows."""
        rng = random.Random(f"{self.seed}/sites")
        self._rngs = [random.Random(f"{self.seed}/writes/{number}") for number in range(WRITERS)]
        for number in range(SITES):
            centre = number % len(_CENTRES)
            place = _somewhere(rng, centre)
            company = Company(f"load-{number}", _CENTRES[centre][0], *place)
            self.sites.append(Kept(company, place, centre))
        await settle(self.tool, [kept.company for kept in self.sites], SOURCE)
        async with asyncio.TaskGroup() as group:
            for number in range(WRITERS):
                group.create_task(self._declare(number))
        if self.filed:
            await self.files.prepare()

    async def run(self, stop: asyncio.Event) -> None:
        """Write until stopped; what is under way is finished."""
        async with asyncio.TaskGroup() as group:
            for number in range(WRITERS):
                group.create_task(self._write(number, stop))
            group.create_task(self.files.run(stop))

    @property
    def acknowledged(self) -> Mapping[tuple[str, str], str | None]:
        """By source and external id: the quantity last acknowledged of each flow; None: gone."""
        own = {(SOURCE, name): told for site in self.sites for name, told in site.flows.items()}
        filed = {
            (sender.source, name): told
            for sender in self.files.senders
            for name, told in sender.flows.items()
        }
        return own | filed

    async def _declare(self, number: int) -> None:
        rng = self._rngs[number]
        for kept in self.sites[number::WRITERS]:
            for index in range(FLOWS_A_SITE):
                await self._put_flow(kept, f"{kept.company.name}-{index}", _quantity(rng))

    async def _write(self, number: int, stop: asyncio.Event) -> None:
        rng = self._rngs[number]
        mine = self.sites[number::WRITERS]
        rate = self.pairing / WRITERS
        await paced(rng, rate, stop, lambda: self._one(rng, rng.choice(mine)))

    async def _one(self, rng: random.Random, kept: Kept) -> int:
        """One request; returns the versions that it wrote."""
        chance = rng.random()
        if chance < _MOVES:
            return await self._move(kept, _somewhere(rng, kept.centre))
        if chance < _MOVES + _WITHDRAWALS and kept.living:
            return await self._withdraw(kept, rng.choice(kept.living))
        return await self._put_flow(kept, rng.choice(list(kept.flows)), _quantity(rng))

    async def _put_flow(self, kept: Kept, name: str, quantity: str) -> int:
        index = int(name.rpartition("-")[2])
        await self._send("PUT", f"flows/{name}", _flow(kept.company.name, index, quantity))
        changed = kept.flows.get(name) != quantity  # the same said again writes nothing
        kept.flows[name] = quantity
        return self._wrote(int(changed))

    async def _withdraw(self, kept: Kept, name: str) -> int:
        await self._send("DELETE", f"flows/{name}", None)
        kept.flows[name] = None
        return self._wrote(1)

    async def _move(self, kept: Kept, place: tuple[float, float]) -> int:
        await self._send("PUT", f"sites/{kept.company.name}", kept.company.site(*place))
        kept.place = place
        return self._wrote(len(kept.living))

    async def _send(self, method: str, path: str, body: Json | None) -> None:
        await self.tool.send(method, f"/v1/sources/{SOURCE}/{path}", json=body)

    def _wrote(self, versions: int) -> int:
        return self.meter.wrote(versions, pairing=versions)


def _somewhere(rng: random.Random, centre: int) -> tuple[float, float]:
    _territory, latitude, longitude = _CENTRES[centre]
    return (
        round(latitude + rng.uniform(-0.25, 0.25), 5),
        round(longitude + rng.uniform(-0.3, 0.3), 5),
    )


def _quantity(rng: random.Random) -> str:
    return str(rng.randint(50, 5000))


def _flow(site: str, index: int, quantity: str) -> Json:
    direction, family, form = _FAMILIES[index]
    status: Json = {"legal_status": "by_product"} if direction == "output" else {}
    return {
        "site": site,
        "direction": direction,
        "nature": "material",
        "family": family,
        "quantity": {"value": quantity, "unit": "t"},
        "form": form,
        "certainty": "measured",
        **status,
    }
