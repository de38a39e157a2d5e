"""Collection of electrical waste: free of charge from so many kg an operation on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.conditions import Judge, Judged, Totals, condition
from boucle.matching.kinds.pooling.pools import Counted, members, tonnes_of
from boucle.matching.kinds.pooling.services.waste import WasteCollection
from boucle.matching.kinds.pooling.values import cents, figure, whole


class ElectricalWaste(WasteCollection):
    """What each pays today is saved; a declaration's tonnes are spread over its pickups."""

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted:
        tonnes = figure(sharing, "tonnes") or Decimal(0)
        once = tonnes / max(figure(sharing, "pickups") or 1, 1)
        paid = None if sharing.cost is None else cents(Decimal(sharing.cost))
        return Counted(
            sums=(whole(once, 1_000_000), whole(tonnes, 1000), paid or 0, int(paid is None)),
            amount=tonnes,
            alone=paid,
            most=paid or 0,
        )

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> Judge:
        free = whole(parameters["waste_electrical_free_kg"], 1000)

        def judged(totals: Totals) -> Judged:
            grams, kg, cost, unknown = totals.sums
            conditions = (
                members(totals, Decimal(2)),
                condition("operation", grams, free, "kg", 1000, missing="volume"),
            )
            return Judged(kg, conditions, None if unknown.any() else cost)

        return judged

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]:
        return tonnes_of(int(totals.sums[1][0]))

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]:
        return ()
