"""Numbers as people read them: three digits at most, both bounds, the sign of the unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.portal.figures import (
    CountedFigure,
    Estimate,
    ShownQuantity,
    amount,
    figure,
    number,
    quantity,
)

_NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("0", "0", "0"),
        ("12.87", "12,9", "12.9"),
        ("0.0123", "0,0123", "0.0123"),
        ("330000", f"330{_NARROW}000", "330,000"),
        ("-9800", f"\u22129{_NARROW}800", "\u22129,800"),
        ("10", "10", "10"),
    ],
)
def test_a_number(value: str, french: str, english: str) -> None:
    assert number(Decimal(value), "fr") == french
    assert number(Decimal(value), "en") == english


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("12870000", "14520000", "13 à 15 M€"),
        ("11323627", "11323627", "11 M€"),
        ("1200", "1900", f"1{_NARROW}200 à 1{_NARROW}900 €"),
        ("-8000000", "-2700000", "\u22128 à \u22122,7 M€"),
        (None, None, ""),
    ],
)
def test_money_between_two_bounds(low: str | None, high: str | None, said: str) -> None:
    assert amount(Estimate(low, high), "€", "fr") == said


def _figure(unit: str, value: str | None, low: str | None, high: str | None) -> CountedFigure:
    return CountedFigure("x", "", "", unit, "counted", "", value, low, high)


@pytest.mark.parametrize(
    ("unit", "value", "bounds", "said"),
    [
        ("1", "3", (None, None), "3"),
        ("t", "1203.5", (None, None), f"1{_NARROW}204 t"),
        ("m3/yr", 70000, (None, None), f"70{_NARROW}000 m³"),
        ("EUR/yr", None, ("13000000", "14500000"), "13 à 14,5 M€"),
        ("tCO2e/yr", None, ("-30", "-4"), "\u221230 à \u22124 t CO₂"),
    ],
)
def test_a_figure_of_a_month(
    unit: str, value: str | None, bounds: tuple[str | None, str | None], said: str
) -> None:
    found = _figure(unit, value, *bounds)
    assert figure(found, "fr") == said
    assert found.says


@pytest.mark.parametrize("value", ["0", 0, None])
def test_a_figure_of_nothing_says_nothing(value: str | None) -> None:
    assert not _figure("t", value, None, None).says


def test_what_is_not_known_is_not_written() -> None:
    assert amount(None, "€", "fr") == quantity(None, "fr") == ""
    assert quantity(ShownQuantity("70000", "m3"), "fr") == f"70{_NARROW}000 m³"


@given(st.decimals(min_value=Decimal("1e-6"), max_value=Decimal("1e12"), places=6))
def test_a_number_is_within_a_hundredth_of_what_it_says(value: Decimal) -> None:
    said = Decimal(number(value, "en").replace(",", "").replace("\u2212", "-"))
    assert abs(said - value) <= max(abs(value) / 100, Decimal("1e-9"))
