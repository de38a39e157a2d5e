"""The best subset of candidates. Pure.

Up to ``EXACT`` candidates every subset is judged. Of more: a steepest ascent, where a step lets
one candidate in or out, whichever gives the best. It starts from the better of two: the best subset
of the ``EXACT`` heaviest; the best of the heaviest one, the heaviest two, ... (each that may meet
those before it). A candidate's weight is its first sum; ties are the order of ids.

Better: viable before near before neither; then the greater worth; then the lesser ids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from boucle.matching.kinds.pooling.conditions import Judged
from boucle.matching.kinds.pooling.pools import LEAST, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    """``VIABLE`` where every condition is known to hold, ``NEAR`` where each is near, else 0."""
    viable = near = np.ones(len(judged.worth), bool)
    for condition in judged.conditions:
        viable = viable & (condition.value >= condition.threshold)
        per_cent = PER_CENT if condition.must_hold else near_per_cent
        near = near & (PER_CENT * condition.value >= per_cent * condition.threshold)
    if judged.unknown is not None:
        viable = viable & ~judged.unknown
    return near.astype(np.int64) + viable


def best_subset(pool: Pool, near_per_cent: int) -> Subset | None:
    """None where no subset is near."""
    if len(pool.members) <= EXACT:
        found = _best_of_all(pool, near_per_cent)
    else:
        found = _ascend(pool, _start(pool, near_per_cent), near_per_cent)
    return found if found.level else None


def _start(pool: Pool, near_per_cent: int) -> Subset:
    weights = pool.sums[0].tolist()
    heaviest = sorted(range(len(weights)), key=lambda place: (-weights[place], place))
    few = sorted(heaviest[:EXACT])
    first = _best_of_all(pool.of(few), near_per_cent)
    first = replace(first, chosen=tuple(few[place] for place in first.chosen))
    return min(first, _best_of_first(pool, heaviest, near_per_cent), key=lambda each: each.order)


def _best_of_first(pool: Pool, order: Sequence[int], near_per_cent: int) -> Subset:
    """The first, the first two, ... of those who may meet all before them."""
    if pool.apart is not None:
        order = _meeting(pool.apart, order)
    judged = pool.judge(pool.totals_along(np.array([order])))
    return _best(judged, near_per_cent, lambda at: tuple(sorted(order[: at + 1])))


def _meeting(apart: Any, order: Sequence[int]) -> Sequence[int]:
    together: list[int] = []
    for place in order:
        if not apart[place, together].any():
            together.append(place)
    return together


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


def _ascend(pool: Pool, best: Subset, near_per_cent: int) -> Subset:
    while True:
        now = np.zeros(len(pool.members), bool)
        now[list(best.chosen)] = True
        allowed = _steps(pool, now)
        if not len(allowed):  # one alone, that meets no other
            return best
        judged = pool.judge(pool.totals_of_steps(now).of(allowed))
        found = _best(judged, near_per_cent, partial(_stepped, now, allowed))
        if (found.level, found.worth) <= (best.level, best.worth):
            return best
        best = found


def _steps(pool: Pool, now: Any) -> Any:
    """Places of those who may be let in or out: someone stays, and all may meet."""
    may = now.copy() if now.sum() > 1 else np.zeros(len(now), bool)
    meets = True if pool.apart is None else ~pool.apart[:, now].any(axis=1)
    return (may | ~now & meets).nonzero()[0]


def _stepped(now: Any, allowed: Any, at: int) -> tuple[int, ...]:
    step = now.copy()
    step[allowed[at]] ^= True
    return tuple(step.nonzero()[0].tolist())
