"""The part of a figure that was agreed, and how much of a figure another company is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boucle.contract.agreed import (
    NOT_COMPUTED,
    NOT_TOLD,
    of_quantity,
    of_share,
    share_of,
    share_of_group,
)
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.rounding import (
    distance_band,
    least_of_band,
    rounded,
    rounded_amount,
    rounded_outwards,
    score_band,
)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("agreed", "possible", "share"),
    [
        ("0.3", "0.6", Decimal("0.5")),
        ("1", "1", Decimal(1)),
        ("3", "2", Decimal("1.5")),
        ("0", "8", Decimal(0)),
        (None, "8", NOT_TOLD),
        (None, None, NOT_TOLD),
        ("8", None, NOT_COMPUTED),
        ("8", "0", NOT_COMPUTED),
        ("8", "-1", NOT_COMPUTED),
    ],
)
def test_a_share_is_the_agreed_over_the_possible(
    agreed: str | None, possible: str | None, share: Decimal | str
) -> None:
    assert share_of(number(agreed), number(possible)) == share


@pytest.mark.parametrize(
    ("agreed", "possible", "now", "share"),
    [
        ("100", "400", "200", Decimal("0.25")),  # who stays brings a quarter of its own
        ("300", "400", "600", Decimal("0.5")),  # whoever joins, no more than what was agreed
        ("900", "400", "300", Decimal(1)),  # never more than what is declared
        (None, "400", "400", NOT_TOLD),
        ("100", None, "400", NOT_COMPUTED),
        ("100", "400", None, NOT_COMPUTED),
    ],
)
def test_a_groups_share_is_the_least_of_then_and_now(
    agreed: str | None, possible: str | None, now: str | None, share: Decimal | str
) -> None:
    assert share_of_group(number(agreed), number(possible), number(now)) == share


def test_of_a_share_an_amount_is_told_to_three_decimals() -> None:
    whole = Amount("tCO2e", "1000", "2000.0015", factor="gas", unsure="road")
    third = of_share(whole, Decimal(1) / 3)
    assert third == Amount("tCO2e", "333.333", "666.667", factor="gas", unsure="road")
    assert of_share(Amount("EUR", "0.0004", "12.50"), Decimal(1)) == Amount("EUR", "0", "12.5")
    assert of_quantity(whole, NOT_TOLD) == Amount("tCO2e", missing=NOT_TOLD)
    for unknown in (Amount("EUR", missing="cost"), Amount("EUR", None, "5"), Amount("EUR", "5")):
        assert of_share(unknown, Decimal("0.5")) is unknown
        assert of_quantity(unknown, Decimal("0.5")) is unknown


def test_what_is_fixed_does_not_shrink_with_the_quantity() -> None:
    """120 of 12,000 MWh at 55 EUR, by 1,560 m of line at 300 to 1,300 EUR, an annuity of 8.02 %:
    6,600 EUR of gas less 37,534 to 162,646 EUR, where the whole would save 660,000 less these."""
    whole = Amount("EUR", "497354", "622466", fixed_low="-162646", fixed_high="-37534")
    assert of_quantity(whole, Decimal(120) / 12000) == Amount("EUR", "-156046", "-30934")
    assert of_quantity(whole, Decimal(1)) == Amount("EUR", "497354", "622466")
    half = Amount("EUR", "248677", "311233", fixed_low="-81323", fixed_high="-18767")
    assert of_share(whole, Decimal("0.5")) == half


@pytest.mark.parametrize(
    ("km", "band"),
    [
        ("0", "0-10 km"),
        ("9.99", "0-10 km"),
        ("10", "10-30 km"),
        ("29.99", "10-30 km"),
        ("30", "30-60 km"),
        ("59.99", "30-60 km"),
        ("60", "60-100 km"),
        ("99.99", "60-100 km"),
        ("100", "100-200 km"),
        ("199.99", "100-200 km"),
        ("200", "200+ km"),
    ],
)
def test_a_band_of_distance_holds_its_lower_bound(km: str, band: str) -> None:
    assert distance_band(km) == band


@pytest.mark.parametrize(
    ("score", "band", "least"),
    [
        (10_000, "excellent", 8000),
        (8000, "excellent", 8000),
        (7999, "good", 6000),
        (6000, "good", 6000),
        (5999, "fair", 4000),
        (4000, "fair", 4000),
        (3999, "low", 0),
        (0, "low", 0),
    ],
)
def test_a_band_of_scores_holds_its_lower_bound(score: int, band: str, least: int) -> None:
    assert score_band(score) == band
    assert least_of_band(band) == least
    assert least_of_band(None) == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("12345", "10000"),
        ("0", "0"),
        ("0.00", "0"),
        ("0.0678", "0.07"),
        ("1.4", "1"),
        ("25", "20"),  # half to even
        ("35", "40"),
        ("-151", "-200"),
        ("n/a", ""),
    ],
)
def test_another_companys_figure_has_one_digit(value: str, shown: str) -> None:
    assert rounded(Quantity(value, "t")) == Quantity(shown, "t")
    whole = Amount("EUR", value, value, factor="gas", missing="x", unsure="road")
    ends = Amount("EUR", shown, shown, factor="gas", missing="x", unsure="road")
    assert rounded_amount(whole) == ends
    assert rounded_amount(Amount("EUR", None, value)) == Amount("EUR", None, shown)
    assert rounded_amount(Amount("EUR", value)) == Amount("EUR", shown)


@pytest.mark.parametrize(
    ("low", "high", "most", "told"),
    [
        ("1.239", "1.231", None, ("1.2", "1.3")),
        ("0", "1", None, ("0", "1")),
        ("-1", "0", None, ("-1", "0")),
        ("-1.21", "0.0121", "0.0122", ("-1.3", "0.0122")),
        ("99.9", "99.1", "200", ("99", "100")),
        ("5", "120.5", "110", ("5", "120.5")),  # what it holds is never cut
    ],
)
def test_a_range_is_rounded_outwards_to_two_digits(
    low: str, high: str, most: str | None, told: tuple[str, str]
) -> None:
    assert rounded_outwards(Decimal(low), Decimal(high), number(most)) == told
