"""Collection of electrical waste: free of charge from so many kg an operation on. Pure."""

from __future__ import annotations

from decimal import Decimal

from boucle.common.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.pools import (
    Judged,
    Pool,
    Totals,
    condition,
    members,
    tonnes_of,
)
from boucle.matching.kinds.pooling.values import cents, figure, whole


def electrical_pool(needs: tuple[Sharing, ...], parameters: Parameters) -> Pool:
    """Collected free of charge from so many kg an operation on: what each pays today is saved."""

    def once(need: Sharing) -> Decimal:
        return (figure(need, "tonnes") or Decimal(0)) / max(figure(need, "pickups") or 1, 1)

    paid = tuple(None if need.cost is None else cents(Decimal(need.cost)) for need in needs)
    free = whole(parameters["waste_electrical_free_kg"], 1000)

    def judge(totals: Totals) -> Judged:
        grams, kg, cost, unknown = totals.sums
        conditions = (
            members(totals, Decimal(2)),
            condition("operation", grams, free, "kg", 1000, missing="volume"),
        )
        return Judged(kg, conditions, None if unknown.any() else cost)

    return Pool(
        members=needs,
        sums=(
            tuple(whole(once(need), 1_000_000) for need in needs),
            tuple(whole(figure(need, "tonnes") or Decimal(0), 1000) for need in needs),
            tuple(each or 0 for each in paid),
            tuple(int(each is None) for each in paid),
        ),
        greatest=(),
        judge=judge,
        amounts=tuple(figure(need, "tonnes") or Decimal(0) for need in needs),
        apart=(0,) * len(needs),
        alone=paid,
        most=tuple(each or 0 for each in paid),
        figures=lambda totals, _judged: tonnes_of(int(totals.sums[1][0])),
    )
