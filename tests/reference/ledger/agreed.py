"""What was agreed brings a year, from the day it runs to the day it ends.

The source of all rules here is issue 37.2: "Running figures follow what was agreed, then what
was reported, scaled per month from the day it runs to the day it ends; unknown quantity is null
with `missing`, never the possible one", and users B1: "scale eur, tco2e of a running life by
agreed / possible (null with missing: agreed where no quantity was told)".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.ledger.quantities import ZERO, Span, exact, unknown
from tests.reference.ledger.recorded.lives_read import Agreement, Amount, Life

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


def days_of_year(life: Life) -> int:
    """The days of a year on which it can move: what goes by pipe moves in the months that both
    declare (OPEN 17), so its year is of their days (hour of a user: 17 MWh of January told of a
    pair that moves in May and June)."""
    return life.moving_days(date(2027, 1, 1), date(2027, 12, 31))


def runs_on(life: Life, on: date) -> bool:
    """Whether it runs on a day: from its first day, up to the day before it ended.

    Issue 37.2 "from the day it runs to the day it ends"; on that day its state is told as
    stopped, so it counts as stopped and not as running too (OPEN 1).
    """
    return agreement_on(life, on) is not None


def agreement_on(life: Life, on: date) -> Agreement | None:
    """The agreement in force on a day: the last one begun (users B1: told again, it changes)."""
    begun = [a for a in life.agreements if a.since <= on]
    last = begun[-1] if begun else None
    return last if last and (last.until is None or on < last.until) else None


def at(figure: Span, share: Fraction, fixed: Span | None) -> Span:
    """A figure at a share of the quantity: what is fixed stays (hour's findings: a line costs its
    annuity however little it carries, tours and pickups do not shrink in proportion)."""
    if fixed is None or not figure.known:
        return figure.times(share)
    (low, high), (low_fixed, high_fixed) = figure.bounds(), fixed.bounds()
    ends = (low_fixed + (low - low_fixed) * share, high_fixed + (high - high_fixed) * share)
    return Span(*ends, figure.missing)


def scaled(
    possible: Span | None, amount: Amount | None, basis: Amount | None, fixed: Span | None = None
) -> Span:
    """Euros or CO2 of what was agreed: those of the possible, by agreed / possible (users B1),
    but for what is fixed."""
    if amount is None:
        return unknown("agreed")
    if possible is None or not possible.known:
        return Span(None, None, possible.missing if possible else ("computed",))
    if basis is None or basis.value == 0:
        return unknown("possible quantity")
    if basis.unit != amount.unit:
        return unknown("unit")
    return at(possible, amount.value / basis.value, fixed)


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
        scaled(life.eur, amount, life.basis, life.fixed.get("eur")),
        scaled(life.tco2e, amount, life.basis, life.fixed.get("tco2e")),
        "estimated",
    )


def _of_group(life: Life) -> Rate:
    """A running group without a told quantity.

    Where it has one (tonnes, rainwater), that is unknown: issue 37.2 "unknown quantity is null
    with `missing`, never the possible one"; indicators.md: what members declare is possible.
    Others are agreed as declared. Kinds that display no euros (facts C21; pooling.md "By plain
    thresholds"; posts) bring none and miss none.
    """
    if life.basis is not None:
        lack = unknown("agreed")
        return Rate(lack, life.basis.unit, lack, lack, "estimated")
    no_euros = life.subject in NO_EUROS or str(life.subject)[1:].isdigit()
    unknown_eur = exact(ZERO) if no_euros else unknown("computed")
    return Rate(
        unknown("amount"),
        None,
        life.eur if life.eur is not None and life.eur.known else unknown_eur,
        life.tco2e if life.tco2e is not None and life.tco2e.known else unknown_eur,
        "estimated",
    )
