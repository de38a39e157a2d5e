"""The best subset of candidates. Pure.

Up to ``EXACT`` candidates every subset is judged. Of more: a steepest ascent, where a step lets
one candidate in or out, whichever gives the best, from two starts: all candidates (in order of
weight, each that may meet those before it), and the best subset of the ``EXACT`` heaviest. The
better of both ends. A candidate's weight is its first sum; ties are the order of ids.

Better: viable before near before neither; then the greater worth; then the lesser ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from boucle.matching.kinds.pooling.pools import LEAST, Judged, Pool

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
    weights = pool.sums[0].tolist()
    heaviest = sorted(range(len(weights)), key=lambda place: (-weights[place], place))
    together = np.zeros(len(weights), bool)
    for place in heaviest:
        together[place] = pool.apart is None or not pool.apart[place, together].any()
    first = _best_of_all(pool, tuple(sorted(heaviest[:EXACT])), near_per_cent)
    starts = [tuple(together.nonzero()[0].tolist()), *([first.chosen] if first.level else [])]
    return [_ascend(pool, start, near_per_cent) for start in starts]


def _best_of_all(pool: Pool, places: Sequence[int], near_per_cent: int) -> Subset:
    chosen = np.zeros(((1 << len(places)) - 1, len(pool.members)), bool)
    chosen[:, list(places)] = _bits(len(places))
    if pool.apart is not None:
        meet = ~(chosen @ pool.apart & chosen).any(axis=1)
        chosen = chosen[meet]
    return _best(pool, chosen, near_per_cent)


@cache
def _bits(count: int) -> Any:
    """All subsets but the empty one."""
    masks = np.arange(1, 1 << count)
    return (masks[:, None] >> np.arange(count)) & 1 == 1


def _best(pool: Pool, chosen: Any, near_per_cent: int) -> Subset:
    if not len(chosen):
        return Subset(0, 0, ())
    judged = pool.judge(pool.totals(chosen))
    level = levels(judged, near_per_cent)
    highest = level.max()
    worth = np.where(level == highest, judged.worth, LEAST)
    most = worth.max()
    ties = (worth == most).nonzero()[0].tolist()
    places = min(tuple(chosen[tie].nonzero()[0].tolist()) for tie in ties)
    return Subset(int(highest), int(most), places)


def _ascend(pool: Pool, start: tuple[int, ...], near_per_cent: int) -> Subset:
    now = np.zeros(len(pool.members), bool)
    now[list(start)] = True
    flips = np.eye(len(now), dtype=bool)
    best = _best(pool, now[None], near_per_cent)
    while True:
        steps = now ^ flips
        if pool.apart is not None:
            steps = steps[now | ~pool.apart[:, now].any(axis=1)]
        found = _best(pool, steps[steps.any(axis=1)], near_per_cent)
        if (found.level, found.worth) <= (best.level, best.worth):
            return best
        best = found
        now = np.zeros(len(now), bool)
        now[list(best.chosen)] = True
