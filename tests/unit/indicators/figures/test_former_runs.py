"""What stopped and runs again, or runs with another quantity, keeps what it brought before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace as replace_result

from boucle.contract.events.matching import FormerRun
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from boucle.platform.events import Event
from tests.unit.indicators.figures.test_figures import event, facts, ident, life, side
from tests.unit.indicators.figures.test_group_figures import group
from tests.unit.indicators.figures.test_group_figures import lived as group_lived
from tests.unit.indicators.figures.test_ran import in_month
from tests.unit.indicators.figures.test_rates import said

JULY, OCTOBER, NOVEMBER = date(2026, 7, 1), date(2026, 10, 1), date(2026, 11, 30)


def tonnes(value: str) -> Quantity:
    return Quantity(value, "t")


def run(since: date, until: date, agreed: str | None) -> FormerRun:
    return FormerRun(since, until, None if agreed is None else tonnes(agreed))


def step(name: str, state: Any, **changes: Any) -> Event[Any]:
    """Of sawdust: 800 t a year are possible, which save 8,000 EUR."""
    its: dict[str, Any] = {
        "nature": "material",
        "potential": tonnes("800"),
        "eur": Amount("EUR", "8000", "8000"),
    }
    parties = side("offer", "saw o"), side("need", "saw n")
    told = life("saw", state, parties, **its | changes)
    return event(f"life.{name}.v1", ident("saw"), told)


def in_order(*steps: Event[Any]) -> list[Fact]:
    return [replace(fact, version=number) for number, fact in enumerate(facts(*steps), 1)]


FIRST = step("running", "running", agreed=tonnes("100"), running_since=JULY)
MORE = {"agreed": tonnes("500"), "running_since": OCTOBER}
SECOND = step("running", "running", **MORE, former_runs=(run(JULY, OCTOBER, "100"),))
STOPPED = step(
    "stopped", "stopped", **MORE, former_runs=SECOND.data.former_runs, stopped_on=NOVEMBER
)
AGAIN: dict[str, Any] = {
    "agreed": tonnes("200"),
    "running_since": NOVEMBER,
    "former_runs": (*SECOND.data.former_runs, run(OCTOBER, NOVEMBER, "500")),
}
RUNS_AGAIN = FIRST, SECOND, STOPPED, step("running", "running", **AGAIN)


def ran(known: list[Fact], month: int, year: int = 2026) -> Decimal:
    found = in_month(known, year, month)["ran_material", "declared"].value
    return round(found or Decimal(0), 2)


def test_what_stopped_and_runs_again_keeps_what_it_brought() -> None:
    """November: 29 days of 500 t a year, one of 200; of ten euros each."""
    known = in_order(*RUNS_AGAIN)
    assert ran(known, 11) == Decimal("40.27")
    euros = in_month(known, 2026, 11)["ran_eur", "estimated"].low
    assert round(euros or 0, 2) == Decimal("402.74")
    assert (ran(known, 9), ran(known, 10)) == (Decimal("8.22"), Decimal("42.47"))
    assert in_month(known, 2026, 11)["running_material", "declared"].value == 200


def test_a_result_counts_for_the_run_that_its_days_fall_in() -> None:
    """150 t from August to October, told once it runs again: 50.54 t in months of 31 of 92 days.
    Until the run ended its rate went on; of the new run it tells nothing."""
    of_before = said(
        quantity=tonnes("150"),
        eur="900",
        period_start=date(2026, 8, 1),
        period_end=date(2026, 10, 31),
    )
    told = step("reported", "running", **AGAIN, results=(of_before,))
    after = step("planned", "running", **AGAIN, results=(of_before,))
    known = in_order(*RUNS_AGAIN, told, after)
    assert (ran(known, 7), ran(known, 8)) == (Decimal("8.49"), Decimal("50.54"))
    assert ran(known, 10) == Decimal("50.54")
    assert ran(known, 11) == Decimal("47.83")  # 29 × 150 ÷ 92 + 200 ÷ 365
    assert in_month(known, 2026, 10)["reported_eur", "declared"].value == 900
    october, now = in_month(known, 2026, 10), in_month(known, 2026, 11)
    assert (october["synergies_substitution_running", "counted"].value) == 1
    assert round(october["running_material", "declared"].value or 0, 2) == Decimal("595.11")
    assert now["running_material", "declared"].value == 200


def test_a_result_told_after_the_stop_is_of_the_months_before() -> None:
    told = said(quantity=tonnes("31"), period_start=OCTOBER, period_end=date(2026, 10, 31))
    its: dict[str, Any] = {"former_runs": STOPPED.data.former_runs, "results": (told,)}
    late = step("reported", "stopped", **MORE, **its, stopped_on=NOVEMBER)
    known = in_order(FIRST, SECOND, STOPPED, late)
    assert (ran(known, 10), ran(known, 11)) == (Decimal(31), Decimal(29))
    assert ("synergies_substitution_running", "counted") in in_month(known, 2026, 10)
    assert ("synergies_substitution_running", "counted") not in in_month(known, 2026, 11)


def test_a_higher_quantity_from_the_middle_of_a_month_drops_no_day_before() -> None:
    """100 t a year until the 15th, 500 from the 16th on. A report of a tonne a day that ends before
    speaks until then only."""
    more: dict[str, Any] = {
        "agreed": tonnes("500"),
        "running_since": date(2026, 11, 16),
        "former_runs": (run(JULY, date(2026, 11, 16), "100"),),
    }
    known = in_order(FIRST, step("running", "running", **more))
    assert ran(known, 11) == Decimal("24.66")
    a_day = said(quantity=tonnes("41"), period_start=OCTOBER, period_end=date(2026, 11, 10))
    known = in_order(
        FIRST,
        step("running", "running", **more),
        step("reported", "running", **more, results=(a_day,)),
    )
    assert (ran(known, 10), ran(known, 11)) == (Decimal(31), Decimal("35.55"))
    assert in_month(known, 2026, 11)["running_material", "declared"].value == 500


def test_a_group_that_runs_again_is_told_by_no_result_of_before() -> None:
    """400 t are declared; 200 run again since mid-November, half of the 3,000 EUR at least."""
    before = said(
        quantity=tonnes("90"),
        eur="500",
        period_start=JULY,
        period_end=date(2026, 8, 31),
    )
    again: dict[str, Any] = {
        "agreed": tonnes("200"),
        "potential": tonnes("400"),
        "running_since": date(2026, 11, 15),
        "former_runs": (run(JULY, date(2026, 9, 15), "400"),),
    }
    known = facts(group("running"), group_lived("running", **again, results=(before,)))
    found = in_month(known, 2026, 11)
    assert found["running_tonnes_pooling", "estimated"].low == 200
    assert found["running_eur_pooling", "estimated"].low == 1500


def declared_before(**changes: Any) -> FormerRun:
    """It ran 600 t a year, of 600 possible, that save 60,000 EUR."""
    figures: dict[str, Any] = {"potential": tonnes("600"), "eur": Amount("EUR", "60000", "60000")}
    return FormerRun(date(2026, 1, 1), OCTOBER, tonnes("600"), **figures | changes)


def reported_after(former: FormerRun, **changes: Any) -> tuple[Decimal | None, tuple[str, ...]]:
    """300 t and 30,000 EUR of January to June, once 100 t of 100 are agreed from October on."""
    half = said(
        quantity=tonnes("300"),
        eur="30000",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
    )
    its: dict[str, Any] = {
        "agreed": tonnes("100"),
        "potential": tonnes("100"),
        "eur": Amount("EUR", "1000", "1000"),
        "running_since": OCTOBER,
        "former_runs": (former,),
        "results": (replace_result(half, **changes),),
    }
    known = facts(step("reported", "running", **its))
    figure = in_month(known, 2026, 10)["reported_eur", "declared"]
    return figure.value, figure.missing


def test_a_result_is_judged_by_what_was_declared_as_it_ran() -> None:
    """Twice 60,000 EUR a year are 59,466 in 181 days; twice 1,000 are 991."""
    assert reported_after(declared_before()) == (Decimal(30000), ())
    too_much = "more than twice what all of it could save"
    assert reported_after(declared_before(), eur="59467")[1] == (too_much,)
    assert reported_after(declared_before(potential=None))[1] == (too_much,)


def test_a_result_is_judged_by_the_months_of_its_run() -> None:
    """From January to June then, from April to November now: of 300 t, all moved in its months."""
    first_half = declared_before(months=(1, 2, 3, 4, 5, 6))
    assert reported_after(first_half) == (Decimal(30000), ())
    second_half = declared_before(months=(7, 8, 9, 10, 11, 12))
    assert reported_after(second_half)[1] == ("more than its parties declare",)


AUGUST, MIDDLE = date(2026, 8, 1), date(2026, 10, 16)
THREE_HUNDRED: dict[str, Any] = {"agreed": tonnes("300")}


def moved(since: date, told: date, **its: Any) -> list[Fact]:
    """It runs 300 t a year since ``told``, corrected to ``since``, and is planned for after."""
    corrected = min(told, since)
    now: dict[str, Any] = THREE_HUNDRED | its | {"running_since": since}
    now |= {"corrected_from": corrected if corrected < since else None}
    return in_order(
        step("running", "running", **THREE_HUNDRED | its, running_since=told),
        step("running", "running", **now),
        step("planned", "running", **now),
    )


def test_a_later_day_that_corrects_the_first_counts_no_month_before() -> None:
    """16 of October's 31 days: 300 × 16 ÷ 365 = 13.15 t."""
    known = moved(MIDDLE, AUGUST)
    assert ran(known, 10) == Decimal("13.15")
    for month in (8, 9):
        found = in_month(known, 2026, month)
        assert not {("ran_material", "declared"), ("running_material", "declared")} & {*found}
        assert ("synergies_substitution_running", "counted") not in found
    assert in_month(known, 2026, 10)["running_material", "declared"].value == 300


def test_an_earlier_day_that_corrects_the_first_counts_the_months_since() -> None:
    """31, 30 and 31 days of 300 t a year."""
    known = moved(AUGUST, MIDDLE)
    assert [ran(known, one) for one in (8, 9, 10)] == [
        Decimal("25.48"),
        Decimal("24.66"),
        Decimal("25.48"),
    ]


def test_what_ran_before_the_corrected_day_goes_on_until_then() -> None:
    """100 t a year since July, 300 since October, corrected to mid-November: 100 × 31 ÷ 365 t in
    October, then 100 × 14 ÷ 365 + 300 × 16 ÷ 365."""
    later = date(2026, 11, 15)
    first = step("running", "running", agreed=tonnes("100"), running_since=JULY)
    before: dict[str, Any] = {"former_runs": (run(JULY, OCTOBER, "100"),)}
    more = step("running", "running", **THREE_HUNDRED, **before, running_since=OCTOBER)
    now: dict[str, Any] = {"running_since": later, "corrected_from": OCTOBER}
    now |= {"former_runs": (run(JULY, later, "100"),)}
    known = in_order(first, more, step("running", "running", **THREE_HUNDRED, **now))
    assert (ran(known, 10), ran(known, 11)) == (Decimal("8.49"), Decimal("16.99"))
    assert in_month(known, 2026, 10)["running_material", "declared"].value == 100


def test_a_group_that_began_later_than_it_was_told_brought_nothing_before() -> None:
    """All 400 t that are declared, of 16 days of October: 17.53 t."""
    all_of_it: dict[str, Any] = {"agreed": tonnes("400"), "potential": tonnes("400")}
    began = group_lived("running", **all_of_it, running_since=AUGUST)
    later = group_lived(
        "running", version=2, **all_of_it, running_since=MIDDLE, corrected_from=AUGUST
    )
    known = facts(group("running"), began, later)
    for month in (8, 9):
        assert ("running_tonnes_pooling", "estimated") not in in_month(known, 2026, month)
    assert in_month(known, 2026, 10)["running_tonnes_pooling", "estimated"].low == 400
