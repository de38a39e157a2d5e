"""The best subset of candidates. Pure.

Up to ``EXACT`` candidates every subset is judged. Of more: a steepest ascent, where a step lets
one candidate in or out, whichever gives the best. It starts from the best subset of the ``EXACT``
heaviest; where that is not viable, also from all candidates (in order of weight, each that may meet
those before it), and the better end counts. A candidate's weight is its first sum; ties are the
order of ids.

Better: viable before near before neither; then the greater worth; then the lesser ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from boucle.matching.kinds.pooling.pools import LEAST, Judged, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    if len(pool.members) <= EXACT:
        found = _best_of_all(pool, near_per_cent)
    else:
        found = min(_ascents(pool, near_per_cent), key=lambda each: each.order)
    return found if found.level else None


def _ascents(pool: Pool, near_per_cent: int) -> Iterator[Subset]:
    weights = pool.sums[0].tolist()
    heaviest = sorted(range(len(weights)), key=lambda place: (-weights[place], place))
    few = sorted(heaviest[:EXACT])
    first = _best_of_all(pool.of(few), near_per_cent)
    if first.level:
        yield _ascend(pool, [few[place] for place in first.chosen], near_per_cent)
    if first.level < VIABLE:
        together = np.zeros(len(weights), bool)
        for place in heaviest:
            together[place] = pool.apart is None or not pool.apart[place, together].any()
        yield _ascend(pool, together.nonzero()[0].tolist(), near_per_cent)


def _best_of_all(pool: Pool, near_per_cent: int) -> Subset:
    totals, masks = pool.totals_of_all(), np.arange(1 << len(pool.members))
    allowed = masks[1:] if pool.apart is None else masks[_meets(pool.apart)][1:]
    some = totals.of(allowed)
    return _best(pool.judge(some), near_per_cent, lambda at: _places(int(allowed[at])))


def _meets(apart: Any) -> Any:
    """Of every subset, whether no two of it may not meet."""
    bits = [int(sum(1 << int(other) for other in line.nonzero()[0])) for line in apart]
    meets, masks = np.ones(1, bool), np.zeros(1, np.int64)
    for place, others in enumerate(bits):
        meets = np.concatenate([meets, meets & (masks & others == 0)])
        masks = np.concatenate([masks, masks | 1 << place])
    return meets


def _places(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def _best(judged: Judged, near_per_cent: int, places: Callable[[int], tuple[int, ...]]) -> Subset:
    """``places``: of the subset of a row."""
    level = levels(judged, near_per_cent)
    highest = level.max()
    worth = np.where(level == highest, judged.worth, LEAST)
    most = worth.max()
    ties = (worth == most).nonzero()[0].tolist()
    return Subset(int(highest), int(most), min(map(places, ties)))


def _ascend(pool: Pool, start: Sequence[int], near_per_cent: int) -> Subset:
    now = np.zeros(len(pool.members), bool)
    now[start] = True
    flips = np.eye(len(now), dtype=bool)
    best = _best_of(pool, now[None], near_per_cent)
    while True:
        steps = now ^ flips
        if pool.apart is not None:
            steps = steps[now | ~pool.apart[:, now].any(axis=1)]
        steps = steps[steps.any(axis=1)]
        if not len(steps):  # one alone, that meets no other
            return best
        found = _best_of(pool, steps, near_per_cent)
        if (found.level, found.worth) <= (best.level, best.worth):
            return best
        best = found
        now = np.zeros(len(now), bool)
        now[list(best.chosen)] = True


def _best_of(pool: Pool, chosen: Any, near_per_cent: int) -> Subset:
    judged = pool.judge(pool.totals(chosen))
    return _best(judged, near_per_cent, lambda at: tuple(chosen[at].nonzero()[0].tolist()))
