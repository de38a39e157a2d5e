"""From when a post is one, of how many persons, and that ids decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from tests.unit.matching.kinds.sharing.declared import HERE, declared, parameters, post_need

SUMMER = (4, 5, 6, 7, 8, 9)
DRIVERS = "N4101"


def found(needs: Sequence[Sharing], *acted: ActedOn) -> tuple[Group, ...]:
    return PostsDetector().groups("posts/N4101/any", declared(needs), acted, parameters)


def contracts(groups: Sequence[Group]) -> list[str | None]:
    return [group.criteria[0].value for group in groups]


def season(persons: str, months: Sequence[int]) -> list[str]:
    return [persons if month in months else "0" for month in range(1, 13)]


WINTER = [month for month in range(1, 13) if month not in SUMMER]


# --- from when -------------------------------------------------------------------------------


def test_contracts_that_end_two_years_apart_make_no_post() -> None:
    needs = [
        post_need(1, "0.5", contract_end=date(2026, 6, 30)),
        post_need(2, "0.5", contract_end=date(2028, 6, 30)),
    ]
    assert found(needs) == ()


def test_within_twelve_months_it_is_one_from_the_day_after_the_last_ends() -> None:
    needs = [post_need(1, "0.5"), post_need(2, "0.5", contract_end=date(2026, 12, 31))]
    (group,) = found(needs)
    assert (group.state, contracts([group])) == ("viable", ["permanent_full_time"])
    beginning = group.criteria[-1]
    assert (beginning.name, beginning.verdict, beginning.value) == (
        "beginning",
        "partial",
        "2027-01-01",
    )
    assert [member.joins_on for member in group.members] == [None, None]


def test_who_renews_alone_joins_later_and_its_part_is_missing() -> None:
    needs = [post_need(1, "0.5"), post_need(2, "0.25"), post_need(3, "0.25")]
    (viable,) = found(needs)
    needs[2] = replace(needs[2], contract_end=date(2029, 3, 31))
    (group,) = found(needs, ActedOn(viable, running=True))
    assert (group.state, group.value, group.reasons) == ("lost", "0.75", ("contract_renewed",))
    assert [member.joins_on for member in group.members] == [None, None, date(2029, 4, 1)]


# --- of how many persons ---------------------------------------------------------------------


@pytest.mark.parametrize("winters", [["5"], ["1"] * 5, ["2", "3"]])
def test_five_drivers_in_one_line_are_five_posts(winters: list[str]) -> None:
    """As they would be in five lines."""
    needs = [post_need(1, season("5", SUMMER), DRIVERS)]
    needs += [
        post_need(number, season(persons, WINTER), DRIVERS)
        for number, persons in enumerate(winters, 2)
    ]
    groups = found(needs)
    assert contracts(groups) == ["permanent_full_time"] * 5
    assert len({group.synergy_id for group in groups}) == 5
    mine = [one for group in groups for one in group.members if one.sharing_id == UUID(int=1)]
    assert sorted(one.part for one in mine) == [0, 1, 2, 3, 4]
    lines = [post_need(10 + at, season("1", SUMMER), DRIVERS) for at in range(5)]
    assert contracts(found([*lines, *needs[1:]])) == contracts(groups)


def test_a_full_time_post_and_a_half_is_half_a_post_to_share() -> None:
    (group,) = found([post_need(1, "1.5"), post_need(2, "0.5")])
    assert group.value == "1"
    assert {one.sharing_id.int: (one.part, one.amount) for one in group.members} == {
        1: (1, "0.5"),
        2: (0, "0.5"),
    }


def test_a_person_of_two_that_is_acted_on_leaves_the_other_free() -> None:
    needs = [post_need(1, season("2", SUMMER), DRIVERS), post_need(2, season("1", WINTER), DRIVERS)]
    (first,) = found(needs)
    needs.append(post_need(3, season("1", WINTER), DRIVERS))
    groups = found(needs, ActedOn(first))
    assert sorted(group.state for group in groups) == ["proposed", "viable"]
    left = found(needs, ActedOn(first, left=frozenset({UUID(int=1)})))
    assert [group.state for group in left if group.synergy_id == first.synergy_id] == ["lost"]
    bound = [Declared(one, 1, bound=one.sharing_id == UUID(int=1)) for one in needs]
    (kept,) = PostsDetector().groups("posts/N4101/any", bound, [ActedOn(first)], parameters)
    assert kept.state == "proposed"


# --- a season --------------------------------------------------------------------------------


@pytest.mark.parametrize(("months", "contract"), [(8, "seasonal"), (9, None), (11, None)])
def test_work_of_nearly_all_year_is_not_seasonal(months: int, contract: str | None) -> None:
    """Article L1242-2, 3: a judge refused one of all months but December."""
    worked = season("0.5", range(1, months + 1))
    groups = found([post_need(1, worked), post_need(2, worked)])
    assert contracts(groups) == ([contract] if contract else [])


# --- ids -------------------------------------------------------------------------------------


@pytest.mark.parametrize("places", [1, 2, 5])
@pytest.mark.parametrize("seed", range(6))
def test_forty_quarters_are_ten_posts_whatever_their_ids(seed: int, places: int) -> None:
    ids = Random(seed).sample(range(1, 10_000), 40)
    needs = [
        post_need(id_, "0.25", at=(HERE[0] + at % places / 50, HERE[1]))
        for at, id_ in enumerate(ids)
    ]
    groups = found(needs)
    assert contracts(groups) == ["permanent_full_time"] * 10
    assert [group.value for group in groups] == ["1"] * 10


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_does_not_depend_on_ids(seed: int) -> None:
    random = Random(seed)
    asked = [random.choice(("0.25", "0.3", "0.5", "0.45", "0.1")) for _ in range(30)]
    north = [random.randrange(4) / 40 for _ in asked]
    ends = [random.choice((None, date(2026, 3, 1) + timedelta(days=400))) for _ in asked]

    def counted(ids: Sequence[int]) -> list[tuple[str | None, str, int]]:
        needs = [
            post_need(id_, months, at=(HERE[0] + up, HERE[1]), contract_end=end)
            for id_, months, up, end in zip(ids, asked, north, ends, strict=True)
        ]
        groups = found(needs)
        return sorted((one.criteria[0].value, one.value, len(one.members)) for one in groups)

    first = counted(range(1, 31))
    for _ in range(3):
        assert counted(random.sample(range(1, 10_000), 30)) == first
