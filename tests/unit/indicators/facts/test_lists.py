"""Events of lists, folded: of each list and month the newest, whatever the order."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.changed_lists import substitution_id
from boucle.indicators.facts.lists import FlowList, newest_lists
from boucle.matching.kinds import substitution
from tests.kit.facts import lists_at_random, told


def in_force(lists: list[FlowList]) -> set[FlowList]:
    """All that show in some month."""
    found = set()
    for month in {one.month for one in lists}:
        until = [one for one in lists if one.month <= month]
        found |= {*{one.flow: one for one in sorted(until, key=lambda one: one.version)}.values()}
    return found


@given(seed=st.integers(0, 2**32), count=st.integers(0, 12))
def test_what_is_folded_is_what_shows_in_some_month(seed: int, count: int) -> None:
    random = Random(seed)
    lists = lists_at_random(random, count)
    events = [told(one) for one in (*lists, *random.choices(lists, k=count // 2))]
    random.shuffle(events)
    found = newest_lists(events)
    assert len(found) == len(set(found))
    assert set(found) == in_force(lists)


def test_a_pair_has_the_id_that_matching_gives_it() -> None:
    for one in lists_at_random(Random(1), 3):
        for partner in one.partners:
            assert substitution_id(one.flow, partner) == substitution.synergy_id(one.flow, partner)
