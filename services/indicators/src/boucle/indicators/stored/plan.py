"""Plan which figures are computed, and in which order. Pure.

The newest month comes first, and again after each older one: people look at it. Of the older ones,
the one computed the longest ago comes next; those never computed go from the newest back, so that
no reader of a month finds one from before it while later ones are still to be computed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from boucle.indicators.facts.bodies import Fact, TerritoryBody
from boucle.indicators.figures.figure import EARLIEST, first_of


class Touched(NamedTuple):
    """From ``day`` on, facts of ``territory`` changed; ``ids`` are the rows that say so."""

    territory: str
    day: date
    ids: tuple[int, ...]


class MonthOfScope(NamedTuple):
    """Figures of a scope at a month's end (``month`` is its first day)."""

    month: date
    siren: str


@dataclass(slots=True)
class ComputationPlan:
    _ids: dict[tuple[str, date], set[int]] = field(default_factory=dict)
    _todo: dict[tuple[str, date], set[MonthOfScope]] = field(default_factory=dict)
    _turns: dict[date, int] = field(default_factory=dict)
    _last: date | None = None

    @property
    def taken(self) -> set[int]:
        return {id_ for ids in self._ids.values() for id_ in ids}

    @property
    def months(self) -> dict[str, set[date]]:
        found: dict[str, set[date]] = {}
        for todo in self._todo.values():
            for one in todo:
                found.setdefault(one.siren, set()).add(one.month)
        return found

    def add(self, touched: Touched, todo: Iterable[MonthOfScope]) -> None:
        place = touched.territory, touched.day
        self._ids.setdefault(place, set()).update(touched.ids)
        self._todo.setdefault(place, set()).update(todo)

    def next(self) -> tuple[date, frozenset[str]] | None:
        """Return a month, and the scopes to compute in it; None when nothing is left."""
        months = {one.month for todo in self._todo.values() for one in todo}
        if not months:
            return None
        month, older = max(months), months - {max(months)}
        if self._last == month and older:
            month = min(older, key=lambda one: (self._turns.get(one, 0), -one.toordinal()))
        todo = (one for every in self._todo.values() for one in every)
        return month, frozenset(one.siren for one in todo if one.month == month)

    def done(self, month: date) -> list[int]:
        """Mark this month as computed; return the rows that are done with it."""
        self._last, self._turns[month] = month, max(self._turns.values(), default=0) + 1
        for place, todo in self._todo.items():
            self._todo[place] = {one for one in todo if one.month != month}
        finished = [place for place, todo in self._todo.items() if not todo]
        ids = [id_ for place in finished for id_ in self._ids.pop(place)]
        for place in finished:
            del self._todo[place]
        return ids


def to_compute(
    touched: Touched, parents: Mapping[str, str | None], months: Mapping[str, Iterable[date]]
) -> set[MonthOfScope]:
    """Return the scopes of a changed territory and of the federations above it, from that month on:
    then, and in all later months in which figures of a scope's members change (``months``, by
    territory)."""
    first = max(first_of(touched.day), EARLIEST)
    found: set[MonthOfScope] = set()
    for siren in above(touched.territory, parents):
        below = (one for one in months if siren in above(one, parents))
        later = {month for one in below for month in months[one] if month > first}
        found |= {MonthOfScope(month, siren) for month in (first, *later)}
    return found


def above(siren: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    found = [siren]
    while (parent := parents.get(found[-1])) is not None and parent not in found:
        found.append(parent)
    return tuple(found)


def parents_of(facts: Iterable[Fact]) -> dict[str, str | None]:
    return {
        fact.entity: fact.body.parent
        for fact in facts
        if isinstance(fact.body, TerritoryBody) and not fact.gone
    }
