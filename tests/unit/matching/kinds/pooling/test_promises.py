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
