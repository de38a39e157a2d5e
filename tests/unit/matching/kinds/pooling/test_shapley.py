"""Shares: exact to ten members, drawn beyond, whole cents that sum."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.kinds.pooling.shapley import _exact, is_stable, settle, shapley
from tests.reference.pooling.shares import shapley as drawn_plainly

SEED = UUID(int=0x1234567890ABCDEF)


class Table:
    """Savings of every subset, as a table by bits."""

    def __init__(self, cents: list[int]) -> None:
        self.cents = np.array(cents)

    def of_all(self) -> Any:
        return self.cents

    def of_few(self, places: Any) -> Any:
        return self.cents[(1 << places).sum(axis=1)]

    def along(self, orders: Any) -> Any:
        return self.cents[np.cumsum(1 << orders, axis=1)]


def tables(members: int) -> st.SearchStrategy[Table]:
    some = st.lists(st.integers(0, 10**9), min_size=2**members - 1, max_size=2**members - 1)
    return some.map(lambda cents: Table([0, *cents]))


@given(tables(4))
def test_exact_is_the_mean_over_all_orders(table: Table) -> None:
    orders = np.array(list(permutations(range(4))))
    gains = np.diff(table.along(orders), axis=1, prepend=0)
    mean = [Fraction(int(gains[orders == member].sum()), len(orders)) for member in range(4)]
    assert shapley(4, table, SEED) == mean


def test_drawn_is_the_plain_draw_and_near_the_exact_value() -> None:
    members = 12
    inside = (np.arange(2**members)[:, None] >> np.arange(members)) & 1
    cents = ((inside @ np.arange(1, members + 1)) ** 3).tolist()
    drawn = shapley(members, Table(cents), SEED)
    plain = drawn_plainly(members, lambda few: int(cents[sum(1 << each for each in few)]), SEED)
    assert drawn == plain
    assert sum(drawn) == cents[-1]
    exact = _exact(members, Table(cents))
    assert [float(each) for each in drawn] == pytest.approx(list(map(float, exact)), rel=0.05)


@given(
    st.lists(
        st.tuples(st.fractions(-(10**6), 10**6), st.integers(0, 10**6)), min_size=1, max_size=12
    ),
    st.fractions(0, 1),
)
def test_whole_cents_sum_to_the_saving_within_what_each_may_save(
    members: list[tuple[Fraction, int]], part: Fraction
) -> None:
    wanted, most = [each for each, _ in members], [top for _, top in members]
    total = int(sum(most) * part)
    shares = settle(total, wanted, most)
    assert sum(shares) == total
    assert all(0 <= share <= top for share, top in zip(shares, most, strict=True))


def test_two_who_would_save_more_alone_are_noticed() -> None:
    table = Table([0, 0, 0, 90, 0, 10, 10, 100])
    assert is_stable([48, 48, 4], table, 3)
    assert not is_stable([40, 40, 20], table, 3)
