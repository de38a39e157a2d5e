"""Services whose groups need so many members, or so much of one figure. Pure.

No saving is computed of them: what a group would pay is a quote that nobody made yet. Of energy,
sources have 8 to 15 % in calm markets and nothing in a crisis: what buyers gain is access.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import combinations
from typing import Any

import numpy as np

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.capacity import SCALE, Capacity
from boucle.matching.kinds.pooling.conditions import Judge, Judged, Totals, condition
from boucle.matching.kinds.pooling.places import Spot, site_of, spot, within
from boucle.matching.kinds.pooling.pools import Counted, members
from boucle.matching.kinds.pooling.values import cents, figure, plain, whole

MayMeet = Callable[[Sharing, Sharing, Parameters], bool]
Least = Callable[[Sharing | None, Parameters], Decimal]


@dataclass(frozen=True, slots=True)
class Threshold:
    """``figure``: what is added up, in ``unit``; None where it is of different units: members are
    counted. ``least``: how much of it is enough, None where
    members alone count. ``no_saving``: why none is displayed."""

    subject: str
    figure: str | None
    unit: str
    least: Least | None = None
    may_meet: MayMeet | None = None
    needs_carrier: bool = False
    no_saving: str = "quote"
    whole_time: bool = True

    def carries(self, sharing: Sharing) -> bool:
        return sharing.direction == "offer"

    def capacity(self, carrier: Sharing) -> Capacity | None:
        room = None if self.figure is None else figure(carrier, self.figure)
        return None if room is None else Capacity(whole(room, SCALE), self.unit)

    def spot(self, sharing: Sharing) -> Spot:
        return site_of(sharing)

    def radius_km(self, parameters: Parameters) -> Decimal:
        return parameters[f"{self.subject}_radius_km"]

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted:
        amount = Decimal(1)
        if self.figure is not None:
            amount = figure(sharing, self.figure) or Decimal(0)
        spent = figure(sharing, "price_now") if sharing.cost is None else Decimal(sharing.cost)
        paid = None if spent is None else cents(spent)
        return Counted(sums=(whole(amount, SCALE),), amount=amount, alone=paid)

    def apart(self, members: Sequence[Sharing], parameters: Parameters) -> Any | None:
        if self.may_meet is None:
            return None
        far = np.zeros((len(members), len(members)), bool)
        for one, other in combinations(range(len(members)), 2):
            far[one, other] = not self.may_meet(members[one], members[other], parameters)
        return far | far.T

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> Judge:
        enough = None if self.least is None else whole(self.least(carrier, parameters), 1000)

        def judged(totals: Totals) -> Judged:
            amount = totals.sums[0]
            conditions = [members(totals, parameters[f"{self.subject}_members_least"])]
            if enough is not None and self.figure is not None:
                found = condition(self.figure, amount, enough, self.unit, 1000, missing="volume")
                conditions.append(found)
            return Judged(amount, tuple(conditions))

        return judged

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]:
        value = plain(Decimal(int(totals.sums[0][0])) / 1000)
        found = {"eur": Amount(unit="EUR", missing=self.no_saving)}
        if self.figure is not None:
            found[self.figure] = Amount(unit=self.unit, low=value, high=value)
        return found

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]:
        return ()


def _places(operator: Sharing | None, parameters: Parameters) -> Decimal:
    """Enough places reserved to open: a share of the operator's; without one, those of a
    micro-nursery."""
    unit = None if operator is None else figure(operator, "places")
    if unit is None:
        return parameters["childcare_micro_places"]
    share = unit * parameters["childcare_reserved_share_least"]
    return share.to_integral_value(ROUND_CEILING)


def _meals(canteen: Sharing | None, parameters: Parameters) -> Decimal:
    """Enough to open one; one that is there serves any."""
    return parameters["catering_meals_least"] if canteen is None else Decimal(1)


def _same_way(one: Sharing, other: Sharing, parameters: Parameters) -> bool:
    """Homes near each other, shifts that begin and end at about the same time."""
    if one.origin is not None and other.origin is not None:
        home = spot(one.origin.latitude, one.origin.longitude)
        other_home = spot(other.origin.latitude, other.origin.longitude)
        if not within(home, other_home, parameters["mobility_homes_km"]):
            return False
    if one.hours is None or other.hours is None:
        return True
    most = parameters["mobility_shift_minutes"] / 60
    return all(
        abs(here - there) <= most for here, there in zip(one.hours, other.hours, strict=True)
    )


PURCHASING = Threshold("purchasing", None, "1", no_saving="access")
SECURITY = Threshold("security", "hours", "h/wk")
CATERING = Threshold("catering", "meals", "1/d", _meals)
CHILDCARE = Threshold("childcare", "places", "1", _places, needs_carrier=True)
MOBILITY = Threshold(
    "mobility", "staff", "1", lambda _carrier, values: values["mobility_plan_staff"], _same_way
)
