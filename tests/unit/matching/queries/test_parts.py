"""Euros are told to the cent, and nothing is less than nothing."""

from decimal import Decimal

import pytest

from boucle.contract.agreed import of_quantity
from boucle.contract.events.reasons import Amount
from boucle.matching.queries.parts import AmountOut


@pytest.mark.parametrize(
    ("unit", "low", "told"),
    [
        ("EUR", "-297354.912", "-297354.91"),
        ("EUR", "3328.87", "3328.87"),
        ("EUR", "0.00", "0.00"),
        ("EUR", "-0.004", "0.00"),
        ("EUR", "-0", "0"),
        ("t", "-0.000", "0.000"),
        ("tCO2e", "1.123", "1.123"),
    ],
)
def test_an_amount_is_told_to_the_cent(unit: str, low: str, told: str) -> None:
    amount = AmountOut.model_validate(Amount(unit, low, "1", fixed_low=low))
    assert (amount.low, amount.high, amount.fixed_low) == (told, "1", told)


def test_a_small_part_of_a_small_loss_is_no_minus_zero() -> None:
    assert of_quantity(Amount("tCO2e", "-0.001", "0.2"), Decimal("0.01")).low == "0"
