"""How much an offer has room for. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.pooling.conditions import Judge, Judged, Totals, condition

SCALE = 1000


class Capacity(NamedTuple):
    """In thousandths of ``unit``, as the first sum of who takes it."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Carried:
    """``offer``: who carries, if anybody does; ``used``: what other groups take of it."""

    offer: Sharing | None = None
    used: int = 0


def limited(judge: Judge, capacity: Capacity | None, used: int) -> Judge:
    """As ``judge``, and no more than what the others leave of it."""
    if capacity is None:
        return judge
    room = max(capacity.amount - used, 0)

    def judged(totals: Totals) -> Judged:
        found, asked = judge(totals), totals.sums[0]
        fits = condition("capacity", asked * 0 + room, asked, capacity.unit, SCALE, must_hold=True)
        return replace(found, conditions=(*found.conditions, fits))

    return judged
