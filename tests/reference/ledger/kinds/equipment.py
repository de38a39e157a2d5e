"""Equipment of one site used by others: capacity by hour, quality, tariff, line, annuity.

kinds 2, equipment: "Feasible if, in every slot, sum demand <= capacity x availability; supply
quality dominates; distance <= limit. Complementarity = 1 - peak(sum d)/sum peak(d). Tariff must
lie between owner's marginal and user's stand-alone cost; default splits the difference."
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from tests.reference.ledger.groups import Fault, Member, Reckoned
from tests.reference.ledger.kinds.lines import BY_LINE, dense_enough, yearly
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import distance_km, fraction
from tests.reference.ledger.quantities import ZERO, Span, exact, total, unknown
from tests.reference.ledger.recorded.declared import Sharing, Slot

SENSES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "temperature": lambda offered, asked: offered >= asked,
    "pressure": lambda offered, asked: offered >= asked,
    "purity": lambda offered, asked: offered >= asked,
}
COLDER = {"cold", "cooling", "chilled_water", "cold_storage"}
AREAS = {"storage": "m2", "platform": "m2"}
MEGA = Fraction(1, 1000)


def profile(sharing: Sharing) -> list[Fraction]:
    """The amount in each of four seasons of 168 hours (sharings.md: slots; null: each week)."""
    return list(_profile(sharing.slots))


@lru_cache(maxsize=4096)
def _profile(slots: tuple[Slot, ...]) -> tuple[Fraction, ...]:
    hours = [ZERO] * (4 * 168)
    for slot in slots:
        for season in range(4) if slot.season is None else [slot.season - 1]:
            for hour in range(168):
                inside = min(slot.end, Fraction(hour + 1)) - max(slot.first, Fraction(hour))
                if inside > 0:
                    hours[season * 168 + hour] += slot.amount * min(Fraction(1), inside)
    return tuple(hours)


def year_hours(hours: list[Fraction]) -> Fraction:
    """Amount times hours a year (equipment.md: a year has 13 weeks of each season)."""
    return sum(hours, ZERO) * 13


def booked_of(sharing: Sharing, units: dict[str, str]) -> Fraction:
    """What prices are multiplied by: hours times amount, or of areas the amount of the year.

    equipment.md: "Prices are per kWh (kW), Nm3 (Nm3/h), m3 (m3/h), m2 and year (m2), hour".
    """
    hours = profile(sharing)
    known = {**AREAS, **units}
    unit = known.get(sharing.subject or "", "").lower().replace("²", "2")
    return sum(hours, ZERO) / len(hours) if unit == "m2" else year_hours(hours)


def complementarity(demands: list[list[Fraction]]) -> Fraction | None:
    """1 - peak of the sum / sum of the peaks (kinds 2)."""
    peaks = sum((max(d) for d in demands), ZERO)
    whole = [sum((d[n] for d in demands), ZERO) for n in range(len(demands[0]))] if demands else []
    return None if peaks == 0 else 1 - max(whole) / peaks


def capacity_faults(offer: Sharing, needs: list[Sharing]) -> list[Fault]:
    """In every hour all users together need at most what is offered (kinds 2)."""
    available = offer.figure("availability", "available")
    share = Fraction(1) if available is None else available
    share = share / 100 if share > 1 else share
    offered = profile(offer)
    asked = [profile(n) for n in needs]
    for hour, amount in enumerate(offered):
        wanted = sum((a[hour] for a in asked), ZERO)
        if wanted > amount * share:
            what = f"season {hour // 168 + 1}, hour {hour % 168}: {float(wanted):g} of "
            what += f"{float(amount * share):g}"
            return [Fault(what, "capacity is never exceeded", "kinds 2, figures.md 5")]
    return []


def quality_faults(offer: Sharing, need: Sharing) -> list[Fault]:
    """What is supplied is at least as good as what is asked (kinds 2: supply dominates).

    A figure that one side omits bounds nothing. Limits of pH and COD are each plant's own, as it
    declares them, not a sewer's for all (figures.md 15, issue 37.4).
    """
    found = []
    for key, fits in SENSES.items():
        given, asked = offer.figures.get(key), need.figures.get(key)
        if given is None or asked is None:
            continue
        cold = key == "temperature" and offer.subject in COLDER
        if not (given <= asked if cold else fits(given, asked)):
            what = f"{key} {float(given):g} for {float(asked):g}"
            found.append(Fault(f"{need.id}: {what}", "supply quality dominates", "kinds 2"))
    return found + _plant_limits(offer, need)


def _plant_limits(offer: Sharing, need: Sharing) -> list[Fault]:
    found = []
    ph = need.figure("ph", "pH")
    low, high = offer.figure("ph_least", "ph_low"), offer.figure("ph_most", "ph_high")
    if ph is not None and ((low is not None and ph < low) or (high is not None and ph > high)):
        found.append(Fault(f"{need.id}: pH {float(ph):g}", "the plant's own pH", "figures.md 15"))
    cod, most = need.figure("cod"), offer.figure("cod", "cod_most")
    if cod is not None and most is not None and cod > most:
        found.append(Fault(f"{need.id}: COD {float(cod):g}", "the plant's own", "figures.md 15"))
    return found


def stand_alone(need: Sharing, booked: Fraction) -> Fraction | None:
    """What a user pays alone a year: its price by what it books, at most its declared cost (issue
    37.3: "No figure told to a company exceeds what its own declared cost allows")."""
    price = need.figure("stand_alone", "alone", "price", "alone_price")
    if price is None:
        return need.cost
    return price * booked if need.cost is None else min(price * booked, need.cost)


def tariff(marginal: Fraction, alone: Fraction, cost: Fraction) -> Span | None:
    """From the owner's marginal cost to what a user pays alone; none where that is upside down.

    figures.md 18: "Tariff range upside down (low 0.045, high 0.04) where the price fails".
    """
    low = max(marginal, cost)
    return None if low > alone else Span(marginal, alone)


def fixed_part(offer: Sharing, booked: Fraction, capacity: Fraction) -> Fraction:
    """Annuity and fixed costs by share of capacity, not by who came first (figures.md 14).

    "Annuity is charged to what is booked alone: a half-empty store is no group" was wrong.
    """
    yearly_cost = (offer.figure("annuity") or ZERO) + (offer.figure("fixed") or ZERO)
    return yearly_cost * booked / capacity if capacity else ZERO


def proposed(offer: Sharing, needs: list[Sharing], units: dict[str, str]) -> Fraction | None:
    """The tariff: the middle of marginal cost and the least stand-alone price, at least the cost.

    kinds 2: "default splits the difference"; the cost is marginal and its share of annuity and
    fixed costs by capacity (figures.md 14).
    """
    marginal, capacity = offer.figure("marginal"), booked_of(offer, units)
    alone: list[Fraction] = []
    for need in needs:
        booked = booked_of(need, units)
        paid = stand_alone(need, booked)
        if paid is None or booked == 0:
            return None
        alone.append(paid / booked)
    if marginal is None or not alone or capacity == 0:
        return None
    return max((marginal + min(alone)) / 2, marginal + fixed_part(offer, Fraction(1), capacity))


def at_price(need: Sharing, price: Fraction, most: Span, units: dict[str, str]) -> Span:
    """A user's own saving at the proposed tariff, and the line where there is one."""
    booked = booked_of(need, units)
    saved = (stand_alone(need, booked) or ZERO) - price * booked
    return Span(min(saved, most.bounds()[0]), max(saved, most.bounds()[0]))


def line_cost(offer: Member, need: Member, numbers: Parameters) -> Span:
    """What the line between both costs a year (figures.md 9); nothing of what needs none, or has
    one already (equipment.md `line_cost`: "the offer tells a metre's price; 0: it is there")."""
    if (offer.sharing.subject or "") not in BY_LINE or offer.place is None or need.place is None:
        return exact(ZERO)
    if offer.sharing.figure("line") == 0:
        return exact(ZERO)
    km = fraction(distance_km(offer.place, need.place))
    return yearly(offer.sharing.subject or "", km, numbers, max(profile(need.sharing)))


def user_saving(offer: Member, need: Member, numbers: Parameters, units: dict[str, str]) -> Span:
    """What owner and user save together by this user: alone less marginal, fixed part and line."""
    booked, capacity = booked_of(need.sharing, units), booked_of(offer.sharing, units)
    alone = stand_alone(need.sharing, booked)
    marginal = offer.sharing.figure("marginal")
    if alone is None:
        return unknown("alone")
    if marginal is None:
        return unknown("marginal")
    rest = alone - marginal * booked - fixed_part(offer.sharing, booked, capacity)
    return exact(rest).minus(line_cost(offer, need, numbers))


def reckon(
    offer: Member, needs: list[Member], numbers: Parameters, units: dict[str, str]
) -> Reckoned:
    """One offer and its users: faults, use, complementarity, and euros less line and annuity."""
    found = Reckoned(faults=capacity_faults(offer.sharing, [n.sharing for n in needs]))
    for need in needs:
        found.faults += quality_faults(offer.sharing, need.sharing)
        if need.sharing.organisation == offer.sharing.organisation:
            found.faults.append(Fault("owner uses its own", "other organisations", "equipment.md"))
    demands = [profile(n.sharing) for n in needs]
    offered = year_hours(profile(offer.sharing))
    booked = sum((year_hours(d) for d in demands), ZERO)
    found.figures["use"] = exact(booked / offered) if offered else unknown("capacity")
    together = complementarity(demands)
    if together is not None:
        found.figures["complementarity"] = exact(together)
    each = [user_saving(offer, need, numbers, units) for need in needs]
    price = proposed(offer.sharing, [n.sharing for n in needs], units)
    if price is not None:
        found.figures["tariff_proposed"] = exact(price)
    found.savings = [
        s if price is None or not s.known else at_price(n.sharing, price, s, units)
        for n, s in zip(needs, each, strict=True)
    ]
    found.alone = [stand_alone(n.sharing, booked_of(n.sharing, units)) for n in needs]
    found.eur = total(each) if all(s.known for s in each) else unknown(*_lacking(each))
    found.missing = _lacking(each)
    found.stays = total(line_cost(offer, need, numbers) for need in needs)
    _judge(found, offer, needs, each, numbers)
    return found


def _lacking(each: list[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for span in each for word in span.missing))


def _judge(
    found: Reckoned, offer: Member, needs: list[Member], each: list[Span], numbers: Parameters
) -> None:
    """Viable: no fault, priced, dense enough, and a gain at least at the best end."""
    subject = offer.sharing.subject or ""
    for need, saving in zip(needs, each, strict=True):
        if not saving.known:
            found.why_not.append(f"{need.sharing.id}: {', '.join(saving.missing)}")
        elif saving.bounds()[1] <= 0:
            found.why_not.append(f"{need.sharing.id} would lose")
        if subject in BY_LINE and offer.place and need.place:
            km = fraction(distance_km(offer.place, need.place))
            mwh = year_hours(profile(need.sharing)) * MEGA
            if dense_enough(subject, mwh, km, numbers) is False:
                found.why_not.append(f"{need.sharing.id}: the line carries too little")
    found.viable = not found.why_not and not found.faults
