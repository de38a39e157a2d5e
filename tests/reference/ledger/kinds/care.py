"""Crèches and canteens: an offer is a capacity with hours, a group a unit that opens.

figures.md 5: "Ten places serve forty needed; 72 children stand in a creche of 40; a creche open
8 to 18 serves needs from 4 to 21; half hours can't be declared." Worked case C16: 14 of 20.
"""

from __future__ import annotations

import math
from fractions import Fraction

from tests.reference.ledger.groups import Fault, Member, Reckoned, too_few
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import ZERO, exact, unknown
from tests.reference.ledger.recorded.declared import Sharing

CAPACITY = {
    "childcare": ("places", "capacity"),
    "catering": ("meals", "meals_day", "capacity"),
    "mobility": ("staff", "seats"),
    "security": ("hours", "hours_week"),
}


def amount(sharing: Sharing) -> Fraction:
    """Places, meals a day, hours a week or staff, as the service counts."""
    return sharing.figure(*CAPACITY.get(sharing.subject or "", ("capacity",))) or ZERO


def unit_opened(carrier: Sharing | None, numbers: Parameters) -> Fraction:
    """Places of the unit that would open: the operator's, else a micro-creche.

    figures.md 18: "A micro-creche is 12 places since 2021"; facts C18 printed 10 (of 2020).
    """
    own = carrier.figure("unit", "unit_places", "places", "capacity") if carrier else None
    return own or numbers.value("childcare_micro")


def places_needed(unit: Fraction, numbers: Parameters) -> Fraction:
    """Places to be reserved before an operator opens: 70 % (facts C16: 14 of 20 is enough)."""
    return Fraction(math.ceil(unit * numbers.value("childcare_share")))


def least_places(carrier: Sharing | None, numbers: Parameters) -> Fraction:
    """Where nobody operates yet, a whole unit (facts C18: "minimum unit 10 places", 12 now)."""
    unit = unit_opened(carrier, numbers)
    return unit if carrier is None else places_needed(unit, numbers)


def open_when(offer: Sharing, need: Sharing) -> bool:
    """Whether the offer is open on the need's days and hours, half hours too (figures.md 5)."""
    if need.weekdays and offer.weekdays and not need.weekdays <= offer.weekdays:
        return False
    if need.hours is None or offer.hours is None:
        return True
    return offer.hours[0] <= need.hours[0] and need.hours[1] <= offer.hours[1]


def capacity_faults(members: list[Member], carrier: Sharing | None) -> list[Fault]:
    """Never more than the offer's capacity, and only within its hours (figures.md 5)."""
    if carrier is None:
        return []
    found = []
    most = carrier.figure(*CAPACITY.get(carrier.subject or "", ("capacity",)))
    asked = sum((amount(m.sharing) for m in members), ZERO)
    if most is not None and asked > most:
        what = f"{float(asked):g} asked of {float(most):g}"
        found.append(Fault(what, "capacity is never exceeded", "figures.md 5"))
    for member in members:
        if not open_when(carrier, member.sharing):
            what = f"{member.sharing.id} asks for hours when {carrier.id} is closed"
            found.append(Fault(what, "hours of offers bind", "figures.md 5"))
    return found


def reckon(members: list[Member], numbers: Parameters, carrier: Sharing | None) -> Reckoned:
    """A service by plain thresholds: companies, and places, meals or staff (pooling.md table)."""
    subject = members[0].sharing.subject or "" if members else ""
    found = Reckoned(faults=capacity_faults(members, carrier))
    found.amount = sum((amount(m.sharing) for m in members), ZERO)
    found.alone = [m.sharing.cost for m in members]
    found.savings = [unknown("not computed")] * len(members)
    found.eur = unknown("not computed")
    found.figures[CAPACITY.get(subject, ("amount",))[0]] = exact(found.amount)
    found.why_not += too_few(members, numbers.value(f"{subject}_members_least"))
    least = {
        "childcare": lambda: least_places(carrier, numbers),
        "catering": lambda: numbers.value("catering_meals"),
        "mobility": lambda: numbers.value("mobility_staff"),
    }.get(subject, lambda: ZERO)()
    if found.amount < least:
        found.why_not.append(f"{float(found.amount):g} of {float(least):g}")
    found.viable = not found.why_not and not found.faults
    return found
