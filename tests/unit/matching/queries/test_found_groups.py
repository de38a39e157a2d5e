"""Who sees a group that nobody acted on: whom its state tells of no one company elsewhere."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boucle.contract.masking import Viewer
from boucle.matching.queries.search import sees_found
from tests.unit.matching.lives.groups import HERE, THERE, group


@pytest.mark.parametrize(("elsewhere", "seen"), [(0, True), (1, False), (2, False), (3, True)])
def test_an_animator_next_door_sees_a_group_of_which_none_or_three_are_hidden(
    elsewhere: int, seen: bool
) -> None:
    whole = group(5)
    members = tuple(
        replace(one, territory=HERE if at < elsewhere else THERE)
        for at, one in enumerate(whole.members)
    )
    found = replace(whole, members=members, territory=HERE)
    assert sees_found(Viewer.animator(THERE), found) is seen
    assert sees_found(Viewer.animator(HERE), found), "its place is there"
    assert sees_found(Viewer.animator(HERE, THERE), found)


def test_a_carrier_is_no_company_that_is_hidden() -> None:
    whole = group(3, carrier=True)
    members = tuple(
        replace(one, territory=HERE if one.role == "carrier" else THERE) for one in whole.members
    )
    assert sees_found(Viewer.animator(THERE), replace(whole, members=members, territory=HERE))
    assert not sees_found(Viewer.animator("200000000"), replace(whole, territory=HERE))


def test_nobody_else_sees_it() -> None:
    assert not sees_found(Viewer.company(group(3).members[0].organisation_id), group(3))
