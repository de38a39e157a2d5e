"""Choose the companies that have most to say to one another, and seat them at tables. Pure, and the
same for the same input in any order.

Choosing takes away, again and again, the company that has least to say to those left, so that a
dense part stays (Charikar 2000, greedy peeling), or begins with the two that have most to say and
adds: whichever brings more. Seating puts each where it has most to
say, then changes two places as long as that brings more.
"""

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import Final
from uuid import UUID

Weights = Mapping[UUID, Mapping[UUID, int]]
"""What two companies have to say to each other, by both; who has nothing to say has no entry."""

_SWEEPS: Final = 20
"""Bound on the sweeps; a handful is enough."""


def weights_of(worth: Mapping[tuple[UUID, UUID], int]) -> dict[UUID, dict[UUID, int]]:
    """Return them by both companies, from those of pairs (each once, more than zero)."""
    found: dict[UUID, dict[UUID, int]] = {}
    for (one, other), value in sorted(worth.items()):
        found.setdefault(one, {})[other] = value
        found.setdefault(other, {})[one] = value
    return found


def chosen(weights: Weights, most: int) -> list[UUID]:
    """Return at most so many companies, in order; each has something to say to another of them."""
    return max(
        (_grown(weights, _peeled(weights, most), most), _grown(weights, (), most)),
        key=lambda companies: _within(weights, companies),
    )


def _within(weights: Weights, companies: Collection[UUID]) -> int:
    """Return what these have to say to one another, each two counted twice."""
    there = set(companies)
    return sum(
        value
        for one in companies
        for other, value in weights.get(one, {}).items()
        if other in there
    )


def _peeled(weights: Weights, most: int) -> list[UUID]:
    """Take away who has least to say to those left."""
    left = {one: sum(others.values()) for one, others in weights.items()}
    waiting = [(value, one) for one, value in left.items()]
    heapify(waiting)
    while waiting and (len(left) > most or waiting[0][0] == 0):
        value, one = heappop(waiting)
        if left.get(one) != value:
            continue  # it has less by now, and waits again with that
        del left[one]
        for other, shared in weights[one].items():
            if other in left:
                left[other] -= shared
                heappush(waiting, (left[other], other))
    return sorted(left)


def _grown(weights: Weights, first: Collection[UUID], most: int) -> list[UUID]:
    """Add who has most to say to those there; where nobody has, the two who have most to say to
    each other."""
    there = set(first)
    gains = dict.fromkeys(weights, 0)
    for one in first:
        _add(gains, weights[one])
    while len(there) < most:
        waiting = [one for one in gains if one not in there]
        best = max(waiting, key=lambda one: (gains[one], -one.int), default=None)
        if best is None:
            break
        coming = [best] if gains[best] else _best_two(weights, waiting)
        if not coming or len(there) + len(coming) > most:
            break
        for one in coming:
            there.add(one)
            _add(gains, weights[one])
    return sorted(there)


def _add(gains: dict[UUID, int], shared: Mapping[UUID, int]) -> None:
    for one, value in shared.items():
        gains[one] += value


def _best_two(weights: Weights, waiting: Collection[UUID]) -> list[UUID]:
    """Return those who have most to say to each other, and then to the others."""
    there = set(waiting)
    strength = {
        one: sum(value for other, value in weights[one].items() if other in there)
        for one in waiting
    }
    pairs = (
        (value, strength[one] + strength[other], -one.int, -other.int, one, other)
        for one in waiting
        for other, value in weights[one].items()
        if other in there
    )
    best = max(pairs, default=None)
    return [] if best is None else [*best[4:]]


def seated(companies: Collection[UUID], weights: Weights, seats: int) -> list[list[UUID]]:
    """Return tables of at most so many companies, in order, their sizes one apart at most."""
    if not companies:
        return []
    count = -(-len(companies) // seats)
    least, more = divmod(len(companies), count)
    room = [least + (table < more) for table in range(count)]
    seating = _Seating(weights, count)
    weight = {one: sum(weights.get(one, {}).values()) for one in companies}
    for one in sorted(companies, key=lambda one: (-weight[one], one)):
        open_ = [table for table in range(count) if room[table] > 0]
        table = max(open_, key=lambda table: (seating.gain(one, table), room[table], -table))
        seating.put(one, table)
        room[table] -= 1
    for _ in range(_SWEEPS):
        if not seating.sweep():
            break
    return seating.tables()


class _Seating:
    """Who sits where, and what each company would have to say at each table."""

    def __init__(self, weights: Weights, tables: int) -> None:
        self._weights = weights
        self._count = tables
        self._table: dict[UUID, int] = {}
        self._gain: dict[UUID, list[int]] = {one: [0] * tables for one in weights}

    def gain(self, one: UUID, table: int) -> int:
        return self._gain[one][table] if one in self._gain else 0

    def put(self, one: UUID, table: int) -> None:
        before = self._table.get(one)
        for other, value in self._weights.get(one, {}).items():
            gains = self._gain[other]
            if before is not None:
                gains[before] -= value
            gains[table] += value
        self._table[one] = table

    def sweep(self) -> bool:
        """Change each two whose change brings more; tell whether any did."""
        changed = False
        for one, other in combinations(sorted(self._table), 2):
            here, there = self._table[one], self._table[other]
            if here != there and self._more(one, here, other, there) > 0:
                self.put(one, there)
                self.put(other, here)
                changed = True
        return changed

    def _more(self, one: UUID, here: int, other: UUID, there: int) -> int:
        after = self.gain(one, there) + self.gain(other, here)
        before = self.gain(one, here) + self.gain(other, there)
        return after - before - 2 * self._weights.get(one, {}).get(other, 0)

    def tables(self) -> list[list[UUID]]:
        found: list[list[UUID]] = [[] for _ in range(self._count)]
        for one, table in sorted(self._table.items()):
            found[table].append(one)
        return sorted(found)
