"""What a running synergy brings: agreed, then reported, from the day it runs to the day it ends.

Rules and their source: `agreed`, `reports`, `parts` (of groups).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import NOTHING, YEAR, Rate, agreed_rate, days_of_year, runs_on
from tests.reference.ledger.parts import of_all, of_member
from tests.reference.ledger.quantities import ZERO, Month, Span, days, exact
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.reports import (
    Read,
    all_believed,
    carbon,
    chosen,
    euros,
    grade,
    lasts,
    lesser,
    of_this_run,
    quantity,
)


def rate(life: Life, on: date, company: str | None = None) -> Rate:
    """What it brings a year as of a day, by what was agreed, then reported (issue 37.2).

    Of a pair both sides report the same exchange; of a group each member its own part. To one
    company, of a group, its own part.
    """
    if not runs_on(life, on):
        return NOTHING
    if life.group is not None:
        return of_all(life, on) if company is None else of_member(life, on, company)
    agreed = agreed_rate(life, on)
    lasting = [one for one in all_believed(life) if lasts(life, one)]
    reports = [one for one in lasting if of_this_run(life, one, on)]

    def then(before: Span, read: Read) -> Span:
        found = chosen(reports, read, on)
        return lesser(found, read) if found else before

    told = chosen(reports, quantity(life), on)
    grades = {grade(life, report) for report in told}
    return Rate(
        then(agreed.amount, quantity(life)),
        next((r.amount.unit for r in told if r.amount is not None), agreed.unit),
        then(agreed.eur, euros(life)),
        then(agreed.tco2e, carbon(life)),
        "verified" if grades == {"verified"} else "declared",
    )


def in_month(life: Life, month: Month, company: str | None = None, until: date = date.max) -> Rate:
    """What it brought in a month, day by day (issue 37.2: scaled per month), until a day."""
    of_month = days(month.first, min(month.last, until))
    running = [
        rate(life, on, company) for on in of_month if runs_on(life, on) and life.moving_days(on, on)
    ]
    if not running:
        return NOTHING
    share = Fraction(1, days_of_year(life))
    return Rate(
        _sum([r.amount for r in running]).times(share),
        next((r.unit for r in running if r.unit), None),
        _sum([r.eur for r in running]).times(share),
        _sum([r.tco2e for r in running]).times(share),
        running[-1].grade,
    )


def averaged(life: Life, month: Month, company: str | None = None) -> Rate:
    """A yearly rate over a month, by the share of its days on which it ran (OPEN 5)."""
    brought, share = in_month(life, month, company), Fraction(YEAR, month.last.day)
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


def twelve_months(life: Life, last: Month, company: str | None = None) -> Rate:
    """What it brought in the twelve months that end with this one."""
    index = last.year * 12 + last.number - 1
    months = [Month((index - n) // 12, (index - n) % 12 + 1) for n in range(12)]
    rates = [in_month(life, month, company) for month in months]
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
    if life.agreements and life.stopped is not None and life.stopped <= on:
        return "stopped"
    state = life.state_on(on)
    return "qualified" if state == "running" else state


def _group_at_risk(life: Life) -> bool:
    group = life.group or {}
    return group.get("state") == "at_risk" or bool(group.get("risks"))


def known_by(life: Life) -> str:
    """What counts as operational (kinds 0.3): one exchange made, or one pooled service used."""
    return "operational" if life.agreements else "not"
