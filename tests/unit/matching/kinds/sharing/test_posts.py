"""What a post is, what keeps one near, and how posts stand that people act on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from boucle.matching.kinds.sharing.posts.needs import every, lanes_of, months_of, none_above
from boucle.matching.kinds.sharing.posts.posts import EXACT
from tests.unit.matching.kinds.sharing.declared import (
    HERE,
    declared,
    parameters,
    post_need,
)


def found(needs: Sequence[Sharing], *acted: ActedOn) -> tuple[Group, ...]:
    return PostsDetector().groups("posts/H1302/any", declared(needs), acted, parameters)


@given(st.lists(st.integers(0, 2**31 - 1), min_size=12, max_size=12), st.integers(0, 2**31 - 1))
def test_lanes_are_months(months: list[int], most: int) -> None:
    assert months_of(lanes_of(months)) == tuple(months)
    assert none_above(lanes_of(months), every(most)) == (max(months) <= most)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"figures": {"level": "4"}}, {"figures": {"level": "6"}}),
        ({}, {"at": (HERE[0] + 0.28, HERE[1])}),
        ({}, {"code": "N1101"}),
        ({"weekdays": (1, 2)}, {"weekdays": (2, 3, 4)}),
    ],
    ids=["levels apart", "31 km", "other occupations", "one day of both"],
)
def test_two_halves_that_do_not_meet(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert (
        found(
            [
                post_need(1, "0.5", **{"code": "H1302", **first}),
                post_need(2, "0.5", **{"code": "H1302", **second}),
            ]
        )
        == ()
    )


def test_days_of_a_week_are_shared() -> None:
    two_days, three_days = {"weekdays": (1, 2)}, {"weekdays": (3, 4, 5)}
    (group,) = found(
        [post_need(1, "0.4", "H1302", **two_days), post_need(2, "0.6", "H1302", **three_days)]
    )
    assert group.state == "viable"


def test_who_asks_for_a_permanent_post_has_no_seasonal_one() -> None:
    months = [0.5 if month in (6, 7, 8, 9) else 0 for month in range(1, 13)]
    lasting = {"permanent": "yes"}
    assert found([post_need(1, months), post_need(2, months, choices=lasting)]) == ()
    assert [group.amount for group in found([post_need(1, months), post_need(2, months)])] == [
        "0.3333"
    ]


def test_a_fullest_month_that_is_too_full_is_near_and_said() -> None:
    months = [0.5] * 11 + [0.7]
    (group,) = found([post_need(1, months), post_need(2, months)])
    assert (group.state, group.measure, group.value) == ("near", "peak_share", "0.75")
    assert group.missing == ("peak",)


def test_beyond_few_needs_posts_are_made_with_the_nearest() -> None:
    """Two hundred quarters along a road: one post of four for each four of them."""
    needs = [
        post_need(number, "0.25", "H1302", at=(HERE[0] + number / 1000, HERE[1]))
        for number in range(1, 201)
    ]
    groups = found(needs)
    assert len(needs) > EXACT
    members = [member.sharing_id for group in groups for member in group.members]
    assert len(members) == len(set(members))
    assert sum(group.value == "1" for group in groups) >= 40


def _acted_on(*months: str, **more: Any) -> tuple[list[Sharing], ActedOn]:
    needs = [post_need(number, of, "H1302") for number, of in enumerate(months, 1)]
    (group,) = found(needs)
    return needs, ActedOn(group, **more)


def test_a_post_acted_on_keeps_its_id_and_its_members_from_others() -> None:
    needs, acted = _acted_on("0.5", "0.45")
    better = post_need(9, "0.5", "H1302")
    (group,) = found([*needs, better], acted)
    assert group.synergy_id == acted.group.synergy_id
    assert group.state == "proposed"
    assert replace(group, state="viable") == acted.group


def test_who_leaves_three_breaks_a_full_time_post() -> None:
    needs, acted = _acted_on("0.4", "0.3", "0.3", left=frozenset({UUID(int=3)}))
    (group, *others) = found(needs, acted)
    assert (group.state, group.reasons, group.value) == ("lost", ("member_left",), "0.7")
    assert others == []


def test_who_leaves_little_leaves_it_at_risk() -> None:
    needs, acted = _acted_on("0.5", "0.45", "0.1", left=frozenset({UUID(int=3)}))
    (group,) = found(needs, acted)
    assert (group.state, group.reasons) == ("at_risk", ("member_left",))
    assert len(group.members) == 2


def test_a_competitor_named_later_loses_it() -> None:
    needs, acted = _acted_on("0.5", "0.5")
    needs[0] = replace(needs[0], excluded=(UUID(int=1002),))
    (group,) = found(needs, acted)
    assert (group.state, group.reasons) == ("lost", ("terms_changed",))


def test_a_seasonal_post_acted_on_is_measured_in_its_season() -> None:
    months = [0.5 if month in (6, 7, 8, 9) else 0 for month in range(1, 13)]
    needs = [post_need(1, months), post_need(2, months)]
    (viable,) = found(needs)
    (group,) = found(needs, ActedOn(viable, running=True))
    assert group == replace(viable, state="running")


@settings(max_examples=40)
@given(st.integers(20, 70))
def test_less_work_is_a_risk_from_the_threshold_and_lost_from_nine_tenths(hundredths: int) -> None:
    needs, acted = _acted_on("0.5", "0.5")
    needs[1] = replace(needs[1], months=(f"0.{hundredths}",) * 12)
    (group,) = found(needs, acted)
    least, most = 50 + hundredths, 105
    ratio = min(least / 90, most / least)
    expected = "proposed" if ratio >= 1 else "at_risk" if ratio >= 0.9 else "lost"
    assert group.state == expected
    reason = "volume_fell" if least < 100 else "terms_changed"
    assert group.reasons == (() if expected == "proposed" else (reason,))
