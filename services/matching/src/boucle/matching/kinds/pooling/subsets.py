"""The best subset of candidates. Pure.

Up to ``EXACT`` candidates every subset is judged. Of more: a steepest ascent, where a step lets
one candidate in or out, whichever gives the best, from two starts: all candidates (in order of
weight, each that may meet those before it), and the best subset of the ``EXACT`` heaviest. The
better of both ends. A candidate's weight is its first sum; ties are the order of ids.

Better: viable before near before neither; then the greater worth; then the lesser ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from boucle.matching.kinds.pooling.pools import LEAST, Judged, Pool, Totals

if TYPE_CHECKING:
    from collections.abc import Sequence

EXACT: Final = 12
VIABLE: Final = 2
NEAR: Final = 1
PER_CENT: Final = 100


@dataclass(frozen=True, slots=True)
class Subset:
    """``chosen``: places in the pool, ascending; ``level``: 0, ``NEAR`` or ``VIABLE``."""

    level: int
    worth: int
    chosen: tuple[int, ...]

    @property
    def order(self) -> tuple[int, int, tuple[int, ...]]:
        """The least is the best."""
        return -self.level, -self.worth, self.chosen


def totals_of(pool: Pool, chosen: Any) -> Totals:
    """Of subsets: rows of booleans, one column a candidate."""
    numbers = chosen.astype(np.int64)
    lone, several = _organisations(pool)
    organisations = numbers @ np.array(lone, np.int64)
    for members in several:
        organisations = organisations + chosen[:, members].any(axis=1)
    return Totals(
        count=numbers.sum(axis=1),
        organisations=organisations,
        sums=[numbers @ np.array(column, np.int64) for column in pool.sums],
        greatest=[
            np.where(chosen, np.array(column, np.int64), LEAST).max(axis=1, initial=LEAST)
            for column in pool.greatest
        ],
    )


def _organisations(pool: Pool) -> tuple[list[int], list[list[int]]]:
    """1 of each declaration that is its organisation's only one; the places of the others'."""
    places: dict[Any, list[int]] = {}
    for place, organisation in enumerate(pool.organisations):
        places.setdefault(organisation, []).append(place)
    several = [each for each in places.values() if len(each) > 1]
    lone = [int(len(places[each]) == 1) for each in pool.organisations]
    return lone, several


def levels(judged: Judged, near_per_cent: int) -> Any:
    """``VIABLE`` where every condition holds, ``NEAR`` where each is near, else 0."""
    viable = near = np.ones(len(judged.worth), bool)
    for condition in judged.conditions:
        viable = viable & (condition.value >= condition.threshold)
        near = near & (PER_CENT * condition.value >= near_per_cent * condition.threshold)
    return near.astype(np.int64) + viable


def best_subset(pool: Pool, near_per_cent: int) -> Subset | None:
    """None where no subset is near."""
    count = len(pool.members)
    found = (
        _best_of_all(pool, tuple(range(count)), near_per_cent)
        if count <= EXACT
        else min(_ascents(pool, near_per_cent), key=lambda each: each.order)
    )
    return found if found.level else None


def _ascents(pool: Pool, near_per_cent: int) -> list[Subset]:
    weights = pool.sums[0]
    heaviest = sorted(range(len(pool.members)), key=lambda place: (-weights[place], place))
    together: list[int] = []
    for place in heaviest:
        if not any(pool.apart[place] >> other & 1 for other in together):
            together.append(place)
    first = _best_of_all(pool, tuple(sorted(heaviest[:EXACT])), near_per_cent)
    starts = [tuple(sorted(together)), *([first.chosen] if first.level else [])]
    return [_ascend(pool, start, near_per_cent) for start in starts]


def _best_of_all(pool: Pool, places: Sequence[int], near_per_cent: int) -> Subset:
    masks = np.arange(1, 1 << len(places))
    bits = (masks[:, None] >> np.arange(len(places))) & 1 == 1
    chosen = np.zeros((len(masks), len(pool.members)), bool)
    chosen[:, list(places)] = bits
    chosen = chosen[_meets(pool, chosen)]
    return _best(pool, chosen, near_per_cent)


def _best(pool: Pool, chosen: Any, near_per_cent: int) -> Subset:
    if not len(chosen):
        return Subset(0, 0, ())
    judged = pool.judge(totals_of(pool, chosen))
    level = levels(judged, near_per_cent)
    top = level == level.max()
    worth = judged.worth[top].max()
    ties = np.flatnonzero(top & (judged.worth == worth))
    places = min(tuple(np.flatnonzero(chosen[tie]).tolist()) for tie in ties)
    return Subset(int(level.max()), int(worth), places)


def _meets(pool: Pool, chosen: Any) -> Any:
    """Which rows have no two that may not meet."""
    fits = np.ones(len(chosen), bool)
    for place, others in enumerate(pool.apart):
        if others:
            bad = [other for other in range(place) if others >> other & 1]
            fits &= ~(chosen[:, place] & chosen[:, bad].any(axis=1))
    return fits


def _ascend(pool: Pool, start: tuple[int, ...], near_per_cent: int) -> Subset:
    count = len(pool.members)
    now = np.zeros((1, count), bool)
    now[0, list(start)] = True
    best = _best(pool, now, near_per_cent)
    while True:
        steps = now ^ np.eye(count, dtype=bool)
        steps = steps[steps.any(axis=1)]
        found = _best(pool, steps[_meets(pool, steps)], near_per_cent)
        if (found.level, found.worth) <= (best.level, best.worth):
            return best
        best = found
        now[:] = False
        now[0, list(best.chosen)] = True
