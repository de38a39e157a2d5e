"""What a running synergy brings: agreed, then reported, from the day it runs to the day it ends.

The source of all rules here is issue 37.2: "Running figures follow what was agreed, then what
was reported, scaled per month from the day it runs to the day it ends; unknown quantity is null
with `missing`, never the possible one", and users B1: "scale eur, tco2e of a running life by
agreed / possible (null with missing: agreed where no quantity was told)".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.ledger.quantities import ZERO, Month, Span, days, exact, total, unknown
from tests.reference.ledger.recorded.lives_read import Agreement, Amount, Life, Report

YEAR = 365
NO_EUROS = {"purchasing", "security", "catering", "childcare", "mobility"}


@dataclass(frozen=True)
class Rate:
    """What runs a year on one day: quantity, euros, CO2, and how well it is known."""

    amount: Span
    unit: str | None
    eur: Span
    tco2e: Span
    grade: str


NOTHING = Rate(exact(ZERO), None, exact(ZERO), exact(ZERO), "declared")


def runs_on(life: Life, on: date) -> bool:
    """Whether it runs on a day: from its first day, up to the day before it ended.

    Issue 37.2 "from the day it runs to the day it ends"; the last day itself counts (OPEN 1).
    """
    if not life.agreements or life.agreements[0].since > on:
        return False
    return life.stopped is None or on <= life.stopped


def agreement_on(life: Life, on: date) -> Agreement | None:
    """The agreement in force on a day: the last one begun (users B1: told again, it changes)."""
    begun = [a for a in life.agreements if a.since <= on]
    return begun[-1] if begun and runs_on(life, on) else None


def scaled(possible: Span | None, amount: Amount | None, basis: Amount | None) -> Span:
    """Euros or CO2 of what was agreed: those of the possible, by agreed / possible (users B1)."""
    if amount is None:
        return unknown("agreed")
    if possible is None or not possible.known:
        return Span(None, None, possible.missing if possible else ("computed",))
    if basis is None or basis.value == 0:
        return unknown("possible quantity")
    if basis.unit != amount.unit:
        return unknown("unit")
    return possible.times(amount.value / basis.value)


def agreed_rate(life: Life, on: date) -> Rate:
    """What was agreed, a year; unknown where nobody told a quantity (issue 37.2)."""
    agreed = agreement_on(life, on)
    if agreed is None:
        return NOTHING
    amount = agreed.amount
    if amount is None and life.group is not None:
        return _of_group(life)
    if amount is None:
        lack = unknown("agreed")
        return Rate(lack, None, lack, lack, "estimated")
    return Rate(
        exact(amount.value),
        amount.unit,
        scaled(life.eur, amount, life.basis),
        scaled(life.tco2e, amount, life.basis),
        "estimated",
    )


def _of_group(life: Life) -> Rate:
    """A running group without a told quantity: what its members declared, who agreed to that.

    figures.md "What holds": "six go on, figures follow"; indicators.md: "A group counts as it is
    now". Issue 37.2 read strictly would make it null (OPEN 16). Kinds that display no euros
    (facts C21; pooling.md "By plain thresholds"; posts) bring none and miss none.
    """
    no_euros = life.subject in NO_EUROS or str(life.subject)[1:].isdigit()
    unknown_eur = exact(ZERO) if no_euros else unknown("computed")
    amount = life.basis
    return Rate(
        exact(amount.value) if amount else unknown("amount"),
        amount.unit if amount else None,
        life.eur if life.eur is not None and life.eur.known else unknown_eur,
        life.tco2e if life.tco2e is not None and life.tco2e.known else unknown_eur,
        "estimated",
    )


def alike(one: Report, other: Report) -> bool:
    """Whether two parties reported the same of the same period (issue 37.2: both sides alike)."""
    same_time = (one.first, one.last) == (other.first, other.last)
    return same_time and one.by != other.by and one.amount == other.amount and one.eur == other.eur


def grade(life: Life, told: Report) -> str:
    """`verified` is what both sides reported alike or a document shows (issue 37.2)."""
    if told.document or any(alike(told, other) for other in life.reports.values()):
        return "verified"
    return "declared" if told.grade == "verified" else told.grade


def chosen(life: Life, on: date) -> list[Report]:
    """The reports that speak for a day: of the period that holds it, else of the last before.

    A joint report of all (no `by`) replaces what each reported for the same time (rule as the
    product's docs state it, indicators.md). Issue 37.2 "agreed, then what was reported": after
    a report the reported rate goes on until another report (OPEN 2).
    """
    known = [r for r in life.reports.values() if r.first <= on]
    holding = [r for r in known if r.last >= on]
    if not holding and known:
        latest = max(r.last for r in known)
        holding = [r for r in known if r.last == latest]
    joint = [r for r in holding if r.by is None]
    return joint or holding


def _yearly(value: Fraction | None, told: Report) -> Fraction | None:
    """A reported total of a period as a yearly rate, by its days (issue 37.2: scaled)."""
    return None if value is None else value * YEAR / ((told.last - told.first).days + 1)


def _one(life: Life, told: Report, on: date) -> Rate:
    """One report as a rate: its own euros and CO2, else those of its quantity; never the best."""
    agreed = agreed_rate(life, on)
    eur, carbon = _yearly(told.eur, told), _yearly(told.tco2e, told)
    if told.amount is None:
        return Rate(
            agreed.amount,
            agreed.unit,
            exact(eur) if eur is not None else agreed.eur,
            exact(carbon) if carbon is not None else agreed.tco2e,
            grade(life, told),
        )
    yearly = Amount(_yearly(told.amount.value, told) or ZERO, told.amount.unit)
    return Rate(
        exact(yearly.value),
        yearly.unit,
        exact(eur) if eur is not None else scaled(life.eur, yearly, life.basis),
        exact(carbon) if carbon is not None else scaled(life.tco2e, yearly, life.basis),
        grade(life, told),
    )


def _least(rates: list[Rate]) -> Rate:
    """Of two sides that report differently of one exchange, the lesser (OPEN 3).

    DIRECTION "What is not known is null with what is missing, never the best case".
    """
    known = [r for r in rates if r.amount.known]
    return min(known, key=lambda r: r.amount.bounds()[0]) if known else rates[0]


def rate(life: Life, on: date) -> Rate:
    """What it brings a year as of a day, by what was agreed, then reported (issue 37.2).

    Of a pair both sides report the same exchange; of a group each member its own part, so those
    parts add up (rule as the product's docs state it: "of a member, or of all").
    """
    if not runs_on(life, on):
        return NOTHING
    told = chosen(life, on)
    if not told:
        return agreed_rate(life, on)
    rates = [_one(life, r, on) for r in told]
    if life.kind == "substitution" or len(rates) == 1:
        return _least(rates)
    grades = {r.grade for r in rates}
    return Rate(
        total(r.amount for r in rates),
        rates[0].unit,
        total(r.eur for r in rates),
        total(r.tco2e for r in rates),
        "verified" if grades == {"verified"} else "declared",
    )


def in_month(life: Life, month: Month) -> Rate:
    """What it brought in a month, day by day (issue 37.2: scaled per month)."""
    running = [rate(life, on) for on in days(month.first, month.last) if runs_on(life, on)]
    if not running:
        return NOTHING
    share = Fraction(1, YEAR)
    return Rate(
        _sum([r.amount for r in running]).times(share),
        next((r.unit for r in running if r.unit), None),
        _sum([r.eur for r in running]).times(share),
        _sum([r.tco2e for r in running]).times(share),
        running[-1].grade,
    )


def averaged(life: Life, month: Month) -> Rate:
    """A yearly rate over a month, by the share of its days on which it ran (OPEN 5)."""
    brought, share = in_month(life, month), Fraction(YEAR, month.last.day)
    return Rate(
        brought.amount.times(share),
        brought.unit,
        brought.eur.times(share),
        brought.tco2e.times(share),
        brought.grade,
    )


def _sum(spans: list[Span]) -> Span:
    """The strict sum: one unknown day makes the month unknown (issue 37.2: null, not less)."""
    found = exact(ZERO)
    for span in spans:
        found = found.plus(span)
    return found


def twelve_months(life: Life, last: Month) -> Rate:
    """What it brought in the twelve months that end with this one."""
    index = last.year * 12 + last.number - 1
    months = [Month((index - n) // 12, (index - n) % 12 + 1) for n in range(12)]
    rates = [in_month(life, month) for month in months]
    return Rate(
        _sum([r.amount for r in rates]),
        next((r.unit for r in rates if r.unit), None),
        _sum([r.eur for r in rates]),
        _sum([r.tco2e for r in rates]),
        rates[0].grade,
    )


def counted_state(life: Life, on: date) -> str:
    """As what it is counted: lost groups as lost, those at risk as at risk (figures.md 11).

    A running group that is at risk still runs; a lost one does not count as running. What was
    refused or stopped counts as that: figures.md 11 speaks of groups that people go on with.
    """
    if life.lost and life.state not in ("refused", "already_done", "stopped"):
        return "lost"
    if runs_on(life, on):
        return "at_risk" if life.at_risk or _group_at_risk(life) else "running"
    if life.agreements and life.stopped is not None and life.stopped < on:
        return "stopped"
    state = life.state_on(on)
    return "qualified" if state == "running" else state


def _group_at_risk(life: Life) -> bool:
    group = life.group or {}
    return group.get("state") == "at_risk" or bool(group.get("risks"))


def too_much(life: Life, told: Report, most_per_tonne: Fraction) -> bool:
    """More CO2 avoided a tonne than is plausible (kinds 4: above 5 tCO2e/t needs evidence)."""
    if told.tco2e is None or told.amount is None or told.amount.unit != "t":
        return False
    proven = grade(life, told) == "verified"
    return not proven and told.tco2e > most_per_tonne * told.amount.value


def known_by(life: Life) -> str:
    """What counts as operational (kinds 0.3): one exchange made, or one pooled service used."""
    return "operational" if life.agreements else "not"
