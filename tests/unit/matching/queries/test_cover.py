"""Several offers for one need: never more than it wants, as much as can be, none needless."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.queries.coverage.cover import Serving, best_cover


def serving(number: int, worth: int, serves: int) -> Serving:
    return Serving(UUID(int=number), worth, serves)


def test_the_best_come_first_and_the_last_gives_a_part() -> None:
    cover = best_cover(100, [serving(1, 50, 80), serving(2, 90, 60), serving(3, 10, 500)])
    assert cover.parts == ((UUID(int=2), 60), (UUID(int=1), 40))
    assert cover.covered == 100


def test_what_a_larger_one_makes_needless_is_left_out() -> None:
    cover = best_cover(100, [serving(1, 90, 10), serving(2, 80, 100)])
    assert cover.parts == ((UUID(int=2), 100),)


def test_all_of_it_where_it_is_not_enough() -> None:
    cover = best_cover(100, [serving(1, 90, 10), serving(2, 80, 0), serving(3, 1, 20)])
    assert cover.parts == ((UUID(int=1), 10), (UUID(int=3), 20))
    assert best_cover(0, [serving(1, 90, 10)]).parts == ()
    assert best_cover(100, []).covered == 0


@given(
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 100)), max_size=12),
)
def test_it_covers_all_that_can_be_with_none_to_spare(
    wanted: int, offered: list[tuple[int, int]]
) -> None:
    offers = [serving(number, *one) for number, one in enumerate(offered)]
    cover = best_cover(wanted, offers)
    total = sum(one.serves for one in offers)
    assert cover.covered == min(wanted, total)
    serves = {one.synergy_id: one.serves for one in offers}
    taken = [serves[key] for key, _ in cover.parts]
    assert all(given > 0 for _, given in cover.parts)
    assert all(sum(taken) - one < wanted for one in taken)
    assert best_cover(wanted, reversed(offers)) == cover
