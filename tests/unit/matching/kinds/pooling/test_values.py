"""Declared decimals as whole numbers, and back as people and programs read them."""

from decimal import Decimal

import pytest

from boucle.matching.kinds.pooling.values import SHARES, cents, euros, figure, plain, whole
from tests.unit.matching.kinds.pooling.declarations import sharing


@pytest.mark.parametrize(
    ("value", "scale", "number"),
    [
        ("2.5", 1, 2),
        ("3.5", 1, 4),
        ("-2.5", 1, -2),
        ("0.5", SHARES, 5000),
        ("0.00005", SHARES, 0),
        ("0.00015", SHARES, 2),
        ("0.333333", SHARES, 3333),
    ],
)
def test_whole_is_the_nearest_half_to_even(value: str, scale: int, number: int) -> None:
    assert whole(Decimal(value), scale) == number


def test_a_scale_that_is_not_said_is_one() -> None:
    assert whole(Decimal("7.4")) == 7


@pytest.mark.parametrize(
    ("euro", "amount"), [("123.45", 12345), ("0.004", 0), ("0.015", 2), ("-1.10", -110)]
)
def test_cents_are_hundredths_of_a_euro(euro: str, amount: int) -> None:
    assert cents(Decimal(euro)) == amount


@pytest.mark.parametrize(
    ("amount", "written"), [(12345, "123.45"), (100, "1.00"), (-5, "-0.05"), (0, "0.00")]
)
def test_euros_have_two_decimals(amount: int, written: str) -> None:
    assert euros(amount) == written


@pytest.mark.parametrize(
    ("value", "written"), [("12.50", "12.5"), ("100", "100"), ("0.00", "0"), ("1E+3", "1000")]
)
def test_plain_has_no_needless_zeros(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written


def test_a_figure_is_what_is_declared_or_none() -> None:
    declared = sharing(1, "waste_collection", figures={"tonnes": "2.5"})
    assert figure(declared, "tonnes") == Decimal("2.5")
    assert figure(declared, "pickups") is None
