"""Verified is what both sides say alike, or what a document shows; each period counts once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boucle.contract.events.matching import FormerRun, Result
from boucle.indicators.figures.figure import Figure
from boucle.indicators.figures.settled import APART, ONE_REPORTER
from tests.unit.indicators.figures.test_figures import facts, figures_of, ident, lived, side

SPRING = {"period_start": date(2026, 3, 1), "period_end": date(2026, 5, 31)}
SIDES = side("offer", "o"), side("need", "n")
OFFER, NEED = (one.organisation_id for one in SIDES)


def said(name: str, eur: str, **changes: Any) -> Result:
    its: dict[str, Any] = (
        {"result_id": ident(name), "grade": "declared", "eur": eur} | SPRING | changes
    )
    return Result(**its)


def figure(*results: Result, grade: str = "declared") -> Figure | None:
    known = facts(lived("one", "running", *SIDES, results=results))
    return figures_of(known).get(("reported_eur", grade))


@pytest.mark.parametrize("other", ["1000", "950", "1050"])
def test_what_both_sides_say_alike_is_verified_and_counts_once(other: str) -> None:
    results = said("a", "1000", reported_by=OFFER), said("b", other, reported_by=NEED)
    found = figure(*results, grade="verified")
    assert found is not None
    assert found.counted == 1
    assert found.value == min(1000, int(other))
    assert figure(*results) is None
    assert figure(*results[::-1], grade="verified") == found


def test_who_acts_for_both_sides_confirms_nothing_by_saying_it_twice() -> None:
    doubted = "tool", "declared", (ONE_REPORTER,)
    for other, grade, missing in (doubted, ("another tool", "verified", ())):
        one = said("a", "1000", reported_by=OFFER, credential="tool")
        both = one, said("b", "1000", reported_by=NEED, credential=other)
        found = figure(*both, grade=grade)
        assert found is not None
        assert found.value == 1000
        assert found.missing == missing


def test_said_apart_the_lesser_counts_as_declared_and_says_so() -> None:
    results = said("a", "1000", reported_by=OFFER), said("b", "900", reported_by=NEED)
    for order in (results, results[::-1]):
        found = figure(*order)
        assert found is not None
        assert found.value == 900
        assert (found.counted, found.missing) == (1, (APART,))
        assert figure(*order, grade="verified") is None


def test_of_different_spans_nothing_is_counted_twice() -> None:
    whole = said("a", "1000", reported_by=OFFER)
    part = said("b", "400", reported_by=NEED, period_end=date(2026, 3, 31))
    found = figure(whole, part)
    assert found is not None
    assert found.value == 400
    assert found.missing == (APART,)


def test_one_side_alone_is_declared() -> None:
    found = figure(said("a", "1000", reported_by=OFFER))
    assert found is not None
    assert found.value == 1000
    assert found.missing == ()


def test_nobody_verifies_without_a_document_nor_does_it_count_twice() -> None:
    declared = said("a", "1000")
    for document, grade in ((None, "declared"), ("bon de pes\u00e9e 114", "verified")):
        found = figure(declared, said("b", "990", grade="verified", document=document), grade=grade)
        assert found is not None
        assert found.value == 990


def test_what_is_said_for_both_replaces_what_each_said() -> None:
    each = said("a", "1000", reported_by=OFFER), said("b", "900", reported_by=NEED)
    found = figure(*each, said("c", "950"))
    assert found is not None
    assert found.value == 950
    assert found.missing == ()


def test_of_each_result_the_claimed_share_counts() -> None:
    found = figure(said("a", "1000", claimed="0.25"))
    assert found is not None
    assert found.value == 250


@pytest.mark.parametrize(("other", "counted"), [("3000", 1500), ("1400", 1400), ("1600", 1500)])
def test_of_two_sides_that_claim_otherwise_the_lesser_counts(other: str, counted: int) -> None:
    """Half of 3,000 is claimed on one side, all on the other; both orders, and what ran, alike."""
    half = said("a", "3000", reported_by=OFFER, claimed="0.5")
    whole = said("b", other, reported_by=NEED)
    grade = "verified" if other == "3000" else "declared"
    for order in ((half, whole), (whole, half)):
        found = figure(*order, grade=grade)
        assert found is not None
        assert found.value == counted
    runs = lived("one", "running", *SIDES, results=(half, whole), running_since=date(2026, 1, 1))
    ran = figures_of(facts(runs))["running_eur", "estimated"].low or 0
    assert round(ran) == round(Decimal(counted) * 365 / 92)


@pytest.mark.parametrize(
    ("run", "counted"),
    [
        ({"running_since": date(2026, 9, 15), "stopped_on": date(2026, 10, 15)}, "1354.839"),
        # It may be reported up to the day on which it stopped.
        ({"running_since": date(2026, 9, 15), "stopped_on": date(2026, 10, 31)}, "3000"),
        ({"running_since": date(2026, 10, 18)}, "1354.839"),
        ({"running_since": date(2026, 11, 1)}, "0"),
        (
            {
                "former_runs": (FormerRun(date(2026, 9, 15), date(2026, 10, 15)),),
                "running_since": date(2026, 10, 15),
            },
            "3000",
        ),
    ],
)
def test_of_a_reported_period_the_days_on_which_it_ran_count(
    run: dict[str, Any], counted: str
) -> None:
    """3,000 EUR of October, of which it ran 14 of 31 days: 3,000 x 14 / 31."""
    october = {"period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}
    its: dict[str, Any] = {"nature": "material", "results": (said("a", "3000", **october),)}
    state = "stopped" if "stopped_on" in run else "running"
    known = facts(lived("one", state, *SIDES, **its, **run))
    assert figures_of(known)["reported_eur", "declared"].value == Decimal(counted)
