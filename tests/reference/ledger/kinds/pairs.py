"""A pair: what a site gives replaces what another needs. Quantity, euros, CO2, limits.

users B1 gives the worked example: 330,000 MWh at 39 to 44 EUR a MWh are 12.87 to 14.52 MEUR.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.ledger.factors import Factor, heat_replaced, road, together, tonnes_of_co2
from tests.reference.ledger.places import Place, distance_km
from tests.reference.ledger.quantities import ZERO, Span, exact, number, unknown
from tests.reference.ledger.recorded.declared import Body, Flow


@dataclass(frozen=True)
class Pair:
    """Both flows, their places, and the route between their families as the API tells it."""

    offer: Flow
    need: Flow
    route: Body
    offer_place: Place | None
    need_place: Place | None

    @property
    def yielded(self) -> Fraction:
        """Units needed that a unit offered replaces (outlets.md: `needed_per_offered`)."""
        return number(self.route.get("needed_per_offered")) or Fraction(1)

    @property
    def km(self) -> Fraction | None:
        if self.offer_place is None or self.need_place is None:
            return None
        return Fraction(round(distance_km(self.offer_place, self.need_place) * 1000), 1000)

    @property
    def piped(self) -> bool:
        """Whether it goes by pipe or wire (the route's reach tells it)."""
        return bool((self.route.get("reach") or {}).get("network"))


def possible(pair: Pair) -> Span:
    """What could move a year, in units of the offer.

    At most what is offered, and what is needed through the route's yield (domain.md 5 "quantity
    mismatch"; outlets.md yield). Where months differ only what falls in common months moves
    (values.md: "Only the flow's `months` count"): by pipe or wire, of both its share of months.
    What goes by road may wait in a store, and who declares no month may have them all: up to all.
    """
    if pair.offer.quantity is None or pair.need.quantity is None:
        return unknown("quantity")
    if not pair.route:
        return unknown("route")
    if not pair.offer.months & pair.need.months:
        return exact(ZERO)
    wanted = pair.need.quantity / pair.yielded
    if pair.offer.months == pair.need.months:
        return exact(min(pair.offer.quantity, wanted))
    common = len(pair.offer.months & pair.need.months)
    low = min(
        pair.offer.quantity * common / len(pair.offer.months),
        wanted * common / len(pair.need.months),
    )
    if pair.piped and pair.offer.tells_months and pair.need.tells_months:
        return exact(low)
    return Span(low, min(pair.offer.quantity, wanted))


def moving_months(offer: Flow, need: Flow, route: Body) -> frozenset[int]:
    """The months in which it moves at all; none where it may in every one. What goes by pipe or
    wire is spread over the months that both declare, and nothing waits (OPEN 17)."""
    piped = (route.get("reach") or {}).get("network")
    if not piped or not (offer.tells_months and need.tells_months):
        return frozenset()
    both = offer.months & need.months
    return frozenset() if len(both) == 12 else both


def preparation(pair: Pair, quantity: Fraction) -> Span:
    """The route's cost by unit offered (outlets.md: "cost of preparation")."""
    cost = pair.route.get("cost") or {}
    low, high = number(cost.get("low")), number(cost.get("high"))
    if low is None or high is None:
        return unknown("preparation cost")
    return Span(low * quantity, high * quantity)


def both_gain_most(pair: Pair, quantity: Fraction) -> Span:
    """What both gain a year before freight: cost and price of today less preparation.

    users B3: "what you pay today, less freight"; users B1's figures. A cost that nobody declared
    is unknown (DIRECTION: "What is not known is null"); heat, cold or gas that goes nowhere today
    costs nothing to let go (a user's hour: a certain loss was told as "a chiffrer"). Freight has no
    price in the notes (kinds 1: "CNR EUR/km: not found"), so this is the most that may be told;
    of what goes by pipe it is the figure, but for the line itself (OPEN 4).
    """
    missing = []
    if pair.need.unit_cost is None:
        missing.append("need.current_supply.price_eur_per_unit")
    if pair.offer.unit_cost is None and not _let_go(pair.offer):
        missing.append("offer.current_route.cost_eur_per_unit")
    if missing:
        return unknown(*missing)
    price = (pair.need.unit_cost or ZERO) * pair.yielded
    gross = exact(quantity * (price + (pair.offer.unit_cost or ZERO)))
    return gross.minus(preparation(pair, quantity))


def _let_go(offer: Flow) -> bool:
    """Whether it goes nowhere today: nobody is named who takes it, nor any contract."""
    free = ("heat_", "cold", "compressed_air", "biogas", "fuel_gas")
    nowhere = offer.operation is None and offer.contract_end is None
    return nowhere and (offer.family or "").startswith(free)


def own_bound(pair: Pair, offers: bool, quantity: Fraction) -> Span:
    """The most that a company may be told that it gains of this pair: what it pays today for it.

    Issue 37.3: "No figure told to a company exceeds what its own declared cost allows"; for an
    output that costs nothing, a public reference value or "a chiffrer" with what is missing.
    """
    flow = pair.offer if offers else pair.need
    if flow.unit_cost is None:
        field = (
            "offer.current_route.cost_eur_per_unit"
            if offers
            else "need.current_supply.price_eur_per_unit"
        )
        return unknown(field)
    units = quantity if offers else quantity * pair.yielded
    return Span(ZERO, max(ZERO, flow.unit_cost * units))


def needs_reference_value(pair: Pair) -> bool:
    """Whether the seller must be told a public value or what lacks (issue 37.3; users B3)."""
    return pair.offer.unit_cost is None or pair.offer.unit_cost <= 0


def reckoned_loss(told: Span) -> bool:
    """A loss for both together: even its best end is not above nothing (issue 37.3; users B3)."""
    return told.known and told.bounds()[1] <= 0


def carbon(pair: Pair, quantity: Fraction, replaced: Factor | None, treatment: Span) -> Span:
    """tCO2e a year: avoided less transport less treatment (kinds 4, E7; may be below zero)."""
    if pair.offer.unit == "MWh" and pair.offer.nature == "energy":
        avoided = heat_replaced(quantity * pair.yielded)
    elif replaced is not None:
        avoided = tonnes_of_co2(quantity * pair.yielded, replaced)
    else:
        return unknown("factor")
    moved = exact(ZERO)
    if not pair.piped:
        if pair.km is None:
            return unknown("distance")
        moved = road(quantity, pair.km)
    return together([avoided], [moved, treatment])


def faults(pair: Pair, on: date) -> list[tuple[str, str, str]]:
    """What a pair may not be: (what, rule, source)."""
    found = []
    if pair.offer.organisation == pair.need.organisation:
        found.append(("one company on both sides", "two different companies", "facts N22"))
    if not pair.offer.output or pair.need.output:
        found.append(("directions", "an output meets an input", "domain.md 4"))
    if pair.offer.withdrawn or pair.need.withdrawn:
        found.append(("a withdrawn flow", "withdrawn flows leave the lists", "domain.md 1"))
    if pair.offer.duplicate or pair.need.duplicate:
        found.append(("a likely duplicate", "a duplicate takes no part", "possibilities.md"))
    if not pair.offer.months & pair.need.months:
        found.append(("no common month", "both flows exist at the same time", "domain.md 1"))
    ends = [end for end in (pair.offer.end, pair.need.end) if end is not None]
    starts = [start for start in (pair.offer.start, pair.need.start) if start is not None]
    if ends and (min(ends) < on or (starts and max(starts) > min(ends))):
        found.append(("dates that do not meet", "both flows exist at once", "domain.md 1"))
    reach = pair.route.get("reach") or {}
    stop = number(reach.get("hard_stop_km"))
    if stop is not None and pair.km is not None and pair.km > stop and not reach.get("network"):
        found.append((f"{float(pair.km):.1f} km", "within the route's limit", "scores.md distance"))
    conditions = pair.route.get("conditions") or {}
    if pair.offer.hazardous and conditions.get("hazardous") is False:
        found.append(("a hazardous offer", "only routes that take hazard", "outlets.md"))
    return found
