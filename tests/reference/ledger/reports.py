"""What was reported, a year: by whom, of which days, and how well it is known.

Issue 37.2: "Running figures follow what was agreed, then what was reported"; a report that counts
inside its own days only would never show in a month's end figure, as it comes later: its yearly
rate goes on until another report (OPEN 2). What a report does not tell, an earlier one may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import agreement_on, days_of_year, scaled
from tests.reference.ledger.quantities import ZERO, Span, days, exact, number, unknown
from tests.reference.ledger.recorded.lives_read import Amount, Life, Report

Read = Callable[[Report], Span | None]


def alike(one: Report, other: Report) -> bool:
    """Whether two parties reported the same of the same period (issue 37.2: both sides alike), by
    two credentials: a tool of both sides could verify alone (hour of a user; OPEN 42)."""
    same_time = (one.first, one.last) == (other.first, other.last)
    if one.said_by is not None and one.said_by == other.said_by:
        return False
    return same_time and one.by != other.by and one.amount == other.amount and one.eur == other.eur


def grade(life: Life, told: Report) -> str:
    """`verified` is what both sides reported alike or a document shows (issue 37.2)."""
    both = life.group is None and any(alike(told, other) for other in life.reports.values())
    if told.document or both:
        return "verified"
    return "declared" if told.grade == "verified" else told.grade


def believed(life: Life, told: Report) -> Report | None:
    """What of it is possible, or proven: no more than declared or agreed (of a season, a year's),
    no more saved than is paid today (hour of a user: 5,000 t of a group agreed at 60; 10 M€ where
    27,000 € are paid; OPEN 42). A result is judged by what its parties had declared when it ran
    (hour of a user: 30,000 EUR of the spring were lost as the flow was revised in December). Euros
    or CO2 that are too much cost it nothing else (hour of a user: 849 MWh told as running where a
    result without its euros gave 1,200); a quantity that is too much costs it all."""
    if grade(life, told) == "verified":
        return told
    then = life.as_agreed(told.first, told.last)
    if not any(_moved(one, told) for one in then):
        return None
    eur = told.eur if any(_saved(one, told) for one in then) else None
    tco2e = told.tco2e if any(_avoids(one, told) for one in then) else None
    left = replace(told, eur=eur, tco2e=tco2e)
    return left if any((left.amount, left.eur, left.tco2e, left.jobs)) else None


def all_believed(life: Life) -> list[Report]:
    return [found for one in life.reports.values() if (found := believed(life, one))]


def _most(life: Life, told: Report) -> Amount | None:
    years = _years(life, told)
    declared = _declared(life, told.by if life.group is not None else None)
    if declared is None:
        return None
    return Amount(declared.value * (max(years, Fraction(1)) if years else ZERO), declared.unit)


def _moved(life: Life, told: Report) -> bool:
    most = _most(life, told)
    if most is None or told.amount is None or told.amount.unit != most.unit:
        return True
    return told.amount.value <= most.value


def _saved(life: Life, told: Report) -> bool:
    years, paid = _years(life, told), _paid(life, told.by)
    if life.group is None and _above(told.eur, _gained(life, years)):
        return False
    return paid is None or told.eur is None or told.eur <= paid * years


def _avoids(life: Life, told: Report) -> bool:
    return not _above(told.tco2e, _avoided(told, _most(life, told)))


def _years(life: Life, told: Report) -> Fraction:
    """Its part of a year of 365.25 days; of a pair that moves in some months, of their days."""
    year = Fraction(life.moving_days(date(2024, 1, 1), date(2027, 12, 31)), 4)
    return life.moving_days(told.first, told.last) / year


def _above(value: Fraction | None, most: Fraction | None) -> bool:
    return value is not None and most is not None and value > most


def _avoided(told: Report, most: Amount | None) -> Fraction | None:
    """tCO2e at most, by unit: 5 a tonne (kinds 4, facts C08); of electricity from coal 1.058 a MWh
    (SDES, Chiffres cles du climat 2023); a m3 a tenth (hour of a user: 1.5 Mt for 60 MWh)."""
    amount = told.amount or most
    each = {"t": Fraction(5), "MWh": Fraction(11, 10), "m3": Fraction(1, 10)}
    return amount.value * each[amount.unit] if amount and amount.unit in each else None


def _gained(life: Life, years: Fraction) -> Fraction | None:
    """EUR at most, of a pair: twice what was reckoned of all (hour of a user: 3 M EUR where 50,000
    are paid; no source for twice: OPEN 45)."""
    if life.eur is None or not life.eur.known:
        return None
    most = life.eur.bounds()[1]
    return most * 2 * years if most > 0 else None


def _declared(life: Life, by: str | None) -> Amount | None:
    agreed = [a.amount for a in life.agreements if a.amount is not None]
    known = [one for one in (life.basis, *agreed) if one is not None]
    if not known:
        return None
    most = max(known, key=lambda one: one.value)
    part = Fraction(1) if by is None else user_part(life, by)
    return Amount(most.value * part, most.unit) if part else None


def _paid(life: Life, by: str | None) -> Fraction | None:
    """What the members of a group pay today; of all in collection, what collection costs."""
    group = life.group or {}
    collection = number(((group.get("figures") or {}).get("collection") or {}).get("high"))
    if by is None and collection is not None:
        return collection
    lines = [one for one in group.get("members") or [] if (one.get("role") or "user") == "user"]
    takes = by in {str(one.get("organisation_id")) for one in lines}  # an owner: what all pay
    whose = by if takes else None
    own = [number(o.get("alone")) for o in lines if whose in (None, str(o.get("organisation_id")))]
    known = [one for one in own if one is not None]
    return sum(known, ZERO) if known and len(known) == len(own) else None


def lasts(life: Life, told: Report) -> bool:
    """A load of one day is no rate of a year (hour of a user: 150 t on a day told as 54,750 t a
    year). From two weeks on which it can move it is (no source: OPEN 44)."""
    return life.moving_days(told.first, told.last) >= 14


def part_that_ran(life: Life, told: Report) -> Fraction:
    """The part of its days on which it ran: its end, or its beginning, may be told otherwise once
    it was reported (hour of a user: 3,000 EUR of October stayed whole as it stopped on the 15th).
    A report may end on the day it stopped."""
    life = life.as_agreed(told.first, told.last)[0]
    whole = life.moving_days(told.first, told.last)
    if not life.agreements or not whole or life.stopped == told.last:
        return Fraction(1)
    ran = [d for d in days(told.first, told.last) if agreement_on(life, d) is not None]
    return Fraction(sum(life.moving_days(d, d) for d in ran), whole)


def of_this_run(life: Life, told: Report, on: date) -> bool:
    """What ended before it ran again, or with another quantity, tells nothing of that (hour of a
    user: a reopened group ran on what was reported before its end)."""
    now = agreement_on(life, on)
    return now is not None and told.last >= now.since


def newest(reports: Iterable[Report], on: date) -> list[Report]:
    """The reports that speak for a day: of the period that holds it, else of the last before."""
    known = [r for r in reports if r.first <= on]
    holding = [r for r in known if r.last >= on]
    if holding or not known:
        return holding
    latest = max(r.last for r in known)
    return [r for r in known if r.last == latest]


def chosen(reports: Iterable[Report], read: Read, on: date) -> list[Report]:
    """Of those that tell a figure, the newest; one of all (no `by`) replaces what each reported
    for the same time (rule as the product's docs state it, indicators.md)."""
    found = newest([r for r in reports if read(r) is not None], on)
    joint = [r for r in found if r.by is None]
    return joint or found


def lesser(reports: Iterable[Report], read: Read) -> Span:
    """Of what two sides report of one exchange the lesser, figure by figure (OPEN 3).

    DIRECTION "What is not known is null with what is missing, never the best case".
    """
    spans = [span for r in reports if (span := read(r)) is not None]
    known = [span for span in spans if span.known]
    return min(known, key=lambda span: span.bounds()[0]) if known else spans[0]


def yearly(life: Life, value: Fraction, told: Report) -> Fraction:
    """A reported total of a period as a yearly rate, by its days on which it can move (issue 37.2:
    scaled; hour of a user: 200 MWh, all of a season, were told as 300 a year). A season that
    brought most of what is declared a year is no rate above it (hour of a user: 324 % of what a
    plant can give; OPEN 44), unless a document or the other side shows it (hour of a user: 62 t of
    31 days counted whole as reported and by half as what ran)."""
    years = Fraction(days_of_year(life), life.moving_days(told.first, told.last))
    declared = _declared(life, told.by if life.group is not None else None)
    most = declared if grade(life, told) != "verified" else None
    if most and told.amount and told.amount.value and told.amount.unit == most.unit:
        years = min(years, max(Fraction(1), most.value / told.amount.value))
    return value * years


def quantity(life: Life) -> Read:
    return lambda told: (
        None if told.amount is None else exact(yearly(life, told.amount.value, told))
    )


def euros(life: Life) -> Read:
    """Its own euros, else those of its quantity."""
    return lambda told: _own_or_scaled(life, told, told.eur, life.eur, "eur")


def carbon(life: Life) -> Read:
    return lambda told: _own_or_scaled(life, told, told.tco2e, life.tco2e, "tco2e")


def _own_or_scaled(
    life: Life, told: Report, own: Fraction | None, possible: Span | None, key: str
) -> Span | None:
    """What a member of a group tells bears its part of what is fixed (OPEN 41)."""
    if own is not None:
        return exact(yearly(life, own, told))
    if told.amount is None or possible is None:
        return None
    amount = Amount(yearly(life, told.amount.value, told), told.amount.unit)
    fixed = life.fixed.get(key)
    if fixed is None or life.group is None or told.by is None or not possible.known:
        return scaled(possible, amount, life.basis, fixed)
    part = user_part(life, told.by)
    if part is None:
        return unknown("its own part")
    (low, high), (others_low, others_high) = possible.bounds(), fixed.part(1 - part).bounds()
    borne = Span(low - others_low, high - others_high)
    return scaled(borne, amount, life.basis, fixed.part(part))


def user_part(life: Life, company: str) -> Fraction | None:
    """Its part of what the users of a group take; unknown where one of them has no amount."""
    lines = (life.group or {}).get("members") or []
    users = [one for one in lines if (one.get("role") or "user") == "user"]
    amounts = [(str(one.get("organisation_id")), number(one.get("amount"))) for one in users]
    every = sum((value or ZERO for _, value in amounts), ZERO)
    if any(value is None for _, value in amounts) or not every:
        return None
    return sum((value or ZERO for one, value in amounts if one == company), ZERO) / every


def too_much(life: Life, told: Report, most_per_tonne: Fraction) -> bool:
    """More CO2 avoided a tonne than is plausible (kinds 4: above 5 tCO2e/t needs evidence)."""
    if told.tco2e is None or told.amount is None or told.amount.unit != "t":
        return False
    proven = grade(life, told) == "verified"
    return not proven and told.tco2e > most_per_tonne * told.amount.value
