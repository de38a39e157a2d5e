"""Posts are those of the plain implementation, whatever the order in which needs come."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from tests.reference.posts import posts
from tests.unit.matching.kinds.sharing.declared import (
    HERE,
    declared,
    parameters,
    post_need,
    with_parameters,
)

AMOUNTS = ("0", "0.1", "0.25", "0.3", "0.5", "0.55", "0.7", "0.9", "1")
SEVERAL = (*AMOUNTS, "1.3", "2")
"""Of one person, or of two."""
CODES = ("H1302", "H1302", "H1303", "N1101")
OTHER_TERRITORY = "200000009"


@st.composite
def months(draw: st.DrawFn, amounts: Sequence[str]) -> list[str]:
    """Of all year, or of two seasons."""
    if draw(st.booleans()):
        return [draw(st.sampled_from(amounts[1:]))] * 12
    first, length = draw(st.integers(0, 11)), draw(st.integers(1, 11))
    within, without = draw(st.sampled_from(amounts[1:])), draw(st.sampled_from(amounts))
    return [within if (month - first) % 12 < length else without for month in range(12)]


@st.composite
def needs(draw: st.DrawFn, most: int = 8) -> list[Sharing]:
    """Eight persons at most."""
    made = []
    several = draw(st.booleans())
    amounts = SEVERAL if several else AMOUNTS
    for number in range(1, draw(st.integers(2, 4 if several else most)) + 1):
        more: dict[str, Any] = {}
        if draw(st.integers(0, 4)) == 0:
            more["excluded"] = (UUID(int=1000 + draw(st.integers(1, most))),)
        if draw(st.integers(0, 4)) == 0:
            more["figures"] = {"level": str(draw(st.integers(3, 6)))}
        if draw(st.integers(0, 4)) == 0:
            more["weekdays"] = tuple(sorted(draw(st.sets(st.integers(1, 5), min_size=1))))
        if draw(st.integers(0, 3)) == 0:
            days = draw(st.sampled_from([-100, 0, 364, 365, 366, 900]))
            more["contract_end"] = date(2026, 1, 1) + timedelta(days=days)
        if draw(st.integers(0, 5)) == 0:
            more["organisation_id"] = UUID(int=1001)
        if draw(st.integers(0, 5)) == 0:
            more["territory"] = OTHER_TERRITORY
        permanent = draw(st.sampled_from([{}, {"permanent": "yes"}, {"permanent": "no"}]))
        made.append(
            post_need(
                number,
                draw(months(amounts)),
                draw(st.sampled_from(CODES)),
                at=(HERE[0] + draw(st.sampled_from([0, 0.01, 0.15, 0.26])), HERE[1]),
                naf=draw(st.sampled_from([None, "10.20Z", "10.39A"])),
                choices=permanent,
                **more,
            )
        )
    return made


def _as_said(groups: tuple[Group, ...]) -> set[tuple[tuple[str, ...], str]]:
    return {
        (tuple(_id(member) for member in group.members), str(group.criteria[0].value))
        for group in groups
    }


def _id(member: GroupMember) -> str:
    """Of a person: the declaration's own for the first."""
    return str(uuid5(member.sharing_id, str(member.part)) if member.part else member.sharing_id)


@settings(max_examples=150)
@given(needs())
def test_the_best_cover_is_found(world: list[Sharing]) -> None:
    found = PostsDetector().groups("posts/H1302/any", declared(world), [], parameters)
    expected = posts(world, parameters)
    assert _as_said(found) == {(post.ids, post.contract) for post in expected}
    assert {group.state for group in found} <= {"viable", "near"}


@settings(max_examples=40)
@given(needs(6))
def test_each_territory_has_its_own_rules(world: list[Sharing]) -> None:
    wider = with_parameters(workforce_month_most="1.3", workforce_radius_km="10")
    here = with_parameters(workforce_neighbours="0", near_share="0.8")

    def of(territory: str) -> Any:
        return wider if territory == OTHER_TERRITORY else here

    found = PostsDetector().groups("posts/H1302/any", declared(world), [], of)
    assert _as_said(found) == {(post.ids, post.contract) for post in posts(world, of)}


@settings(max_examples=30)
@given(needs(), st.randoms(use_true_random=False), st.data())
def test_neither_order_nor_what_was_there_before_counts(
    world: list[Sharing], order: random.Random, data: st.DataObject
) -> None:
    once = PostsDetector().groups("posts/H1302/any", declared(world), [], parameters)
    lasting = PostsDetector()
    for _ in range(3):
        part = [one for one in world if data.draw(st.booleans())]
        order.shuffle(part)
        lasting.groups("posts/H1302/any", declared(part), [], parameters)
    shuffled = list(world)
    order.shuffle(shuffled)
    assert lasting.groups("posts/H1302/any", declared(shuffled), [], parameters) == once
