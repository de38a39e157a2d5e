"""Goods of several shippers in one lorry: kilometres, euros as a range, CO2.

kinds 1, row freight: "same temperature class, compatible ADR, windows overlap, ends within
20 km; pooled load >= 80 %; km saved >= 15 %. Check: load 50 -> 98 %, km halved [19]".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.ledger.factors import ROAD, road, vehicle
from tests.reference.ledger.groups import Fault, Member, Reckoned, too_few
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import Place, distance_km, fraction, rectangle_km
from tests.reference.ledger.quantities import ZERO, Span, root, unknown
from tests.reference.ledger.recorded.declared import Sharing


@dataclass(frozen=True)
class Lane:
    """A shipper's way: km by road, lorries a week, how full, tonnes a week, share back empty."""

    km: Fraction
    trips: Fraction
    filled: Fraction
    tonnes: Fraction
    empty: Fraction

    @property
    def weekly_km(self) -> Fraction:
        return self.trips * self.km * (1 + self.empty)


def empty_return(sharing: Sharing, numbers: Parameters) -> Fraction:
    """Empty km by loaded km: declared, else from 82.4 % of loaded kilometres (kinds 1 [17])."""
    own = sharing.figure("empty", "empty_return", "empty_share")
    if own is not None:
        return own / 100 if own > 1 else own
    loaded = numbers.value("freight_loaded")
    return (1 - loaded) / loaded


def lane(sharing: Sharing, payload: Fraction, numbers: Parameters) -> Lane | None:
    """A shipper's lane: trips as declared, else its tonnes by payload and load (85.2 %).

    How full its lorries are is what it declares (kinds 1: "load %"), else what they weigh: light
    goods fill a lorry before they weigh it down.
    """
    if sharing.origin is None or sharing.destination is None:
        return None
    straight = fraction(distance_km(sharing.origin, sharing.destination))
    goods = sharing.figure("tonnes") or ZERO
    own = sharing.figure("load", "load_rate")
    load = numbers.value("freight_load") if own is None else own
    load = load / 100 if load > 1 else load
    trips = sharing.figure("trips", "departures")
    if trips is None:
        trips = Fraction(math.ceil(goods / (payload * load))) if load else ZERO
    filled = goods / payload if own is None else load * trips
    km, empty = straight * numbers.value("road_factor"), empty_return(sharing, numbers)
    return Lane(km, trips, filled, goods, empty)


def together(
    lanes: list[Lane], ends: list[list[Place]], payload: Fraction, numbers: Parameters
) -> Lane:
    """The most frequent shipper's departures, each of as many lorries as the freight fills.

    Rule as the product's docs state it (pooling.md): the longest lane, around the places where it
    is loaded and delivered (as a tour of waste goes), the greatest empty return.
    """
    goods = sum((one.tonnes for one in lanes), ZERO)
    filled = max(sum((one.filled for one in lanes), ZERO), goods / payload)
    departures = max(one.trips for one in lanes)
    lorries = departures * math.ceil(filled / departures) if departures else ZERO
    stops = sum((one.trips for one in lanes), ZERO) / lorries if lorries else ZERO
    return Lane(
        max(one.km for one in lanes) + sum((around(e, stops, numbers) for e in ends), ZERO),
        lorries,
        filled,
        goods,
        max(one.empty for one in lanes),
    )


def around(places: list[Place], stops: Fraction, numbers: Parameters) -> Fraction:
    """Kilometres from stop to stop: 0.71 of the root of stops by area, or there and back."""
    high, wide = (fraction(side) for side in rectangle_km(places))
    way = numbers.value("waste_tour_factor") * root(stops * high * wide)
    return max(way, 2 * max(high, wide))


def returning(forth: list[Lane], back: list[Lane]) -> Fraction:
    """Kilometres a week where the way back is loaded by the others (figures.md 18: return loads).

    As many round trips as the direction with more lorries needs.
    """
    trips = max(sum((one.trips for one in side), ZERO) for side in (forth, back))
    return 2 * trips * max(one.km for one in (*forth, *back))


def opposite(one: Sharing, other: Sharing, ends_km: Fraction) -> bool:
    """Whether one begins where the other ends, both ways."""
    if None in (one.origin, one.destination, other.origin, other.destination):
        return False
    assert one.origin
    assert one.destination
    assert other.origin
    assert other.destination
    near = float(ends_km)
    out = distance_km(one.origin, other.destination) <= near
    return out and distance_km(one.destination, other.origin) <= near


def ends_apart(one: Sharing, other: Sharing) -> float:
    """The farther of the distances between origins and between destinations."""
    if one.origin is None or other.origin is None:
        return 0.0
    if one.destination is None or other.destination is None:
        return 0.0
    starts = distance_km(one.origin, other.origin)
    return max(starts, distance_km(one.destination, other.destination))


def faults(members: list[Member], numbers: Parameters) -> list[Fault]:
    """Goods that may not be in one lorry (kinds 1; pooling.md ADR 7.5.2)."""
    found = []
    ends = numbers.value("freight_ends_km")
    for n, one in enumerate(m.sharing for m in members):
        for other in (m.sharing for m in members[n + 1 :]):
            names = f"{one.id}, {other.id}"
            if one.choices.get("temperature") != other.choices.get("temperature"):
                found.append(Fault(f"{names}: temperatures", "same temperature", "kinds 1"))
            days = one.weekdays & other.weekdays
            if one.weekdays and other.weekdays and not days:
                found.append(Fault(f"{names}: no common weekday", "windows overlap", "kinds 1"))
            if one.hours and other.hours and not overlapping(one.hours, other.hours):
                found.append(Fault(f"{names}: hours apart", "windows overlap", "kinds 1"))
            apart = ends_apart(one, other)
            if apart > float(ends) * 1.001 and not opposite(one, other, ends):
                what = f"{names}: ends {apart:.1f} km apart"
                found.append(Fault(what, "ends within 20 km", "kinds 1"))
            if not compatible(one.choices.get("adr"), other.choices.get("adr")):
                found.append(Fault(f"{names}: dangerous goods", "compatible ADR", "kinds 1"))
    return found


def overlapping(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> bool:
    """Whether two spans of hours share some time."""
    return max(one[0], other[0]) < min(one[1], other[1])


def compatible(one: str | None, other: str | None) -> bool:
    """Not dangerous with not dangerous; class 1 and 7 each alone; other classes together.

    ADR 7.5.2, as pooling.md states it.
    """
    a, b = (None if c in (None, "none") else c for c in (one, other))
    if a is None or b is None:
        return a == b
    return a == b if {a, b} & {"1", "7"} else True


def reckon(members: list[Member], numbers: Parameters, carrier: Sharing | None) -> Reckoned:
    """Kilometres saved by week and year; euros at most all costs by the share of kilometres.

    figures.md 18: "euros follow kilometres exactly (no range); stops and handling free": so the
    share of kilometres is the best end of a range, never the figure.
    """
    own = carrier.figure("payload") if carrier is not None else None
    payload = own or numbers.value("freight_payload_t")
    found = Reckoned(faults=faults(members, numbers))
    read = [lane(m.sharing, payload, numbers) for m in members]
    lanes = [one for one in read if one is not None]
    found.alone = [m.sharing.cost for m in members]
    found.amount = sum((one.tonnes for one in lanes), ZERO)
    if len(lanes) < len(members) or not lanes:
        found.missing, found.eur = ("lane",), unknown("lane")
        return found
    ends = numbers.value("freight_ends_km")
    first = members[0].sharing
    back = [n for n, m in enumerate(members) if opposite(first, m.sharing, ends)]
    before = sum((one.weekly_km for one in lanes), ZERO)
    shippers = [m.sharing for m in members]
    places = [[s.origin for s in shippers], [s.destination for s in shippers]]
    joined = together(lanes, [[p for p in end if p] for end in places], payload, numbers)
    after, load = joined.weekly_km, joined.filled / (joined.trips or 1)
    if back:
        forth = [one for n, one in enumerate(lanes) if n not in back]
        after = returning(forth, [lanes[n] for n in back])
        load = Fraction(1)
    share = (before - after) / before if before else ZERO
    found.figures["km"] = Span(ZERO, max(ZERO, before - after) * 52)
    found.figures["share"] = Span(share, share)
    found.figures["load"] = Span(load, load)
    _money(found, members, share)
    paid = sum((cost or ZERO for cost in found.alone), ZERO)
    found.stays = Span(ZERO, max(ZERO, 1 - share) * paid)
    _carbon(found, lanes, share, payload)
    _viable(found, members, numbers, share, load)
    return found


def _money(found: Reckoned, members: list[Member], share: Fraction) -> None:
    costs = [m.sharing.cost for m in members]
    found.savings = [
        unknown("cost") if cost is None else Span(ZERO, max(ZERO, share) * cost) for cost in costs
    ]
    known = [cost for cost in costs if cost is not None]
    if len(known) < len(costs):
        found.missing = ("cost",)
    found.eur = Span(ZERO, max(ZERO, share) * sum(known, ZERO)) if known else unknown("cost")


def _carbon(found: Reckoned, lanes: list[Lane], share: Fraction, payload: Fraction) -> None:
    """Today's t.km by the factor, times the share saved (pooling.md; Base Carbone +-70 %)."""
    moved = sum((one.tonnes * one.km * 52 for one in lanes), ZERO)
    factor = ROAD[Fraction(40)] if payload >= 24 else vehicle(payload)
    found.figures["tco2e"] = road(moved, Fraction(1), factor).times(max(ZERO, share))


def _viable(
    found: Reckoned, members: list[Member], numbers: Parameters, share: Fraction, load: Fraction
) -> None:
    found.why_not += too_few(members, numbers.value("freight_members_least"))
    if share < numbers.value("freight_saved_least"):
        found.why_not.append("saves less than 15 % of kilometres")
    if load < numbers.value("freight_load_least"):
        found.why_not.append("lorries less than 80 % full")
    if "cost" in found.missing and not any(m.sharing.cost for m in members):
        found.why_not.append("no declared cost")
    found.viable = not found.why_not
