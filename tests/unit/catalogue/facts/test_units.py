"""Quantities become whole base units exactly, or an error says what would be right."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import Nature, UnitError, from_base, to_base, units_for


@pytest.mark.parametrize(
    ("value", "unit", "nature", "density", "expected"),
    [
        ("1.5", "t", "material", None, 1_500_000),
        ("50000", "t", "material", None, 50_000_000_000),
        ("2", "m3", "material", 0.25, 500_000),
        ("3", "m3", "water", None, 3_000),
        ("1", "t", "water", 1.0, 1_000),
        ("330000", "MWh", "energy", None, 330_000_000_000),
        ("3.6", "GJ", "energy", None, 1_000_000),
        ("80", "GWh", "energy", None, 80_000_000_000),
        ("0.5", "g", "material", None, 0),
        ("1.5", "g", "material", None, 2),
    ],
)
def test_conversion(
    value: str, unit: str, nature: Nature, density: float | None, expected: int
) -> None:
    assert to_base(Decimal(value), unit, nature, density) == expected


@pytest.mark.parametrize(
    ("value", "unit", "nature", "says"),
    [
        ("1", "T", "material", "did you mean t"),
        ("1", "tonnes", "material", "use one of g, kg, t"),
        ("1", "kWh", "material", "a material flow is counted in mass"),
        ("1", "t", "energy", "use one of Wh, kWh, MWh"),
        ("1", "m3", "material", "give a density in t/m3"),
        ("-1", "t", "material", "zero or more"),
        ("NaN", "t", "material", "zero or more"),
        ("1e30", "t", "material", "check the unit"),
    ],
)
def test_errors_say_what_would_be_right(value: str, unit: str, nature: Nature, says: str) -> None:
    with pytest.raises(UnitError, match=says):
        to_base(Decimal(value), unit, nature)


@given(st.integers(0, 10**12), st.sampled_from(units_for("material")))
def test_there_and_back(kilos: int, unit: str) -> None:
    base = to_base(Decimal(kilos), "kg", "material")
    assert to_base(from_base(base, unit, "material"), unit, "material") == pytest.approx(base)


@given(st.decimals(0, 10**9, places=4), st.sampled_from([("GJ", "energy"), ("kg", "material")]))
def test_rounds_half_to_even(value: Decimal, at: tuple[str, Nature]) -> None:
    in_base = {"GJ": Fraction(10**9, 3600), "kg": Fraction(1000)}[at[0]]
    assert to_base(value, *at) == round(Fraction(value) * in_base)
