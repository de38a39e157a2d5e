"""Collection of waste by several: C = N [hour (t0 + n stop + D/v) + km D] + hire + treatment.

kinds 1, row waste, and pooling.md for what its letters stand for ("rule as the product's docs
state it" where only that page says it). Worked case: C01, 131 -> 93 EUR a tonne.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.ledger.factors import road, vehicle
from tests.reference.ledger.groups import Member, Reckoned, companies, too_few
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import Place, distance_km, fraction, middle, rectangle_km
from tests.reference.ledger.quantities import ZERO, Span, exact, root, unknown
from tests.reference.ledger.recorded.declared import Sharing
from tests.reference.ledger.shares import Worth, fragile, share_out

COMPACTED = {"bag", "bin", "loose"}
BY_CODE = {
    "150101": Fraction(50),
    "200101": Fraction(50),
    "150102": Fraction(30),
    "200139": Fraction(30),
    "150106": Fraction(120),
    "200301": Fraction(120),
    "150103": Fraction(180),
    "200138": Fraction(180),
}
ENUMERATED = 10
ELECTRICAL = ("1602", "200135", "200136", "200121", "200123")


@dataclass(frozen=True)
class Tour:
    """How often a lorry goes, how far, and what it costs a year."""

    tours: int
    km: Fraction
    eur: Fraction


def code(sharing: Sharing) -> str:
    """The List of Waste code, digits only."""
    return "".join(c for c in sharing.choices.get("low", "") if c.isdigit())


def electrical(sharing: Sharing) -> bool:
    """Electrical waste: free from 250 kg an operation (facts C10)."""
    return code(sharing).startswith(ELECTRICAL)


def tonnes(sharing: Sharing) -> Fraction:
    """Tonnes a year."""
    return sharing.figure("tonnes", "tonnes_year") or ZERO


def visits(sharing: Sharing, numbers: Parameters) -> Fraction:
    """Pickups a year, twelve unless declared (pooling.md)."""
    return sharing.figure("pickups") or numbers.value("waste_pickups")


def volume(sharing: Sharing, numbers: Parameters) -> Fraction | None:
    """m3 a year in the lorry, by declared density, else by code; pressed in bins and bags."""
    density = sharing.figure("density") or BY_CODE.get(code(sharing))
    if density is None or density == 0:
        return None
    packed = any(sharing.choices.get("container", "").startswith(c) for c in COMPACTED)
    return tonnes(sharing) * 1000 / density / (numbers.value("waste_compaction") if packed else 1)


def stop_minutes(sharing: Sharing, numbers: Parameters) -> Fraction:
    """Time at a stop by container: four minutes for a wheeled bin (figures.md 13)."""
    if sharing.choices.get("container", "").startswith("bin"):
        return numbers.value("waste_stop_minutes_bin")
    return numbers.value("waste_stop_minutes")


def tour(
    members: list[Member], numbers: Parameters, carrier: Sharing | None, depot: Place | None
) -> Tour:
    """One lorry for these members (kinds 1: N = max(ceil(q / (payload 0.85)), f_min))."""
    asked = [visits(m.sharing, numbers) for m in members]
    payload = _term(carrier, numbers.value("waste_payload_t"), "payload")
    body = _term(carrier, numbers.value("waste_body_m3"), "body", "volume")
    fill = numbers.value("waste_fill")
    volumes = [volume(m.sharing, numbers) or ZERO for m in members]
    count = max(
        math.ceil(sum((tonnes(m.sharing) for m in members), ZERO) / (payload * fill)),
        math.ceil(sum(volumes, ZERO) / (body * fill)),
        math.ceil(max(asked)),
        math.ceil(sum(asked, ZERO) / numbers.value("waste_stops_most")),
    )
    places = [m.place for m in members if m.place is not None]
    high, wide = (fraction(side) for side in rectangle_km(places))
    stops = sum(asked, ZERO) / count
    out = numbers.value("waste_depot_km")
    if depot is not None and places:
        out = fraction(distance_km(depot, middle(places)))
    around = max(
        numbers.value("waste_tour_factor") * root(stops * high * wide), 2 * max(high, wide)
    )
    km = 2 * out + around
    stopping = sum(
        (stop_minutes(m.sharing, numbers) * v for m, v in zip(members, asked, strict=True)), ZERO
    )
    hours = (numbers.value("waste_tour_minutes") + stopping / count) / 60
    hours += km / _term(carrier, numbers.value("waste_speed_kmh"), "speed")
    eur = count * (
        _term(carrier, numbers.value("waste_hour_eur"), "hour_price", "hour_eur") * hours
        + _term(carrier, numbers.value("waste_km_eur"), "km_price", "km_eur") * km
    )
    return Tour(count, km * count, eur)


def _term(carrier: Sharing | None, default: Fraction, *names: str) -> Fraction:
    """The carrier's own term, else the default (pooling.md: "or the carrier's terms")."""
    own = carrier.figure(*names) if carrier is not None else None
    return default if own is None else own


def treatment(sharing: Sharing, carrier: Sharing | None, numbers: Parameters) -> Fraction:
    """What treatment costs and goes on costing: own price, the carrier's, else 76 of 125.

    kinds 0.6: "Collection is 49 of 125 EUR/t (one source [8])".
    """
    price = sharing.figure("treatment", "treatment_price", "gate_fee")
    if price is None and carrier is not None:
        price = carrier.figure("treatment", "treatment_price", "gate_fee")
    if price is not None:
        return price * tonnes(sharing)
    return (sharing.cost or ZERO) * Fraction(76, 125)


def bound(sharing: Sharing, carrier: Sharing | None, numbers: Parameters) -> Fraction:
    """The most that a member saves: 49 of 125 of its own cost (kinds 0.6, figures.md 4).

    Nor more than its cost beside treatment and hire; a territory's setting may lower it only.
    """
    cost = sharing.cost or ZERO
    share = min(Fraction(49, 125), numbers.value("waste_collection_share_most"))
    hire = sharing.figure("hire", "rental") or ZERO
    return max(ZERO, min(share * cost, cost - treatment(sharing, carrier, numbers) - hire))


def believed(
    member: Member, numbers: Parameters, carrier: Sharing | None, depot: Place | None
) -> Fraction:
    """What its collection may cost alone: a lorry of its own, or the usual 49 EUR of each tonne.

    Issue 37, bars: "declaring more never makes a saving appear that it does not have"; the hour's
    finding: "alone = min(39 % of cost, formula for one site)"; kinds 0.6 for the 49 of 125.
    """
    own = tour([member], numbers, carrier, depot).eur + _term(carrier, ZERO, "fee", "fixed")
    usual = tonnes(member.sharing) * numbers.value("waste_tonne_eur") * Fraction(49, 125)
    return max(own, usual)


def cheaper(sharing: Sharing, carrier: Sharing | None, numbers: Parameters) -> Fraction:
    """What its treatment costs less by the carrier's price."""
    price = carrier.figure("treatment_price") if carrier is not None else None
    return ZERO if price is None else treatment(sharing, carrier, numbers) - price * tonnes(sharing)


def worth_of(
    members: list[Member],
    numbers: Parameters,
    carrier: Sharing | None,
    depot: Place | None,
    scale: Fraction = Fraction(1),
) -> Worth:
    """What some of the members save together: what they pay alone, less what stays and the tour.

    `scale`: what a tour costs, of what is reckoned (its minutes, speed and prices are assumed).
    """
    alone = [believed(one, numbers, carrier, depot) * scale for one in members]

    def saved(some: frozenset[int]) -> Fraction:
        if len(some) < 2:
            return ZERO
        before = ZERO
        for n in some:
            own = members[n].sharing
            stays = treatment(own, carrier, numbers) + (own.figure("hire", "rental") or ZERO)
            before += min((own.cost or ZERO) - stays, alone[n]) + cheaper(own, carrier, numbers)
        picked = [members[n] for n in sorted(some)]
        fee = _term(carrier, ZERO, "fee", "fixed")
        return before - tour(picked, numbers, carrier, depot).eur * scale - fee

    return saved


def reckon(
    members: list[Member], numbers: Parameters, carrier: Sharing | None, depot: Place | None
) -> Reckoned:
    """A group of waste collection: while one pays nobody knows what, nobody knows what all save.

    figures.md 3: "no saving (missing: cost) ... never viable on assumed costs"; issue 37.4.
    kinds 1: the tour serves all, so C(G) is compared with the cost of all.
    """
    found = Reckoned(amount=sum((tonnes(m.sharing) for m in members), ZERO))
    found.alone = [m.sharing.cost for m in members]
    found.savings = [unknown("cost")] * len(members)
    known = [m for m in members if m.sharing.cost is not None]
    if len(known) < len(members):
        found.missing = ("cost",)
    if members and all(electrical(m.sharing) for m in members):
        return _electrical(members, numbers, found)
    if len(known) == len(members) >= 2:
        _share(found, members, numbers, carrier, depot)
    else:
        found.eur = unknown("cost")
    if found.missing:
        found.why_not.append("a cost is not known")
    found.why_not += too_few(known, numbers.value("waste_members_least"))
    found.viable = not found.why_not
    driven = tour(members, numbers, carrier, depot)
    together = driven.km
    dearest = driven.eur * (1 + numbers.value("waste_cost_range"))
    found.stays = Span(ZERO, dearest + _term(carrier, ZERO, "fee", "fixed"))
    single = sum((tour([m], numbers, carrier, depot).km for m in members), ZERO)
    fewer = single - together  # below nothing where a depot is near: the tour goes around
    found.figures["km"] = Span(min(ZERO, fewer), max(ZERO, fewer))
    found.figures["tonnes"] = exact(found.amount or ZERO)
    found.figures["tco2e"] = _carbon(found.figures["km"], numbers)
    if fragile([tonnes(m.sharing) for m in members], numbers.value("concentration")):
        found.figures["fragile"] = exact(Fraction(1))
    return found


def _carbon(km: Span, numbers: Parameters) -> Span:
    """From nothing to km by half a load by the lorry's factor (pooling.md; Base Carbone +-70 %)."""
    payload = numbers.value("waste_payload_t")
    load = payload * numbers.value("waste_fill") / 2
    more, less = (road(load, abs(end), vehicle(payload)).bounds()[1] for end in km.bounds())
    return Span(-more, less)


def _share(
    found: Reckoned,
    known: list[Member],
    numbers: Parameters,
    carrier: Sharing | None,
    depot: Place | None,
) -> None:
    """What all save, and each one's share (of many only its bounds)."""
    limits = [
        min(
            bound(m.sharing, carrier, numbers),
            believed(m, numbers, carrier, depot) + max(ZERO, cheaper(m.sharing, carrier, numbers)),
        )
        for m in known
    ]
    worth = worth_of(known, numbers, carrier, depot)
    off, every = numbers.value("waste_cost_range"), frozenset(range(len(known)))
    ends = [
        min(worth_of(known, numbers, carrier, depot, scale)(every), sum(limits, ZERO))
        for scale in (1 - off, Fraction(1), 1 + off)
    ]
    whole = ends[1]
    found.eur = Span(min(ends), max(ends))
    found.savings = [Span(ZERO, limit) for limit in limits]
    if len(known) <= ENUMERATED:
        _, parts = share_out(len(known), worth, limits)
        found.savings = [exact(part) for part in parts]
    paid = sum((m.sharing.cost or ZERO for m in known), ZERO)
    if whole < numbers.value("pooling_margin") * paid:
        found.why_not.append("saves less than the margin")


def _electrical(members: list[Member], numbers: Parameters, found: Reckoned) -> Reckoned:
    """Free of charge from 250 kg an operation (facts C10); today's cost is saved."""
    given = sum((tonnes(m.sharing) / visits(m.sharing, numbers) for m in members), ZERO)
    enough = given * 1000 >= numbers.value("electrical_kg")
    found.viable = enough and len(companies(members)) >= 2
    if not enough:
        found.why_not.append("less than 250 kg an operation")
    found.savings = [
        unknown("cost") if m.sharing.cost is None else exact(m.sharing.cost) for m in members
    ]
    costs = [m.sharing.cost for m in members if m.sharing.cost is not None]
    found.eur = exact(sum(costs, ZERO)) if costs else unknown("cost")
    return found
