"""What is promised of every group that pools, whatever is declared: exclusions, places, capacity,
costs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, permutations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn
from tests.unit.matching.kinds.pooling.declarations import company, groups_of, identity, sharing
from tests.unit.matching.kinds.pooling.test_oracle import WORLDS, parameters

FEW = parameters(
    **{
        f"{subject}_members_least": Decimal(2)
        for subject in ("waste_collection", "purchasing", "security", "catering")
    }
)


def cardboard(number: int, *excluded: int) -> Sharing:
    """Thirty tonnes at 131 EUR a tonne: one tour of five such firms saves 12 %."""
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": 30, "pickups": 12},
        choices={"low": "15 01 01", "container": "bin"},
        cost="3930",
        excluded=tuple(company(each) for each in excluded),
    )


def together(groups: Sequence[Group]) -> set[frozenset[UUID]]:
    """Any two declarations that stand in one group."""
    return {
        frozenset((one.sharing_id, other.sharing_id))
        for group in groups
        for one, other in combinations(group.members, 2)
    }


@pytest.mark.parametrize("excluder", [2, 6])
def test_a_firm_and_the_competitor_that_it_excluded_stand_in_no_group(excluder: int) -> None:
    """Six firms, of which the second and the sixth are competitors: whoever of both says so."""
    firms = [
        cardboard(number, *({8 - number} & {2, 6} if number == excluder else ()))
        for number in range(1, 7)
    ]
    (group,) = groups_of(firms)
    assert (group.state, len(group.members)) == ("viable", 5)
    assert frozenset((identity(2), identity(6))) not in together([group])


def test_who_excludes_a_member_of_its_group_puts_it_at_risk() -> None:
    (group,) = groups_of([cardboard(number) for number in range(1, 7)])
    now = [cardboard(1, 2), *(cardboard(number) for number in range(2, 7))]
    (same,) = groups_of(now, [ActedOn(group=group, running=True)])
    assert (same.state, same.reasons) == ("at_risk", ("terms_changed",))


@pytest.mark.parametrize("world", WORLDS)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_an_exclusion_never_puts_two_together(world: str, data: st.DataObject) -> None:
    declared = data.draw(WORLDS[world])
    kept_apart = {
        frozenset((one.sharing_id, other.sharing_id))
        for one, other in permutations(declared, 2)
        if other.organisation_id in one.excluded
    }
    assert not kept_apart & together(groups_of(declared, parameters=FEW))


def test_who_declares_no_cost_is_told_no_saving() -> None:
    """Five firms pay 19,650 EUR, of which 76 of 125 (11,947.20) are treatment. By the formula one
    lorry drives 30 tours of 30 km (750 m3 in loads of 25.5) with 60 stops of 12 minutes:
    55 * (30 * 0.75 + 12 + 30) + 0.9 * 900 = 4,357.50 EUR. So 3,345.30 are saved, if they pay that;
    of those that do not say what they pay nothing is known."""
    (group,) = groups_of([cardboard(number) for number in range(1, 6)])
    assert (group.state, group.figures["eur"].low) == ("viable", "3345.30")
    (same,) = groups_of([replace(cardboard(number), cost=None) for number in range(1, 6)])
    assert (same.state, same.missing) == ("near", ("cost", "carrier"))
    assert {same.figures[key].missing for key in ("eur", "collection")} == {"cost"}
    assert {(each.alone, each.saving) for each in same.members} == {(None, None)}
    assert (same.measure, same.value, same.threshold) == ("members", "5", "5")
    criteria = {each.name: (each.verdict, each.value) for each in same.criteria}
    assert criteria["saving_share"] == ("unknown", None)


def test_a_group_whose_costs_nobody_knows_is_not_lost_for_that() -> None:
    """Qualified by hand, it goes on with what is known of it; its figures say that a cost lacks."""
    (group,) = groups_of([cardboard(number) for number in range(1, 6)])
    now = [replace(cardboard(1), cost=None), *(cardboard(number) for number in range(2, 6))]
    (same,) = groups_of(now, [ActedOn(group=group, running=True)])
    assert (same.state, same.missing) == ("running", ("cost", "carrier"))
    assert (same.figures["eur"].low, same.figures["eur"].missing) == (None, "cost")


def test_half_a_tonne_each_without_a_cost_is_no_group() -> None:
    """At a usual 125 EUR a tonne, no lorry of their own is worth a tour."""
    few = [replace(cardboard(n), cost=None, figures={"tonnes": "0.5"}) for n in range(1, 6)]
    assert groups_of(few) == []


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_who_declares_a_cost_gets_no_saving_that_it_had_not(data: st.DataObject) -> None:
    """A group that is viable has nothing assumed; declaring less never tells more."""
    declared = data.draw(WORLDS["waste"])
    silent = [
        replace(each, cost=None) if each.direction == "need" and data.draw(st.booleans()) else each
        for each in declared
    ]
    without = {each.sharing_id for each in silent if each.cost is None}
    for group in groups_of(silent, parameters=FEW):
        assumed = any(member.sharing_id in without for member in group.members)
        eur = group.figures["eur"]
        assert not assumed or (group.state, eur.missing) == ("near", "cost")
        assert assumed or eur.low is not None
        for member in group.members:
            assert member.saving is None or Decimal(member.saving) <= Decimal(member.alone or 0)
