"""What an error of a detector keeps from being found: what it comes from, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.groups.contained import MOST, found_in
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from tests.kit.of_groups.groups import SIREN, PlainDetector, need, uid

MARKET = "pooling/purchasing/electricity"
FAR = "200084952"


class FailingDetector(PlainDetector):
    """Fails wherever all of one of ``broken`` are there: declarations, or groups acted on."""

    def __init__(self, *broken: set[UUID]) -> None:
        self.broken = broken

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        there = {one.id for one in declared} | {one.group.synergy_id for one in acted_on}
        if any(some <= there for some in self.broken):
            raise KeyError(str(self.broken))
        return super().groups(market, declared, acted_on, parameters)


def town(names: str, east: int = 0, territory: str = SIREN) -> list[Sharing]:
    return [need(name, east=east, territory=territory) for name in names]


def market(needs: Sequence[Sharing], *acted_on: Group) -> MarketInputs:
    declared = tuple(Declared(one, 1) for one in needs)
    parameters = {one.territory: parameters_of(None) for one in needs}
    return MarketInputs(MARKET, declared, tuple(map(ActedOn, acted_on)), parameters)


def of_sound(inputs: MarketInputs) -> tuple[Group, ...]:
    return inputs.found_by(PlainDetector().groups)


def test_one_declaration_that_cannot_be_read_blinds_nobody_else() -> None:
    here, far = town("abcd"), town("efg", 5, FAR)
    broken = FailingDetector({uid("b")}).groups
    found = found_in(market([*here, *far]), broken, broken)
    assert [one.id for one in found.failures] == [uid("b")]
    assert found.groups == of_sound(market([*town("acd"), *far]))


def test_a_group_acted_on_that_cannot_be_weighed_keeps_its_members_to_itself() -> None:
    needs = [*town("abc"), *town("efg", 5, FAR)]
    first, second = of_sound(market(needs))
    broken = FailingDetector({first.synergy_id}).groups
    found = found_in(market(needs, first, second), broken, broken)
    assert [one.id for one in found.failures] == [first.synergy_id]
    (left,) = found.groups
    assert (left.synergy_id, left.state) == (second.synergy_id, "proposed")


def test_where_nothing_can_be_found_the_error_is_the_market_s() -> None:
    broken = FailingDetector(set()).groups
    with pytest.raises(KeyError):
        found_in(market(town("abcd")), broken, broken)


def test_where_many_fail_the_error_is_the_market_s() -> None:
    needs = [need(f"n{number}") for number in range(2 * MOST)]
    broken = FailingDetector(*({one.sharing_id} for one in needs[: MOST + 1])).groups
    with pytest.raises(KeyError):
        found_in(market(needs), broken, broken)


@given(st.lists(st.sets(st.sampled_from("abcdefghij"), min_size=1, max_size=3), max_size=4))
def test_what_is_left_stands_and_no_more_is_left_out_than_must_be(sets: list[set[str]]) -> None:
    """Each of those left out would end it again."""
    needs = [*town("abcde"), *town("fghij", 5, FAR), *town("xyz", 9)]
    detector = FailingDetector(*({uid(name) for name in some} for some in sets))
    found = found_in(market(needs), detector.groups, detector.groups)
    out = {one.id for one in found.failures}
    kept = [one for one in needs if one.sharing_id not in out]
    assert found.groups == of_sound(market(kept))
    for id_ in out:
        again = market([*kept, *(one for one in needs if one.sharing_id == id_)])
        with pytest.raises(KeyError):
            again.found_by(detector.groups)
