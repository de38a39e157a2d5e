"""Ids of groups: of kind, place and members, whatever their order."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.kinds.ids import GROUPS, group_id

MEMBERS = st.lists(st.uuids(), min_size=1, max_size=8, unique=True)


@given(MEMBERS, st.randoms())
def test_the_order_of_members_says_nothing(members: list[UUID], random: object) -> None:
    again = list(members)
    random.shuffle(again)  # type: ignore[attr-defined]
    assert group_id("pooling", "cell:494/7", members) == group_id("pooling", "cell:494/7", again)


def test_it_is_uuid5_of_what_makes_it() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert group_id("sharing", "zone:200023414/Z1", [other, one]) == uuid5(
        GROUPS, f"sharing/zone:200023414/Z1/{one},{other}"
    )


@given(MEMBERS)
def test_another_kind_place_or_member_is_another_group(members: list[UUID]) -> None:
    here = group_id("pooling", "cell:494/7", members)
    assert here != group_id("sharing", "cell:494/7", members)
    assert here != group_id("pooling", "cell:494/8", members)
    assert here != group_id("pooling", "cell:494/7", members[1:])
