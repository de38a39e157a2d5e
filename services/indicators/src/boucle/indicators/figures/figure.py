"""Model a figure, its scope and its month. Pure.

Grades are not added together, but in what runs: no better than its weakest part. Annual figures
say so in their unit. Avoided CO2 may be negative. A missing value is ``None`` with the reason.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.matching import Grade
from boucle.indicators.facts.bodies import AnyBody, Fact, TerritoryBody, in_force
from boucle.indicators.figures.definitions import DEFINITIONS

GRADES: Final[tuple[Grade, ...]] = ("estimated", "declared", "verified")
FigureGrade = Literal["counted", "computed", "estimated", "declared", "verified"]

EARLIEST: Final = date(2000, 1, 1)
"""The first month of which figures are served."""

EXACT: Final = Context(prec=60)
"""Holds sums of reported amounts, each of up to 18 digits before the point and 12 after."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The territories (a federation is its members, each synergy once) or the company of
    figures."""

    territories: frozenset[str] = frozenset()
    organisation: UUID | None = None

    def holds(self, body: AnyBody) -> bool:
        if self.organisation is not None:
            return self.organisation in body.organisations
        return not self.territories.isdisjoint(body.territories)

    def holds_party(self, organisation: UUID, territory: str) -> bool:
        if self.organisation is not None:
            return organisation == self.organisation
        return territory in self.territories


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, seen on a day: the current month ends today."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int, today: date) -> Month:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return cls(date(year, month, 1), min(last, max(today, date(year, month, 1))))

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` or ``low``..``high``, in ``unit``; ``None`` if ``missing`` says why.
    ``counted`` are behind it; ``left_out`` are not, for the reasons in ``missing``."""

    key: str
    unit: str
    grade: FigureGrade
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    factors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    counted: int = 0
    left_out: int = 0

    @property
    def formula(self) -> str:
        return DEFINITIONS[self.key].formula


def first_of(day: date) -> date:
    return day.replace(day=1)


def members(facts: Iterable[Fact], siren: str) -> frozenset[str]:
    """Return the territory itself and, for a federation, every territory below it."""
    parents = {
        fact.entity: fact.body.parent
        for fact in in_force(facts, date.max)
        if isinstance(fact.body, TerritoryBody)
    }
    found = {siren}
    while added := {child for child, parent in parents.items() if parent in found} - found:
        found |= added
    return frozenset(found)
