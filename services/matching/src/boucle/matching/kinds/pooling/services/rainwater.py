"""Rainwater of one roof for the uses of others. Pure.

A year's yield: ``roof * rainfall * runoff * filter / 1000`` m3; of an even demand, a tank of 5 % of
the lesser of yield and demand is enough (TRCA). The year's formula alone: without daily rain no
tank can be simulated, and its criterion says so. What it saves is the water that the network need
not deliver, without its sewerage, less the pipe between
them (an annuity, at the middle of its price) and the tank over its payback time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np

from boucle.catalogue.sharing import annuity, metre_prices, yearly_share
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.capacity import Capacity
from boucle.matching.kinds.pooling.conditions import Judged, Totals, condition
from boucle.matching.kinds.pooling.places import Spot, site_of
from boucle.matching.kinds.pooling.pools import Counted, members
from boucle.matching.kinds.pooling.rectangles import rectangles, sides
from boucle.matching.kinds.pooling.values import SHARES, cents, euros, figure, plain, whole

DAYS: Final = 365
ANY: Final = 10**15
"""Cents: what a roof may earn has no bound of its own."""


class Rainwater:
    subject = "rainwater"
    needs_carrier = False
    whole_time = False

    def carries(self, sharing: Sharing) -> bool:
        return False

    def capacity(self, carrier: Sharing) -> Capacity | None:
        return None

    def spot(self, sharing: Sharing) -> Spot:
        return site_of(sharing)

    def radius_km(self, parameters: Parameters) -> Decimal:
        return parameters["rainwater_radius_km"]

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted:
        given = whole(_yield_m3(sharing, parameters), 1000)
        taken = whole(_demand_m3(sharing), 1000)
        tank = whole(figure(sharing, "tank") or Decimal(0), 1000)
        demand, price = _demand_m3(sharing), _price(sharing)
        paid = cents(demand * price)
        spared = cents(demand * max(price - _sewerage(sharing, price, parameters), Decimal(0)))
        return Counted(
            sums=(given + taken, given, taken, tank, spared),
            amount=Decimal(given or taken) / 1000,
            alone=paid,
            greatest=sides(site_of(sharing)),
            most=ANY if given else spared,
            role="owner" if sharing.direction == "offer" else "user",
        )

    def apart(self, members: Sequence[Sharing], parameters: Parameters) -> Any | None:
        return None

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> _Judge:
        return _Judge(parameters)

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]:
        return _figures(totals, judged, parameters)

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]:
        return (Criterion(name="annual_formula", verdict="partial"),)


def _yield_m3(sharing: Sharing, parameters: Parameters) -> Decimal:
    roof, rain = figure(sharing, "roof"), figure(sharing, "rainfall")
    if roof is None or rain is None:
        return Decimal(0)
    return roof * rain * parameters["rain_runoff_share"] * parameters["rain_filter_share"] / 1000


def _sewerage(sharing: Sharing, price: Decimal, parameters: Parameters) -> Decimal:
    """Of a m3: rain that is used goes to the sewer as well, and stays due."""
    own = figure(sharing, "sewerage")
    return price * parameters["rain_sewerage_share"] if own is None else own


def _price(sharing: Sharing) -> Decimal:
    """Of a m3: no more than what it declares to pay for all of it."""
    price, demand = figure(sharing, "price") or Decimal(0), _demand_m3(sharing)
    return min(price, Decimal(sharing.cost) / demand) if sharing.cost and demand else price


def _demand_m3(sharing: Sharing) -> Decimal:
    return (figure(sharing, "water") or Decimal(0)) * DAYS


@dataclass(frozen=True, slots=True)
class _Judge:
    parameters: Parameters

    def __call__(self, totals: Totals) -> Judged:
        _size, given, taken, tank, paid = totals.sums
        used = np.minimum(given, taken)
        spared = np.rint(paid * (used / np.maximum(taken, 1))).astype(np.int64)
        low, high = self.pipe_cents(totals)
        saved = spared - (low + high) // 2
        cost = self.tank_cents(used, tank)
        years = whole(self.parameters["rain_payback_years_most"])
        conditions = (
            members(totals, self.parameters["rainwater_members_least"]),
            condition("water", used, 1, "m3", 1000),
            condition(
                "payback",
                saved * years,
                np.maximum(cost, 1),
                "EUR",
                100 * years,
                missing="saving",
            ),
        )
        worth = saved - cost // years
        priced = metre_prices("water", self.parameters) is not None
        return Judged(worth, conditions, worth, None if priced else diagonal_km(totals) > 0)

    def pipe_cents(self, totals: Totals) -> tuple[Any, Any]:
        """A year, of a pipe across the sites; nothing where nobody has priced it."""
        yearly = float(yearly_share(self.parameters)) * 100_000
        prices = metre_prices("water", self.parameters) or (0, 0)
        low, high = (np.rint(diagonal_km(totals) * yearly * float(each)) for each in prices)
        return low.astype(np.int64), high.astype(np.int64)

    def tank_cents(self, used: Any, tank: Any) -> Any:
        """Of what must be added to the tanks that are there."""
        share = whole(self.parameters["rain_tank_share"], SHARES)
        lacking = np.maximum(used * share // SHARES - tank, 0)
        per_litre = float(self.parameters["rain_tank_eur_m3"]) / 10
        return np.rint(lacking * per_litre).astype(np.int64)


def diagonal_km(totals: Totals) -> Any:
    """Of the rectangle that holds the sites."""
    place = rectangles(totals.greatest)
    return np.sqrt(place.height * place.height + place.width * place.width)


def _figures(totals: Totals, judged: Judged, parameters: Parameters) -> Mapping[str, Amount]:
    _size, given, taken, tank, _paid = totals.sums
    used = np.minimum(given, taken)
    judge = _Judge(parameters)
    cost = int(judge.tank_cents(used, tank)[0])
    low, high = (int(each[0]) for each in judge.pipe_cents(totals))
    lasting = annuity(Fraction(parameters["line_rate"]), int(parameters["line_years"]))
    laid = [cost + round(each / lasting) for each in (low, high)]
    m3 = plain(Decimal(int(used[0])) / 1000)
    figures = {
        "m3": Amount(unit="m3", low=m3, high=m3),
        "investment": Amount(unit="EUR", low=euros(laid[0]), high=euros(laid[1])),
    }
    if high:
        middle, half = int(judged.worth[0]), (high - low) // 2
        figures["eur"] = Amount(
            unit="EUR",
            low=euros(middle - half),
            high=euros(middle + half),
            fixed_low=euros(-high),
            fixed_high=euros(-low),
        )
    return figures
