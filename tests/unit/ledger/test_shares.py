"""Shapley's shares by hand, and their bounds."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.quantities import exact
from tests.reference.ledger.shares import fragile, in_cents, shapley, share_out, unstable, within
from tests.unit.ledger.makers import exactly


def glove(some: frozenset[int]) -> Fraction:
    """Member 0 has a left glove, 1 and 2 a right one; a pair is worth 1."""
    return exactly("1") if 0 in some and len(some) > 1 else exactly("0")


def test_the_glove_game() -> None:
    """By hand: of six orders member 0 adds the pair in four."""
    assert shapley(3, glove) == [exactly("2/3"), exactly("1/6"), exactly("1/6")]


def test_equal_members_get_equal_shares() -> None:
    assert (
        shapley(4, lambda s: exactly("100") if len(s) == 4 else exactly("0")) == [exactly("25")] * 4
    )


def test_nobody_is_told_more_than_its_own_bound() -> None:
    """figures.md 4: own cost 3,930 EUR, at most 39 %: 1,533 EUR, never 2,000."""
    bounds = [exactly("3930") * exactly("0.39"), exactly("5000")]
    whole, shares = share_out(2, lambda s: exactly("4000") if len(s) == 2 else exactly("0"), bounds)
    assert whole == exactly("4000")
    assert shares[0] <= exactly("1533")
    assert sum(shares) == whole
    assert shares[1] == exactly("4000") - shares[0]


def test_shares_below_nothing_are_nothing() -> None:
    assert within([exactly("-10"), exactly("30")], [exactly("50"), exactly("50")]) == [
        exactly("0"),
        exactly("20"),
    ]


def test_cents_add_up() -> None:
    parts = in_cents([exactly("100/3")] * 3, exactly("100"))
    assert sum(parts) == exactly("100")
    assert max(parts) - min(parts) == exactly("0.01")


def test_two_that_do_better_alone_are_named() -> None:
    def worth(some: frozenset[int]) -> Fraction:
        return exactly("90") if {0, 1} <= some else exactly("0")

    assert unstable(3, worth, [exactly("30"), exactly("30"), exactly("30")]) == [[0, 1]]


def test_one_above_half_is_fragile() -> None:
    assert fragile([exactly("6"), exactly("5")], exactly("0.5"))
    assert not fragile([exactly("5"), exactly("5")], exactly("0.5"))
    assert exact(exactly("1")).known
