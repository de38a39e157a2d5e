"""Points and words of quantity, certainty, money and carbon, reckoned by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from boucle.contract.events.reasons import Verdict
from boucle.matching.scoring.criteria.value import (
    _certainty,
    _most_eur,
    _percent,
    _ratio,
    _value,
    _value_points,
    quantity,
)
from boucle.matching.scoring.figures import Range
from boucle.matching.scoring.inputs import ESTIMATED, MEASURED, TYPICAL
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import FULL, UNKNOWN_POINTS


def _pair(**fields: Any) -> Pairing:
    return cast("Pairing", SimpleNamespace(**fields))


def _of(served: float, wanted: float, least: float = 0.1) -> Pairing:
    own = SimpleNamespace(min_ratio=least)
    settings = {"offer_settings": own, "need_settings": own, "is_taken": False}
    return _pair(served=served, served_in_time=served, need_free=wanted, **settings)


@pytest.mark.parametrize(
    ("middle", "points"),
    [
        (0.0, 5000),
        (50.0, 7500),
        (100.0, 10_000),
        (250.0, 10_000),
        (-50.0, 2500),
        (-99.992, 0),  # 0.4
        (-99.984, 1),  # 0.8
        (-100.0, 0),
        (-100.016, 0),
        (-300.0, 0),
    ],
)
def test_gain_and_carbon_make_half_of_the_points_at_nothing(middle: float, points: int) -> None:
    assert _value_points(Range(middle, middle, middle), 100.0) == points


@pytest.mark.parametrize(
    ("low", "high", "verdict", "value"),
    [
        (0.0, 0.0, "pass", "0"),
        (0.002, 0.002, "pass", "2"),
        (0.001, 0.003, "pass", "1..3"),
        (0.009, 0.010, "pass", "9..10"),
        (-0.001, 0.003, "partial", "-1..3"),
        (0.0, 0.003, "pass", "0..3"),
        (0.001, 0.0012, "pass", "1..1.2"),
        (0.001, 0.00101, "pass", "1"),  # one decimal is shown
        (0.00000001, 0.003, "pass", "0.00001..3"),
    ],
)
def test_a_range_is_shown_by_its_unit(low: float, high: float, verdict: str, value: str) -> None:
    rule = SimpleNamespace(base_per_unit=1000.0)
    shown = _value(_pair(rule=rule), "eur", "EUR/t", Range(low, low, high), (12, 345))
    assert (shown.name, shown.unit, shown.weight, shown.points) == ("eur", "EUR/t", 12, 345)
    assert shown.verdict == verdict
    assert shown.value == value


@pytest.mark.parametrize(
    ("served", "wanted", "ratio"),
    [
        (50.0, 100.0, 0.5),
        (100.0, 50.0, 0.5),
        (100.0, 100.0, 1.0),
        (0.5, 0.25, 0.5),
        (0.0, 5.0, -1.0),
        (5.0, 0.0, -1.0),
        (5.0, -10.0, -1.0),
        (-10.0, 5.0, -1.0),
        (0.5, 1.0, 0.5),
    ],
)
def test_a_ratio_is_the_lesser_over_the_greater(served: float, wanted: float, ratio: float) -> None:
    assert _ratio(served, wanted) == ratio


@pytest.mark.parametrize(
    ("served", "wanted", "verdict", "points", "value", "limit"),
    [
        (100.0, 100.0, "pass", 10_000, "100", "10"),
        (400.0, 100.0, "pass", 5000, "400", "10"),
        (25.0, 100.0, "partial", 5000, "25", "10"),
        (99.999, 100.0, "partial", 10_000, "99.999", "10"),
        (10.0, 100.0, "partial", 3162, "10", "10"),  # the root of 0.1
        (9.9, 100.0, "fail", 0, "9.9", "10"),
        (1001.0, 100.0, "fail", 0, "1001", "1000"),
        (0.0, 100.0, "fail", 0, "0", "10"),
        (100.0, 0.0, "fail", 0, None, "1000"),
        (0.0, 0.0, "fail", 0, None, "10"),
    ],
)
def test_quantity_is_the_root_of_the_ratio(
    served: float, wanted: float, verdict: str, points: int, value: str | None, limit: str
) -> None:
    found = quantity(_of(served, wanted), 9)
    assert (found.verdict, found.points, found.weight) == (verdict, points, 9)
    assert (found.value, found.limit, found.unit) == (value, limit, "%")


@pytest.mark.parametrize(
    ("verdict", "value"), [("pass", "100"), ("partial", "99.9999"), ("fail", "100")]
)
def test_a_part_never_reads_as_all(verdict: Verdict, value: str) -> None:
    assert _percent(99.9999, 100.0, 10.0, verdict)[0] == value


def test_no_need_has_no_share() -> None:
    assert _percent(5.0, 0.0, 10.0, "fail") == (None, "10")
    assert _percent(5.0, -1.0, 10.0, "fail") == (None, "10")
    assert _percent(0.5, 1.0, 10.0, "pass") == ("50", "10")


@pytest.mark.parametrize(
    ("worst", "verdict", "points", "value"),
    [
        (MEASURED, "pass", FULL, "measured"),
        (ESTIMATED, "partial", 8000, "estimated"),
        (TYPICAL, "unknown", UNKNOWN_POINTS, "typical"),
    ],
)
def test_certainty_is_a_step(worst: int, verdict: str, points: int, value: str) -> None:
    found = _certainty(worst, 7)
    assert (found.verdict, found.points, found.value) == (verdict, points, value)
    assert (found.weight, found.private) == (7, False)


@pytest.mark.parametrize(
    ("offer", "need", "most"),
    [
        (None, None, UNKNOWN_POINTS),
        (1.0, None, UNKNOWN_POINTS),
        (None, 1.0, UNKNOWN_POINTS),
        (1.0, 2.0, FULL),
    ],
)
def test_money_may_give_all_only_with_two_prices(
    offer: float | None, need: float | None, most: int
) -> None:
    pair = _pair(offer=SimpleNamespace(eur=offer), need=SimpleNamespace(eur=need))
    assert _most_eur(pair) == most
