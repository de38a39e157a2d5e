"""What others bring beside a report is a range from its lower to its higher end."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.reasons import Amount
from boucle.indicators.figures.group_parts import Parts, rest_of

ONE, OTHER = UUID(int=1), UUID(int=2)
euros = st.integers(-9999, 9999)


@given(euros, euros, euros, st.integers(1, 9), st.integers(1, 9))
def test_what_others_bring_rises_from_low_to_high(
    told: int, first: int, second: int, follows: int, bears: int
) -> None:
    """Six save alike, and one that takes most of it bears most of what is fixed."""
    whole = Amount(
        "EUR", "0", "0", fixed_low=str(min(first, second)), fixed_high=str(max(first, second))
    )
    parts = Parts(
        {ONE: Decimal(follows), OTHER: Decimal(10 - follows)},
        {ONE: Decimal(bears), OTHER: Decimal(10 - bears)},
    )
    [rest] = rest_of(Amount("EUR", str(told), str(told)), whole, parts, {ONE})
    assert Decimal(rest.low or 0) <= Decimal(rest.high or 0)


def test_the_ends_by_hand() -> None:
    """1,825 € are told of all. The other has half of what follows and five sixths of the line of
    6 to 120 € a year: (1,825 + 120) / 2 − 100 = 872.5; (1,825 + 6) / 2 − 5 = 910.5."""
    whole = Amount("EUR", "0", "0", fixed_low="-120", fixed_high="-6")
    parts = Parts({ONE: Decimal(1), OTHER: Decimal(1)}, {ONE: Decimal(1), OTHER: Decimal(5)})
    [rest] = rest_of(Amount("EUR", "1825", "1825"), whole, parts, {ONE})
    assert (Decimal(rest.low or 0), Decimal(rest.high or 0)) == (Decimal("872.5"), Decimal("910.5"))
    swapped = Parts({ONE: Decimal(1), OTHER: Decimal(5)}, {ONE: Decimal(1), OTHER: Decimal(1)})
    [rest] = rest_of(Amount("EUR", "1825", "1825"), whole, swapped, {ONE})
    # (1,825 + 120) × 5/6 − 60 = 1,560.8; (1,825 + 6) × 5/6 − 3 = 1,522.8
    assert (rest.low, rest.high) == ("1522.833", "1560.833")
