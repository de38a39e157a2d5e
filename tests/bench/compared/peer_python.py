"""The reduced job as plain Python: what a stream processor's stateful step runs.

Flows by family, direction and place; a flow's list and who lists it. Written as one would for a
framework that runs Python functions: no arrays, but no scan of everything either.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import floor, sqrt
from typing import Any

from boucle.catalogue.criteria import DEFAULT_WEIGHTS
from boucle.matching.scoring.rules import DETOUR, EARTH_KM, LEAST_RATIO, UNKNOWN_POINTS

K, THRESHOLD = 10, 3000
_CELL = 20 / EARTH_KM
_DISTANCE, _SEASON, _QUANTITY, _CARBON = (
    DEFAULT_WEIGHTS[name] for name in ("distance", "season", "quantity", "tco2e")
)
_WEIGHT = sum(DEFAULT_WEIGHTS.values())

Record = dict[str, Any]
Ranked = list[tuple[int, int]]
"""(-score, partner), best first."""


@dataclass
class PlainLists:
    """``flows`` and ``routes`` as ``Job`` gives them; ``lists`` are right for them."""

    flows: list[Record]
    routes: list[Record]
    lists: dict[int, Ranked]
    _listed_by: dict[int, set[int]] = field(default_factory=dict)
    _cells: dict[tuple[int, bool], dict[tuple[int, int], list[int]]] = field(default_factory=dict)
    _routes: dict[tuple[int, bool], list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for flow in self.flows:
            cells = self._cells.setdefault((flow["family"], flow["gives"]), {})
            cells.setdefault(_cell(flow), []).append(flow["n"])
        for route in self.routes:
            self._routes.setdefault((route["output"], True), []).append(route)
            self._routes.setdefault((route["input"], False), []).append(route)
        for owner, ranked in self.lists.items():
            for _, partner in ranked:
                self._listed_by.setdefault(partner, set()).add(owner)

    def revise(self, n: int, quantity: float) -> Mapping[int, Ranked]:
        """The lists that changed, by owner."""
        self.flows[n]["q"] = quantity
        fresh = self._partners(n)
        changed = {n: self._set(n, sorted((-score, p) for p, score in fresh.items())[:K])}
        for owner in self._listed_by.get(n, set()) | fresh.keys():
            mended = self._mended(owner, n, fresh.get(owner))
            if mended != self.lists.get(owner, []):
                changed[owner] = self._set(owner, mended)
        return changed

    def _mended(self, owner: int, n: int, score: int | None) -> Ranked:
        """Filled anew where ``n`` falls or leaves: another may be better now."""
        ranked = self.lists.get(owner, [])
        old = next((-minus for minus, partner in ranked if partner == n), None)
        if old is not None and (score is None or score < old):
            return sorted((-each, p) for p, each in self._partners(owner).items())[:K]
        others = [entry for entry in ranked if entry[1] != n]
        if score is not None:
            insort(others, (-score, n))
        return others[:K]

    def _set(self, owner: int, ranked: Ranked) -> Ranked:
        for _, partner in self.lists.get(owner, []):
            self._listed_by[partner].discard(owner)
        for _, partner in ranked:
            self._listed_by.setdefault(partner, set()).add(owner)
        self.lists[owner] = ranked
        return ranked

    def _partners(self, n: int) -> dict[int, int]:
        me = self.flows[n]
        found: dict[int, int] = {}
        for route in self._routes.get((me["family"], me["gives"]), ()):
            for other in self._near(me, route):
                offer, need = (me, other) if me["gives"] else (other, me)
                score = _score(route, offer, need)
                if score >= THRESHOLD:
                    found[other["n"]] = score
        return found

    def _near(self, me: Record, route: Record) -> Iterator[Record]:
        family = route["input"] if me["gives"] else route["output"]
        around = floor(route["chord"] / _CELL) + 1
        x, y = _cell(me)
        for (column, row), held in self._cells.get((family, not me["gives"]), {}).items():
            if abs(column - x) <= around and abs(row - y) <= around:
                yield from (self.flows[n] for n in held)


def _cell(flow: Record) -> tuple[int, int]:
    return floor(flow["x"] / _CELL), floor(flow["y"] / _CELL)


def _score(route: Record, offer: Record, need: Record) -> int:
    """0 when a limit fails."""
    served, wanted = offer["q"] * route["yield"], need["q"]
    ratio = min(served, wanted) / max(served, wanted)
    shared = (offer["months"] & need["months"]).bit_count()
    km = EARTH_KM * sqrt(sum((offer[axis] - need[axis]) ** 2 for axis in "xyz"))
    reach = route["reach"]
    if not shared or ratio < LEAST_RATIO or km > 3 * reach:
        return 0
    points: float = (
        route["fixed"]
        + _DISTANCE * _near(km, reach)
        + _SEASON * round(10000 * shared / need["months"].bit_count())
        + _QUANTITY * round(10000 * sqrt(ratio))
        + _CARBON * _carbon(route, km)
    )
    return round(points / _WEIGHT)


def _near(km: float, reach: float) -> int:
    if km <= reach:
        return round(10000 - 2000 * (km / reach))
    return round(max(0.0, 8000 - 8000 * ((km - reach) / (2 * reach))))


def _carbon(route: Record, km: float) -> int:
    if not route["known"]:
        return UNKNOWN_POINTS
    saved = route["carbon"] - route["tonnes"] * (km * DETOUR) * route["road"]
    return round(min(10000.0, max(0.0, 5000 + 5000 * float(saved / route["scale"]))))
