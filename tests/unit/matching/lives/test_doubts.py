"""What speaks against writing to companies: a loss of all together or of one, too small a gain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Territory
from boucle.matching.lives.doubts import gain_doubts, least_gain


def said(low: str | None, high: str | None, shares: tuple[str, ...] = ()) -> list[str]:
    return [one.message for one in gain_doubts(Amount("EUR", low, high), shares, Decimal(1000))]


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ("-495100", "-95100", "all together would lose money"),
        ("-900", "500", "all together would lose money"),
        ("-500", "900", "it saves little"),
        ("0", "1999", "it saves little"),
    ],
)
def test_a_loss_or_a_small_gain_is_doubtful(low: str, high: str, message: str) -> None:
    assert said(low, high) == [message]


def test_a_gain_or_what_is_to_be_worked_out_is_not() -> None:
    assert said("0", "2000") == said("1000", "1000") == said(None, None) == []
    assert said("2000", "2000", ("1500", "500", "0")) == []


def test_a_member_that_would_lose_is_doubtful_whatever_all_save() -> None:
    assert said("2000", "2000", ("2000.01", "-0.01")) == said("2000", "2000", ("2500", "-500"))
    assert said("2000", "2000", ("2500", "-500")) == ["one of them would pay more than alone"]


def test_the_greatest_of_the_territories_counts_by_kind() -> None:
    patient = Territory(siren="200065597", kind="epci", least_gain={"pooling": "5000"})
    eager = Territory(siren="200084952", kind="epci", least_gain={"pooling": "0"})
    assert least_gain("pooling", [patient, eager]) == 5000
    assert least_gain("pooling", [eager]) == 0
    assert least_gain("sharing", [patient, eager]) == 1000
    assert least_gain("sharing", []) == 1000
