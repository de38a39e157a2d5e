"""What other runs leave a pair that goes by pipe or wire: month by month, as nothing waits in it.

Hour of a user: an offer of January to June, all of whose April to June runs, "leaves a need of May
to August 1500 MWh (right: 0)". What runs is the same in each month that both of its flows have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import agreement_on
from tests.reference.ledger.kinds.pairs import Pair
from tests.reference.ledger.quantities import ZERO
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.rules import pair_of


def most_left(world: World, life: Life, pair: Pair, on: date) -> Fraction | None:
    return left_beside(pair, _running(world, life, pair.offer.unit, on))


def left_beside(pair: Pair, runs: Iterable[tuple[Pair, Fraction]]) -> Fraction | None:
    """At most, in units of the offer; none where not every quantity and month is told."""
    by_month = pair.piped and pair.offer.tells_months and pair.need.tells_months
    if not by_month or pair.offer.quantity is None or pair.need.quantity is None:
        return None
    common = pair.offer.months & pair.need.months
    offered = pair.offer.quantity * len(common) / len(pair.offer.months)
    wanted = pair.need.quantity * len(common) / len(pair.need.months)
    for other, moved in runs:
        months = other.offer.months & other.need.months
        part = moved * len(months & common) / max(1, len(months))
        offered -= part if other.offer.id == pair.offer.id else ZERO
        wanted -= part * other.yielded if other.need.id == pair.need.id else ZERO
    return max(ZERO, min(offered, wanted / pair.yielded))


def _running(world: World, life: Life, unit: str, on: date) -> Iterator[tuple[Pair, Fraction]]:
    """Other pairs that run, and what was agreed of each."""
    for other in world.lives.values():
        agreed = agreement_on(other, on)
        if other.id == life.id or agreed is None or agreed.amount is None:
            continue
        pair = pair_of(world, other, now=True)
        if pair is not None and agreed.amount.unit == unit:
            yield pair, agreed.amount.value
