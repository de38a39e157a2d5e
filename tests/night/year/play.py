"""The year, day by day: what is declared, what people answer, agree, report and end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from tests.night.year.companies import (
    FEDERATION,
    YearCompany,
    YearTerritory,
    companies,
    federation,
    territories,
)
from tests.night.year.declarations import flows, sharings
from tests.night.year.people import People
from tests.night.year.running import Running
from tests.night.year.trial import Trial, begin_trial

Json = dict[str, Any]
SOURCE: Final = "year"
_REFERENCE: Final = (
    *("/v1/routes", "/v1/services", "/v1/equipment", "/v1/parameters", "/v1/occupations"),
)
_AT_FIRST: Final = 0.7
"""Share of what is declared before the first day; the rest comes week by week."""
_REVISED_A_WEEK: Final = 0.02
_WITHDRAWN_A_WEEK: Final = 0.006
_PAGES: Final = 200
"""How many pages are opened again at the end of a month: those of the newest mails."""
_ERASED_EVERY: Final = 4
"""Weeks from one person who is erased to the next; a company leaves as often."""


@dataclass(frozen=True, slots=True)
class Size:
    """``on_trial``: how many companies a tool also declares in its sandbox; ``pace``: an animator
    works on one working day of so many."""

    territories: int
    companies: int
    days: int
    on_trial: int
    pace: int = 1


MONTH: Final = Size(1, 16, 31, 4)
QUARTER: Final = Size(2, 40, 92, 12)
WHOLE: Final = Size(10, 40, 365, 12, pace=3)


@dataclass
class Year:
    """``ids``: Boucle's, by own id; ``bodies``: what is in force, by kind and own id."""

    running: Running
    rng: random.Random
    size: Size
    say: Callable[[str], None]
    tool: str = ""
    trial: Trial | None = None
    territories: list[YearTerritory] = field(default_factory=list)
    companies: list[YearCompany] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], Json] = field(default_factory=dict)
    waiting: list[tuple[str, str, Json]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    seen: dict[tuple[str, str], object] = field(default_factory=dict)
    weeks: int = 0

    @property
    def today(self) -> date:
        return self.running.clock().date()

    async def begin(self) -> None:
        ask = self.running.send
        await ask("PUT", f"/v1/territories/{FEDERATION}", "operator", federation())
        self.territories = territories(self.size.territories)
        for one in self.territories:
            await ask("PUT", f"/v1/territories/{one.siren}", "operator", one.body(FEDERATION))
        principal = {"name": "Year", "role": "tool", "source": SOURCE, "verifies": True}
        made = await ask("POST", "/v1/principals", "operator", principal)
        self.tool = f"tool:{made['client_id']}"
        self.companies = list(companies(self.rng, self.territories, self.size.companies))
        self.trial = await begin_trial(self.running, self.tool, self.territories[0])
        self.companies += self.trial.companies(self.companies[: self.size.on_trial])
        for company in self.companies:
            path, by = self._source_of(company.key)
            made = await ask(
                "PUT", f"{path}/organisations/{company.key}", by, company.organisation()
            )
            self.ids[company.key] = made["organisation_id"]
            await ask("PUT", f"{path}/sites/{company.key}", by, company.site())
        for kind, key, body in self._drawn():
            if self.rng.random() < _AT_FIRST:
                await self._declare(kind, key, body)
            else:
                self.waiting.append((kind, key, body))
        await self.running.quiet()
        for path in _REFERENCE:
            await self.running.every(path, "operator")

    async def pass_by(self) -> None:
        """Let the days pass; people act on working days, declare once a week."""
        assert self.trial is not None
        places = [*self.territories, self.trial.territory]
        people = People(self.running, self.rng, self.ids)
        for _day in range(self.size.days):
            month = self.today.month
            self.running.clock.set(_morning(self.running.clock() + timedelta(days=1)))
            if self.today.isoweekday() == 1:
                await self._week()
                await self.running.quiet()
            if self.today.isoweekday() <= 5:
                await people.act(places[self.today.toordinal() % self.size.pace :: self.size.pace])
            await self.running.quiet()
            if self.today.month != month:
                await self.look()
                self.say(f"played until {self.today}")
            elif (self.today + timedelta(days=1)).month != month:
                await self.running.every("/v1/synergies", "operator")
        await self.look()

    async def look(self) -> None:
        """Ask what everybody is told."""
        every = self.running.every
        before = (self.today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
        found = await every("/v1/synergies", "operator")
        assert self.trial is not None
        places = [*self.territories, self.trial.territory]
        for siren in (FEDERATION, *(one.siren for one in places)):
            by = "operator" if siren == FEDERATION else f"animator:{siren}"
            for query in ({}, {"month": before}):
                path = f"/v1/territories/{siren}/indicators"
                await self.running.ask("GET", path, by, **query)
        await self._look_into([one for one in found if one["state"] != "detected"], "operator")
        await every("/v1/introductions", "operator")
        await every(f"/v1/sandboxes/{self.trial.id}/mails", self.trial.tool)
        for company in self.companies:
            by = f"company:{self.ids[company.key]}"
            await self._look_into(await every("/v1/synergies", by), by)
            path = f"/v1/organisations/{self.ids[company.key]}/indicators"
            await self.running.ask("GET", path, by)
        for page in list(self.running.pages.values())[-_PAGES:]:
            await self.running.open(page)

    async def _look_into(self, listed: Iterable[Json], by: str) -> None:
        """Open what is new to this reader since it looked last."""
        for one in listed:
            mark = one["version"], one["updated_at"], one["state"], str(one["eur"])
            if self.seen.get((by, one["synergy_id"])) != mark:
                self.seen[by, one["synergy_id"]] = mark
                await self.running.ask("GET", f"/v1/synergies/{one['synergy_id']}", by)

    async def _week(self) -> None:
        self.weeks += 1
        await self._leave()
        share = 7 / self.size.days
        for _ in range(round(len(self.waiting) * share) + 1):
            if self.waiting:
                place = self.rng.randrange(len(self.waiting))
                await self._declare(*self.waiting.pop(place))
        for (kind, key), body in list(self.bodies.items()):
            chance = self.rng.random()
            if chance < _REVISED_A_WEEK:
                await self._declare(kind, key, _revised(self.rng, body))
            elif chance < _REVISED_A_WEEK + _WITHDRAWN_A_WEEK:
                path, by = self._source_of(key)
                await self.running.send("DELETE", f"{path}/{kind}/{key}", by)
                del self.bodies[kind, key]

    async def _declare(self, kind: str, key: str, body: Json) -> None:
        path, by = self._source_of(key)
        body_now = _in_force(body, self.today)
        made = await self.running.send("PUT", f"{path}/{kind}/{key}", by, body_now)
        self.bodies[kind, key] = body
        self.ids[key] = made[f"{kind.removesuffix('s')}_id"]

    def _source_of(self, key: str) -> tuple[str, str]:
        """The address of what a company's tool declares, and the tool."""
        if self.trial is not None and self.trial.holds(key):
            return f"/v1/sources/{self.trial.source}", self.trial.tool
        return f"/v1/sources/{SOURCE}", self.tool

    async def _leave(self) -> None:
        """Somebody asks to be erased; another day a company leaves, with all that it declared."""
        here = [one for one in self.companies if one.key not in self.gone]
        company = self.rng.choice(here)
        if self.weeks % _ERASED_EVERY == 2:
            self.gone.add(company.key)
            body = {"address": company.mail}
            await self.running.send("POST", "/v1/persons/erase", "operator", body)
        elif self.weeks % _ERASED_EVERY == 3:
            self.gone.add(company.key)
            path, by = self._source_of(company.key)
            await self.running.send("DELETE", f"{path}/organisations/{company.key}", by)
            self.companies.remove(company)
            for kind, key in [one for one in self.bodies if one[1].startswith(f"{company.key}-")]:
                del self.bodies[kind, key]
            self.waiting = [one for one in self.waiting if not one[1].startswith(f"{company.key}-")]

    def _drawn(self) -> Iterator[tuple[str, str, Json]]:
        for company in self.companies:
            yield from _of("flows", flows(self.rng, company))
            yield from _of("sharings", sharings(self.rng, company))


def _of(kind: str, some: Iterable[tuple[str, Json]]) -> Iterator[tuple[str, str, Json]]:
    for key, body in some:
        yield kind, key, body


def _morning(moment: datetime) -> datetime:
    return moment.replace(hour=9, minute=0, second=0, microsecond=0)


def _revised(rng: random.Random, body: Json) -> Json:
    """With another quantity, amount or cost."""
    factor = rng.choice((0.5, 0.8, 1.3, 2))
    if "quantity" in body:
        value = str(max(1, round(float(body["quantity"]["value"]) * factor)))
        return {**body, "quantity": {**body["quantity"], "value": value}}
    if "cost" in body:
        return {**body, "cost": str(round(float(body["cost"]) * factor))}
    return body


def _in_force(body: Json, today: date) -> Json:
    """Without contracts that ended: they are refused."""
    found = {key: value for key, value in body.items() if not _ended(key, value, today)}
    for key in ("current_route", "current_supply"):
        if key in found:
            parts = found[key].items()
            found[key] = {name: one for name, one in parts if not _ended(name, one, today)}
    return found


def _ended(key: str, value: object, today: date) -> bool:
    return key == "contract_end" and date.fromisoformat(str(value)) <= today
