"""Freight: lorries that drive one lane half empty drive it together. Pure.

A lane of t trips a week of share l of a lorry takes ``t * km * (1 + e)`` km, e: how much of the way
back is empty. Together as many trips as the freight fills, at least those of whoever ships most
often, on the longest lane, around the places where it is loaded and around those where it is
delivered. Money and CO2 fall as kilometres do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

import numpy as np

from boucle.common.events.reasons import Amount, Criterion
from boucle.common.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.emissions import road_tco2e
from boucle.matching.kinds.pooling.places import Spot, apart_km, site_of, spot, within
from boucle.matching.kinds.pooling.pools import (
    Judged,
    Pool,
    Totals,
    apart,
    condition,
    members,
    tonnes_of,
)
from boucle.matching.kinds.pooling.rectangles import rectangles, sides
from boucle.matching.kinds.pooling.values import SHARES, cents, figure, whole
from boucle.matching.scoring.rules import DETOUR

WEEKS: Final = 52
LORRY_T: Final = Decimal(25)
"""Payload of the lorry of the factor ``road_40t``, where no carrier declares its own."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One need. ``trips``: thousandths a week; ``filled``: times their load in ten-thousandths;
    ``metres`` a trip, one way; ``back``: ten-thousandths of it driven back empty; ``tkm`` a year;
    ``alone``: cents a year, None where not known."""

    origin: Spot
    destination: Spot
    trips: int
    filled: int
    metres: int
    back: int
    tkm: int
    kg: int
    alone: int | None

    @property
    def driven(self) -> int:
        """Metres a year."""
        return round(self.trips * self.metres * (SHARES + self.back) * WEEKS / (1000 * SHARES))


def lane(need: Sharing, price: Decimal | None, parameters: Parameters) -> Lane:
    origin, destination = _end(need, need.origin), _end(need, need.destination)
    trips = whole(figure(need, "trips") or Decimal(1), 1000)
    declared = figure(need, "load")
    load = parameters["freight_load_usual"] if declared is None else declared
    back = figure(need, "empty_return")
    if back is None:
        back = 1 / parameters["freight_loaded_km_share"] - 1
    metres = round(apart_km(origin, destination) * DETOUR * 1000)
    kg = whole(figure(need, "tonnes") or Decimal(0), 1000)
    driven = trips * metres * (SHARES + whole(back, SHARES)) * WEEKS / (1000 * SHARES)
    alone = None if price is None else round(driven / 1000 * float(price) * 100)
    return Lane(
        origin=origin,
        destination=destination,
        trips=trips,
        filled=trips * whole(load, SHARES),
        metres=metres,
        back=whole(back, SHARES),
        tkm=round(kg * metres * WEEKS / 1_000_000),
        kg=kg * WEEKS,
        alone=alone if need.cost is None else cents(Decimal(need.cost)),
    )


def _end(need: Sharing, end: Place | None) -> Spot:
    return site_of(need) if end is None else spot(end.latitude, end.longitude)


def may_meet(one: Sharing, other: Sharing, km: Decimal) -> bool:
    """Both ends of their lanes near each other, on a day and at an hour that both can."""
    ends = (
        within(_end(one, one.origin), _end(other, other.origin), km),
        within(_end(one, one.destination), _end(other, other.destination), km),
    )
    days = not one.weekdays or not other.weekdays or set(one.weekdays) & set(other.weekdays)
    return all(ends) and bool(days) and _overlap(one.hours, other.hours)


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is None or other is None or max(one[0], other[0]) < min(one[1], other[1])


class Freight:
    subject = "freight"
    needs_carrier = True

    def carries(self, sharing: Sharing) -> bool:
        return sharing.direction == "offer"

    def spot(self, sharing: Sharing) -> Spot:
        return site_of(sharing) if self.carries(sharing) else _end(sharing, sharing.origin)

    def radius_km(self, parameters: Parameters) -> Decimal:
        return parameters["freight_radius_km"]

    def pool(
        self, members: Collection[Sharing], carrier: Sharing | None, parameters: Parameters
    ) -> Pool:
        needs = tuple(members)
        price = None if carrier is None else figure(carrier, "km_price")
        payload = LORRY_T if carrier is None else figure(carrier, "payload") or LORRY_T
        lanes = tuple(lane(need, price, parameters) for need in needs)
        judge = _Judge(parameters)
        return Pool(
            members=needs,
            sums=(
                tuple(each.filled for each in lanes),
                tuple(each.driven for each in lanes),
                tuple(each.alone or 0 for each in lanes),
                tuple(int(each.alone is None) for each in lanes),
                tuple(each.trips for each in lanes),
                tuple(each.tkm for each in lanes),
                tuple(each.kg for each in lanes),
            ),
            greatest=(
                tuple(each.trips for each in lanes),
                tuple(each.metres for each in lanes),
                tuple(each.back for each in lanes),
                *sides(each.origin for each in lanes),
                *sides(each.destination for each in lanes),
            ),
            judge=judge,
            amounts=tuple(figure(need, "tonnes") or Decimal(0) for need in needs),
            apart=apart(needs, partial(may_meet, km=parameters["freight_ends_km"])),
            alone=tuple(each.alone for each in lanes),
            most=tuple(each.alone or 0 for each in lanes),
            figures=lambda totals, judged: _figures(totals, judged, payload, parameters),
            criteria=(_declared_loads(needs),),
        )


@dataclass(frozen=True, slots=True)
class _Judge:
    parameters: Parameters

    def __call__(self, totals: Totals) -> Judged:
        filled, driven, alone, unknown, trips, *_ = totals.sums
        most_trips, metres, back = totals.greatest[:3]
        pooled = np.maximum(-(-filled // SHARES), most_trips)
        factor = float(self.parameters["waste_tour_factor"])
        around = sum(
            rectangles(totals.greatest[at : at + 4]).around_km(trips / pooled, factor)
            for at in (3, 7)
        )
        each = (metres / 1000 + around) * (SHARES + back) / SHARES
        together = np.rint(pooled * each * WEEKS).astype(np.int64)
        saved = driven - together
        least = whole(self.parameters["freight_km_saved_least"], SHARES)
        load = whole(self.parameters["freight_load_least"], SHARES)
        conditions = (
            members(totals, self.parameters["freight_members_least"]),
            condition("load", filled, pooled * load, "%", pooled * 100, missing="volume"),
            condition(
                "km_saved",
                saved * SHARES,
                np.maximum(driven * least, 1),
                "%",
                np.maximum(driven, 1) * 100,
                missing="saving",
            ),
        )
        eur = np.rint(alone * (saved / np.maximum(driven, 1))).astype(np.int64)
        return Judged(saved, conditions, None if unknown.any() else eur)


def _figures(
    totals: Totals, judged: Judged, payload: Decimal, parameters: Parameters
) -> Mapping[str, Amount]:
    saved, driven = int(judged.worth[0]), max(int(totals.sums[1][0]), 1)
    tkm, kg = (int(each[0]) for each in totals.sums[5:7])
    km = f"{Decimal(saved) / 1000:.0f}"
    fewer = Decimal(tkm) * saved / driven
    return {
        **tonnes_of(kg),
        "km": Amount(unit="km", low=km, high=km),
        "tco2e": road_tco2e((fewer, fewer), payload, Decimal(kg) / 1000, parameters),
    }


def _declared_loads(needs: tuple[Sharing, ...]) -> Criterion:
    declared = sum("load" in need.figures for need in needs)
    verdict: Any = "pass" if declared == len(needs) else "partial"
    return Criterion(
        name="declared_load", verdict=verdict, value=f"{declared}", limit=f"{len(needs)}"
    )
