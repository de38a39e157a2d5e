"""A figure, whose it is, and the facts that it is computed from. Pure.

Grades are never added together: each (figure, grade) stands alone. Annual figures say so in their
unit. Avoided CO2 may be negative. What is missing is ``None`` with the reason, never a guess.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import cached_property
from typing import Final, Literal, TypeVar
from uuid import UUID

from boucle.common.events.matching import Grade
from boucle.common.events.registry import Nature
from boucle.indicators.facts.bodies import (
    AnyBody,
    Fact,
    FlowBody,
    LifeBody,
    TerritoryBody,
    in_force,
)
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.candidates import Candidates, candidates_of, shared_out
from boucle.indicators.figures.definitions import DEFINITIONS

GRADES: Final[tuple[Grade, ...]] = ("estimated", "declared", "verified")
FigureGrade = Literal["counted", "computed", "estimated", "declared", "verified"]
B = TypeVar("B", bound=AnyBody)

EARLIEST: Final = date(2000, 1, 1)
"""The first month that figures are asked for."""

_OPEN: Final = frozenset(
    {"detected", "qualified", "introduced", "interested", "consented", "studying"}
)
"""States of lives that have led to nothing yet."""

EXACT: Final = Context(prec=60)
"""Holds sums of reported amounts, each of up to 18 digits before the point and 12 after."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: territories (a federation is its members, each synergy once) or a company."""

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
    """A calendar month, seen on a day: the month under way ends today."""

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
    """One figure: ``value`` or ``low``..``high``, in ``unit``; ``None`` if ``missing`` says why."""

    key: str
    unit: str
    grade: FigureGrade
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    factors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    counted: int = 0

    @property
    def formula(self) -> str:
        return DEFINITIONS[self.key].formula


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def members(facts: Iterable[Fact], siren: str) -> frozenset[str]:
    """The territory itself and, for a federation, every territory below it."""
    parents = {
        fact.entity: fact.body.parent
        for fact in in_force(facts, date.max)
        if isinstance(fact.body, TerritoryBody)
    }
    found = {siren}
    while added := {child for child, parent in parents.items() if parent in found} - found:
        found |= added
    return frozenset(found)


@dataclass(frozen=True)
class Known:
    """The facts in force on a day, wherever they count, and the pairs that are candidates."""

    facts: list[Fact]
    candidates: Candidates

    @classmethod
    def of(cls, facts: Iterable[Fact], lists: Iterable[FlowList], on: date) -> Known:
        """``lists``: those in force on that day."""
        held = list(in_force(facts, on))
        flows = {UUID(f.entity): f.body for f in held if isinstance(f.body, FlowBody)}
        lives = {UUID(f.entity).bytes for f in held if isinstance(f.body, LifeBody)}
        return cls(held, candidates_of(lists, flows, lives))

    def facts_of(self, scope: Scope) -> list[Fact]:
        if scope.organisation is not None:
            return [fact for fact in self.facts if scope.holds(fact.body)]
        return [self.facts[number] for number in _numbers(self._facts, scope)]

    def pairs_of(self, scope: Scope) -> list[int]:
        """Numbers of candidates, best first."""
        if scope.organisation is None:
            return _numbers(self._pairs, scope)
        theirs = {n for n, flow in enumerate(self.candidates.flows) if scope.holds(flow)}
        sides = zip(self.candidates.offers, self.candidates.needs, strict=True)
        return [n for n, sides in enumerate(sides) if not theirs.isdisjoint(sides)]

    @cached_property
    def _facts(self) -> dict[str, list[int]]:
        """By territory; made once for many scopes."""
        return _by_territory(fact.body.territories for fact in self.facts)

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        return _by_territory(self.candidates.territories())


def _by_territory(places: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, territories in enumerate(places):
        for territory in territories:
            found.setdefault(territory, []).append(number)
    return found


def _numbers(by_territory: Mapping[str, list[int]], scope: Scope) -> list[int]:
    found = [by_territory[one] for one in scope.territories if one in by_territory]
    return found[0] if len(found) == 1 else sorted(set().union(*found))


@dataclass(frozen=True)
class Snapshot:
    """What is known of a scope at a month's end. ``held``: the numbers of its candidates."""

    scope: Scope
    month: Month
    facts: list[Fact]
    candidates: Candidates
    held: list[int]

    @classmethod
    def of(cls, known: Known, scope: Scope, month: Month) -> Snapshot:
        facts, held = known.facts_of(scope), known.pairs_of(scope)
        return cls(scope, month, facts, known.candidates, held)

    def bodies(self, kind: type[B]) -> list[B]:
        return [fact.body for fact in self.facts if isinstance(fact.body, kind)]

    @cached_property
    def flows(self) -> list[FlowBody]:
        """A likely duplicate counts once."""
        return [flow for flow in self.bodies(FlowBody) if not flow.duplicate]

    @cached_property
    def lives(self) -> dict[bytes, LifeBody]:
        """By synergy id."""
        return {UUID(f.entity).bytes: f.body for f in self.facts if isinstance(f.body, LifeBody)}

    @cached_property
    def alive(self) -> set[int]:
        """The candidates that have a life here."""
        numbers = self.candidates.alive
        return {numbers[id_] for id_ in self.lives if id_ in numbers}

    @cached_property
    def pairs(self) -> list[int]:
        """Best first; also those with a life; a pair with a flow that nobody declared only once it
        has one."""
        hidden = self.candidates.typical - self.alive
        return [number for number in self.held if number not in hidden]

    @cached_property
    def potential(self) -> dict[Nature, tuple[Decimal, int]]:
        """Of pairs whose life, if they have one, is still open."""
        numbers = self.candidates.alive
        settled = {
            numbers[id_]
            for id_, life in self.lives.items()
            if id_ in numbers and life.state not in _OPEN
        }
        chosen = [number for number in self.pairs if number not in settled]
        return shared_out(self.candidates, chosen)

    @cached_property
    def running(self) -> list[LifeBody]:
        """Pre-existing ones are never counted."""
        lives = self.lives.values()
        return [one for one in lives if one.state == "running" and not one.pre_existing]

    @cached_property
    def synergies(self) -> Counter[tuple[str, str]]:
        """How many, by kind and state; a pair without a life is ``detected``; pre-existing ones are
        counted apart."""
        counts: Counter[tuple[str, str]] = Counter()
        alive = self.alive.intersection(self.pairs)
        counts["substitution", "detected"] = len(self.pairs) - len(alive)
        for life in self.lives.values():
            counts[life.synergy_kind, "pre_existing" if life.pre_existing else life.state] += 1
        return counts
