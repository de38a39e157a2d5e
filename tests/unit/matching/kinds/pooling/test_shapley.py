"""Shares: exact to ten members, drawn beyond, whole cents that sum."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.kinds.pooling.shapley import _draws, _exact, few, is_stable, settle, shapley
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


@pytest.mark.parametrize(
    ("total", "wanted", "most", "shares"),
    [
        # Cut to [50, 60], 110 together: x 100/110 is 45.45 and 54.55; the last cent to the second.
        (100, [50, 70], [60, 60], [45, 55]),
        # 50 lack, 110 of room: 20 + 40 x 5/11 is 38.18, 30 + 70 x 5/11 is 61.82.
        (100, [20, 30], [60, 100], [38, 62]),
        (10, [-5, 15], [10, 20], [0, 10]),
        (7, [3, 4], [5, 5], [3, 4]),
        (1, [Fraction(1, 2), Fraction(1, 2)], [1, 1], [1, 0]),
        (2, [Fraction(2, 3)] * 3, [5, 5, 5], [1, 1, 0]),
    ],
)
def test_what_lacks_or_is_too_much_is_shared_in_proportion(
    total: int, wanted: list[Fraction], most: list[int], shares: list[int]
) -> None:
    assert settle(total, list(map(Fraction, wanted)), most) == shares


@pytest.mark.parametrize(("count", "size"), [(2, 2), (5, 2), (5, 3), (6, 4), (7, 1), (4, 4)])
def test_few_are_all_sets_of_a_size(count: int, size: int) -> None:
    assert sorted(map(tuple, few(count, size).tolist())) == [*combinations(range(count), size)]


class OneSet:
    """Nothing is saved but by one set of members, and it saves so much."""

    def __init__(self, members: tuple[int, ...], cents: int) -> None:
        self.members, self.cents = members, cents

    def of_few(self, places: Any) -> Any:
        if places.shape[1] != len(self.members):
            return np.zeros(len(places), np.int64)
        return (places == np.array(self.members)).all(axis=1) * self.cents

    def of_all(self) -> Any:
        raise NotImplementedError

    def along(self, orders: Any) -> Any:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("members", "cents", "most", "stable"),
    [
        ((0,), 99, 3, True),  # one alone is not asked about
        ((0, 1), 22, 3, True),  # 10 each, and a cent of each that rounding took
        ((0, 1), 23, 3, False),
        ((1, 2), 23, 2, False),
        ((0, 1, 2), 33, 3, True),
        ((0, 1, 2), 34, 3, False),
        ((0, 1, 2), 34, 2, True),  # three are not asked about
        ((0, 1, 2, 3), 45, 4, False),
        ((0, 1, 2, 3), 45, 9, False),
        ((0, 1, 2, 3), 44, 9, True),
    ],
)
def test_stable_is_for_each_set_up_to_a_size(
    members: tuple[int, ...], cents: int, most: int, stable: bool
) -> None:
    assert is_stable([10] * 4, OneSet(members, cents), most) is stable


def test_no_set_is_left_out_of_many() -> None:
    """C(24, 4) is 10,626: more than are looked at together."""
    for members in ((0, 1, 2, 3), (0, 7, 13, 22), (20, 21, 22, 23)):
        assert not is_stable([10] * 24, OneSet(members, 45), 4)
        assert is_stable([10] * 24, OneSet(members, 44), 4)


def _cubes(members: int) -> Table:
    inside = (np.arange(2**members)[:, None] >> np.arange(members)) & 1
    return Table(((inside @ np.arange(1, members + 1)) ** 3).tolist())


def test_ten_are_exact_and_eleven_drawn() -> None:
    ten, eleven = _cubes(10), _cubes(11)
    assert shapley(10, ten, SEED) == _exact(10, ten)
    drawn = shapley(11, eleven, SEED)
    assert drawn != _exact(11, eleven)
    assert all((each * 512).denominator == 1 for each in drawn)
    assert sum(drawn) == int(eleven.cents[-1])


def test_words_are_those_of_splitmix64() -> None:
    """The published ones for the seed 1234567 (Rosetta Code, Pseudo-random numbers/Splitmix64); of
    a longer seed the last 64 bits count."""
    published = [
        *(6457827717110365317, 3203168211198807973, 9817491932198370423),
        *(4593380528125082431, 16408922859458223821),
    ]
    assert _draws(UUID(int=1234567), 5).tolist() == published
    assert _draws(UUID(int=(7 << 64) + 1234567), 5).tolist() == published
    high = (1 << 63) + 1
    assert _draws(UUID(int=high), 3).tolist() != _draws(UUID(int=1), 3).tolist()
    assert _draws(UUID(int=2**128 - 1), 1).tolist() == _draws(UUID(int=2**64 - 1), 1).tolist()


def test_each_share_has_what_its_member_may_save() -> None:
    with pytest.raises(ValueError, match="zip"):
        settle(1, [Fraction(1)], [1, 1])
