"""Within a month, what ran counts for the days on which it ran, and for no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boucle.indicators.facts.bodies import Fact
from boucle.indicators.figures.figure import Figure, Month, Scope
from boucle.indicators.figures.formulas import figures
from boucle.platform.events import Event
from tests.unit.indicators.figures.test_agreed import runs
from tests.unit.indicators.figures.test_figures import HAVRE, by_key, facts, lived, side
from tests.unit.indicators.figures.test_group_figures import FOUR, group
from tests.unit.indicators.figures.test_group_figures import lived as group_lived

LATER = date(2028, 3, 1)


def in_month(known: list[Fact], year: int, month: int, today: date = LATER) -> dict[Any, Figure]:
    return by_key(figures(known, Scope(frozenset({HAVRE})), Month.of(year, month, today)))


def steam(**changes: Any) -> Event[Any]:
    """3,650 MWh a year, ten a day; of 330,000 possible, which save 12.87 to 14.52 M EUR: 142,350 to
    160,600 EUR a year, 390 to 440 a day."""
    return runs("steam", "3650", running_since=date(2026, 11, 16), **changes)


@pytest.mark.parametrize(
    ("month", "today", "days"),
    [
        (10, LATER, 0),
        (11, LATER, 15),  # from the 16th to the 30th
        (11, date(2026, 11, 24), 9),  # until today
        (12, LATER, 31),
    ],
)
def test_a_month_counts_the_days_on_which_it_ran(month: int, today: date, days: int) -> None:
    found = in_month(facts(steam()), 2026, month, today)
    saved = found["ran_eur", "estimated"]
    if days == 0:
        assert (saved.low, saved.missing) == (None, ("no synergy ran",))
        assert ("ran_energy", "declared") not in found
        return
    assert (saved.low, saved.high) == (Decimal(390 * days), Decimal(440 * days))
    assert found["ran_energy", "declared"].value == 10 * days
    yearly = found["running_eur", "estimated"]
    assert (yearly.low, yearly.high) == (Decimal(142350), Decimal(160600))


def test_the_day_on_which_it_stopped_counts_no_more() -> None:
    its: dict[str, Any] = {"nature": "energy", "running_since": date(2026, 11, 16)}
    sides = side("offer", "steam o"), side("need", "steam n")
    computed = {key: getattr(steam().data, key) for key in ("agreed", "potential", "eur", "tco2e")}
    stopped = lived("steam", "stopped", *sides, **its, **computed, stopped_on=date(2026, 11, 20))
    running, ended = facts(steam(), stopped)
    known = [running, replace(ended, version=2)]
    found = in_month(known, 2026, 11)
    assert found["ran_energy", "declared"].value == 40  # 16th to 19th
    assert found["running_eur", "estimated"].missing == ("no synergy runs",)
    assert ("ran_energy", "declared") not in in_month(known, 2026, 12)


def test_twelve_months_are_a_year_in_leap_years_too() -> None:
    known = facts(steam())
    for year in (2027, 2028):
        values = [
            in_month(known, year, each, date(2029, 3, 1))["ran_energy", "declared"].value
            for each in range(1, 13)
        ]
        assert abs(sum((one or Decimal(0) for one in values), Decimal(-3650))) < Decimal("0.01")


def test_a_quantity_that_nobody_told_is_missing_in_the_month_too() -> None:
    found = in_month(facts(runs("untold", None, running_since=date(2026, 11, 16))), 2026, 11)
    for key, grade in (("ran_eur", "estimated"), ("ran_energy", "declared")):
        assert found[key, grade].missing == ("agreed",)
        assert (found[key, grade].low, found[key, grade].value) == (None, None)
        assert found[key, grade].left_out == 1


def test_of_a_group_that_is_lost_the_days_before_count() -> None:
    """3,000 to 3,800 EUR a year; from the 11th to the 20th: ten days of 365."""
    its: dict[str, Any] = {"running_since": date(2026, 11, 11), "at_risk": True}
    known = facts(group("running"), group_lived("running", lost_on=date(2026, 11, 21), **its))
    found = in_month(known, 2026, 11)["ran_eur", "estimated"]
    assert (found.low, found.high) == (Decimal("82.192"), Decimal("104.11"))
    after = facts(
        group("running"), group_lived("running", FOUR, 2, lost_on=date(2026, 11, 21), **its)
    )
    assert in_month(after, 2026, 12)["ran_eur", "estimated"].counted == 0
