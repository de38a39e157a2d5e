"""Tools that send whole files: each declares and revises many flows in one transaction, and now and
then withdraws what its snapshot no longer lists.

Most of their flows have no taker within reach: the rate of writes is theirs, the pairs are the
sites' (``load``). Each tool has a source of its own: a snapshot speaks for its whole source.
"""

from __future__ import annotations

import asyncio
import csv
import io
import random
from dataclasses import dataclass, field

from tests.chaos.callers import Caller
from tests.chaos.meter import Meter
from tests.chaos.pace import paced
from tests.chaos.world import LONG_LISTS, SHORT_LISTS, Company, principal, settle

_COMPANIES = 4
_WITHDRAWALS = 0.15
"""Share of requests that withdraw half of what stands; the next file declares it again."""
# Farther from one another, and from every other site, than the territories' limit of 40 km.
_PLACES = (
    (SHORT_LISTS, 50.4, 2.4),
    (LONG_LISTS, 44.0, -0.6),
    (SHORT_LISTS, 47.9, 6.9),
    (LONG_LISTS, 48.2, -4.0),
)
_UNWANTED = (
    *(("cardboard", "balles"), ("glass_cullet", "granulés"), ("steel_scrap", "solide")),
    *(("plaster_waste", "solide"), ("leather", "solide"), ("tyres", "solide")),
    *(("fly_ash", "poudre"), ("whey", "liquide"), ("copper_scrap", "solide")),
)
_PAIRING = (("sortie", "sawdust"), ("entrée", "wood_panel_feed"))
_HEADER = ("référence", "site", "sens", "famille", "quantité", "unité", "forme", "statut")
_Row = tuple[str, str, str, str, str]
"""Reference, site, direction, family, form."""


@dataclass
class Sender:
    """One tool. ``flows``: what was last acknowledged of each, its quantity (None: gone)."""

    tool: Caller
    source: str
    companies: list[Company]
    meter: Meter
    rng: random.Random
    flows: dict[str, str | None] = field(default_factory=dict)

    async def write(self) -> int:
        """One request; returns the versions that it wrote."""
        if all(self.flows.values()) and self.rng.random() < _WITHDRAWALS:
            return await self._snapshot()
        return await self.send_file()

    async def send_file(self) -> int:
        """Every flow, each with another quantity than before."""
        told = {row[0]: self._other_than(self.flows.get(row[0])) for row in self._rows()}
        file = ("bilan.csv", self._file(told), "text/csv")
        answer = (await self.tool.send("POST", "/v1/imports", files={"file": file})).json()
        assert answer["rejected"] == 0, f"rows refused: {answer['errors'][:3]}"
        self.flows.update(told)
        return self._wrote(told)

    async def _snapshot(self) -> int:
        gone = self.rng.sample(sorted(self.flows), len(self.flows) // 2)
        listed = sorted(self.flows.keys() - set(gone))
        await self.tool.post(
            f"/v1/sources/{self.source}/snapshot", {"flows": listed, "confirm": True}
        )
        self.flows.update(dict.fromkeys(gone))
        return self._wrote(gone)

    def _wrote(self, names: list[str] | dict[str, str]) -> int:
        return self.meter.wrote(len(names), sum("pairs" in name for name in names))

    def _other_than(self, quantity: str | None) -> str:
        """The same quantity again would change nothing, and not be a write."""
        while (drawn := str(self.rng.randint(50, 5000))) == quantity:
            pass
        return drawn

    def _rows(self) -> list[_Row]:
        rows = []
        for place, company in enumerate(self.companies):
            rows += [
                (f"{company.name}-{family}", company.name, "sortie", family, form)
                for family, form in _UNWANTED
            ]
            direction, family = _PAIRING[place % len(_PAIRING)]
            rows.append((f"{company.name}-pairs", company.name, direction, family, "copeaux"))
        return rows

    def _file(self, told: dict[str, str]) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_HEADER)
        for name, site, direction, family, form in self._rows():
            status = "sous-produit" if direction == "sortie" else ""
            writer.writerow([name, site, direction, family, told[name], "t", form, status])
        return out.getvalue().encode()


@dataclass
class Files:
    """The tools; together they write ``rate`` versions a second."""

    operator: Caller
    seed: int
    rate: float
    meter: Meter
    senders: list[Sender] = field(default_factory=list)

    async def prepare(self) -> None:
        """Make the tools, their companies and sites, and send each one's first file."""
        for number, place in enumerate(_PLACES):
            rng, source = random.Random(f"{self.seed}/files/{number}"), f"files-{number}"
            tool = await principal(
                self.operator,
                {"name": f"Files {number}", "role": "tool", "source": source, "verifies": True},
            )
            companies = _companies(number, *place)
            await settle(tool, companies, source)
            self.senders.append(Sender(tool, source, companies, self.meter, rng))
            await self.senders[-1].send_file()

    @property
    def callers(self) -> tuple[Caller, ...]:
        return tuple(sender.tool for sender in self.senders)

    async def run(self, stop: asyncio.Event) -> None:
        """Write until stopped; what is under way is finished."""
        async with asyncio.TaskGroup() as group:
            for sender in self.senders:
                rate = self.rate / len(self.senders)
                group.create_task(paced(sender.rng, rate, stop, sender.write))


def _companies(tool: int, territory: str, latitude: float, longitude: float) -> list[Company]:
    return [
        Company(f"file-{tool}-{place}", territory, latitude + 0.02 * place, longitude)
        for place in range(_COMPANIES)
    ]
