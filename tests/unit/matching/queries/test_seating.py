"""Whom a workshop invites, and who sits where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.queries.workshops.seating import chosen, seated, weights_of

Worth = dict[tuple[UUID, UUID], int]


def _company(number: int) -> UUID:
    return UUID(int=number + 1)


def _worths(most: int) -> st.SearchStrategy[Worth]:
    pairs = [*combinations(map(_company, range(most)), 2)]
    return st.dictionaries(st.sampled_from(pairs), st.integers(1, 10_000))


def _within(worth: Worth, companies: Sequence[UUID]) -> int:
    return sum(worth.get(pair, 0) for pair in combinations(sorted(companies), 2))


@given(_worths(12), st.integers(2, 12))
def test_who_is_invited_has_something_to_say_to_another_who_is(worth: Worth, most: int) -> None:
    found = chosen(weights_of(worth), most)
    assert len(found) <= most
    for one in found:
        assert any(one in pair and {*pair} <= {*found} for pair in worth)
    if len({one for pair in worth for one in pair}) <= most:
        assert set(found) == {one for pair in worth for one in pair}


@given(_worths(12), st.integers(2, 12), st.randoms(use_true_random=False))
def test_no_order_matters(worth: Worth, most: int, random: Random) -> None:
    items = [*worth.items()]
    random.shuffle(items)
    turned = dict(items)
    guests = chosen(weights_of(worth), most)
    assert chosen(weights_of(turned), most) == guests
    assert seated(guests[::-1], weights_of(turned), 4) == seated(guests, weights_of(worth), 4)


@given(_worths(12), st.integers(0, 16), st.integers(2, 6))
def test_each_has_one_seat_and_no_change_of_two_brings_more(
    worth: Worth, count: int, seats: int
) -> None:
    companies = [*map(_company, range(count))]
    tables = seated(companies, weights_of(worth), seats)
    assert sorted(one for table in tables for one in table) == companies
    assert all(0 < len(table) <= seats for table in tables)
    assert not tables or max(map(len, tables)) - min(map(len, tables)) <= 1
    assert len(tables) == -(-count // seats)
    brought = sum(_within(worth, table) for table in tables)
    for one, other in combinations(tables, 2):
        for here in one:
            for there in other:
                changed = [*({*one} - {here}), there], [*({*other} - {there}), here]
                before = _within(worth, one) + _within(worth, other)
                assert sum(_within(worth, table) for table in changed) <= before <= brought


def test_circles_that_know_nothing_of_each_other_sit_apart() -> None:
    circles = [[_company(4 * circle + one) for one in range(4)] for circle in range(5)]
    worth = {pair: 3_000 for circle in circles for pair in combinations(circle, 2)}
    for here, there in combinations(range(5), 2):
        worth[circles[here][0], circles[there][1]] = 100
    guests = [one for circle in circles for one in circle]
    Random(4).shuffle(guests)
    assert seated(guests, weights_of(worth), 4) == circles
    assert chosen(weights_of(worth), 20) == sorted(guests)


def test_a_dense_circle_goes_before_one_that_everybody_could_meet_once() -> None:
    hub, circle = _company(0), [_company(number) for number in range(50, 55)]
    worth = {(hub, _company(number)): 6_000 for number in range(1, 30)}
    worth |= dict.fromkeys(combinations(circle, 2), 5000)
    assert chosen(weights_of(worth), 5) == circle


def _seatings(companies: Sequence[UUID], size: int) -> Iterator[list[tuple[UUID, ...]]]:
    if not companies:
        yield []
        return
    first, *others = companies
    for beside in combinations(others, size - 1):
        left = [one for one in others if one not in beside]
        for rest in _seatings(left, size):
            yield [(first, *beside), *rest]


@given(_worths(8))
def test_two_tables_bring_half_of_what_all_seatings_bring_at_most(worth: Worth) -> None:
    """Where no change of two brings more, it is at least half of the best of all seatings."""
    companies = [*map(_company, range(8))]
    brought = sum(_within(worth, table) for table in seated(companies, weights_of(worth), 4))
    best = max(sum(_within(worth, table) for table in one) for one in _seatings(companies, 4))
    assert 2 * brought >= best
