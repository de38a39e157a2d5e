"""Freight: lorries that drive one lane half empty drive it together. Pure.

A lane of t trips a week of share l of a lorry takes ``t * km * (1 + e)`` km, e: how much of the way
back is empty. Together: as many departures as those of whoever ships most often, each of as many
lorries as its part of the freight fills or weighs, on the longest lane, around the places where it
is loaded and around those where it is delivered. CO2 falls as kilometres do. Money does at most so:
time at the stops stays, as the goods are handled all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.lorries import LORRY_T
from boucle.matching.kinds.pooling.capacity import Capacity
from boucle.matching.kinds.pooling.conditions import Judged, Totals, condition
from boucle.matching.kinds.pooling.places import Spot, Spots, chord_km, site_of, spot
from boucle.matching.kinds.pooling.pools import Counted, declared_by, members, tonnes_of
from boucle.matching.kinds.pooling.rectangles import rectangles, sides
from boucle.matching.kinds.pooling.services.emissions import road_tco2e
from boucle.matching.kinds.pooling.values import SHARES, cents, euros, figure, whole
from boucle.matching.scoring.rules import DETOUR

WEEKS: Final = 52


def row_of_lane(need: Sharing, price: Decimal | None, parameters: Parameters) -> Counted:
    """``filled``: thousandths of a trip a week, times their load in ten-thousandths; metres driven
    a year; what it pays today, at most what so many kilometres may cost; t.km and kg a year; what
    it pays beside time at stops; ``back``: ten-thousandths of the way back that are empty."""
    origin, destination = _end(need, need.origin), _end(need, need.destination)
    trips = whole(figure(need, "trips") or Decimal(1), 1000)
    load, empty = figure(need, "load"), figure(need, "empty_return")
    if load is None:
        load = parameters["freight_load_usual"]
    if empty is None:
        empty = 1 / parameters["freight_loaded_km_share"] - 1
    back, filled = whole(empty, SHARES), trips * whole(load, SHARES)
    metres = round(chord_km(origin, destination) * DETOUR * 1000)
    kg = whole(figure(need, "tonnes") or Decimal(0), 1000)
    driven = trips * metres * (SHARES + back) * WEEKS / (1000 * SHARES)
    alone = None if price is None else round(driven / 1000 * float(price) * 100)
    if need.cost is not None:
        alone = cents(Decimal(need.cost))
    tkm = round(kg * metres * WEEKS / 1_000_000)
    hours = parameters["freight_stop_hours"] * trips * WEEKS / 1000
    standing = cents(hours * parameters["freight_hour_eur"])
    dearest = round(driven / 1000 * float(parameters["freight_km_eur_most"]) * 100) + standing
    paid = min(alone or 0, dearest)
    known = (paid, int(alone is None))
    return Counted(
        sums=(filled, round(driven), *known, trips, tkm, kg * WEEKS, max(paid - standing, 0)),
        amount=figure(need, "tonnes") or Decimal(0),
        greatest=(trips, metres, back, *sides(origin), *sides(destination)),
        alone=alone,
        most=paid,
    )


def _end(need: Sharing, end: Place | None) -> Spot:
    return site_of(need) if end is None else spot(end.latitude, end.longitude)


class Freight:
    subject = "freight"
    needs_carrier = True
    whole_time = False

    def carries(self, sharing: Sharing) -> bool:
        return sharing.direction == "offer"

    def capacity(self, carrier: Sharing) -> Capacity | None:
        return None

    def spot(self, sharing: Sharing) -> Spot:
        return site_of(sharing) if self.carries(sharing) else _end(sharing, sharing.origin)

    def radius_km(self, parameters: Parameters) -> Decimal:
        return parameters["freight_radius_km"]

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted:
        price = None if carrier is None else figure(carrier, "km_price")
        return row_of_lane(sharing, price, parameters)

    def apart(self, members: Sequence[Sharing], parameters: Parameters) -> Any:
        """An end of their lanes far from each other's, or no day or hour that both can."""
        km = parameters["freight_ends_km"]
        far = Spots([_end(each, each.origin) for each in members]).far_apart(km)
        far |= Spots([_end(each, each.destination) for each in members]).far_apart(km)
        days = np.array([sum(1 << day for day in each.weekdays) or -1 for each in members])
        hours = np.array([each.hours or (-1, 25) for each in members])
        any_hour = np.array([each.hours is None for each in members])
        first, end = hours[:, 0], hours[:, 1]
        late = np.maximum(first[:, None], first) >= np.minimum(end[:, None], end)
        return far | ((days[:, None] & days) == 0) | (late & ~any_hour & ~any_hour[:, None])

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> _Judge:
        return _Judge(_payload(carrier), parameters)

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]:
        return _figures(totals, judged, _payload(carrier), parameters)

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]:
        loads = sum("load" in member.figures for member in members)
        costs = sum(member.cost is not None for member in members)
        return (
            declared_by("declared_load", loads, members),
            declared_by("declared_cost", costs, members),
        )


def _payload(carrier: Sharing | None) -> Decimal:
    payload = None if carrier is None else figure(carrier, "payload")
    return payload or Decimal(LORRY_T)


@dataclass(frozen=True, slots=True)
class _Judge:
    payload: Decimal
    parameters: Parameters

    def __call__(self, totals: Totals) -> Judged:
        filled, driven, _alone, unknown, trips, _tkm, kg, moving = totals.sums
        most_trips, metres, back = totals.greatest[:3]
        lorry = whole(self.payload, 1000) * WEEKS
        filled = np.maximum(filled, -(-kg * 1000 * SHARES // lorry))
        pooled = most_trips * -(-filled // (most_trips * SHARES))
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
        eur = np.rint(moving * (saved / np.maximum(driven, 1))).astype(np.int64)
        return Judged(saved, conditions, None if unknown.any() else eur)


def _figures(
    totals: Totals, judged: Judged, payload: Decimal, parameters: Parameters
) -> Mapping[str, Amount]:
    """With fewer goods, at worst the same lorries drive together."""
    saved, driven = int(judged.worth[0]), max(int(totals.sums[1][0]), 1)
    tkm, kg = (int(each[0]) for each in totals.sums[5:7])
    km = f"{Decimal(saved) / 1000:.0f}"
    fewer = Decimal(tkm) * saved / driven
    together = max(driven - saved, 0)
    stays = Decimal(tkm) * together / driven
    return {
        **_eur(totals, judged, saved / driven, together / driven),
        **tonnes_of(kg),
        "km": Amount(unit="km", low=km, high=km, fixed_low=f"{-Decimal(together) / 1000:.0f}"),
        "tco2e": road_tco2e((fewer, fewer), payload, Decimal(kg) / 1000, parameters, stays),
    }


def _eur(totals: Totals, judged: Judged, share: float, stays: float) -> Mapping[str, Amount]:
    """From what is saved where time at stops stays, which is shared, to all as kilometres fall."""
    if judged.eur is None:
        return {}
    least, most = int(judged.eur[0]), round(int(totals.sums[2][0]) * share)
    return {
        "eur": Amount(
            unit="EUR",
            low=euros(max(least, 0)),
            high=euros(max(least, most, 0)),
            fixed_low=euros(-round(int(totals.sums[7][0]) * stays)),
        )
    }
