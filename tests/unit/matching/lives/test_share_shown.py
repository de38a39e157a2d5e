"""What a member is shown of its gain, by hand: of what copies make of its group, end by end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.declarations import type_of
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.pooling.detector import PoolingDetector
from boucle.matching.lives.group_previews import MANY, previews_of, share_shown
from tests.unit.matching.kinds.pooling.declarations import defaults, groups_of, sharing

MARKET: Final = "pooling/waste_collection"
ENDS: Final = 3
Ends = Sequence[tuple[str | None, str | None] | None]
"""At each end what it saves, of what it pays alone; None: no group."""


def declared(count: int, cost: str | None = None, step: float = 0.0) -> list[Sharing]:
    """So many organisations, each so much farther north."""
    return [
        sharing(
            number,
            "waste_collection",
            figures={"tonnes": "30", "pickups": "12"},
            choices={"low": "15 01 01", "container": "bin"},
            at=(47.2424 + step * number, 5.2194),
            cost=cost,
        )
        for number in range(1, count + 1)
    ]


def group_of(world: Sequence[Sharing]) -> Group:
    [found] = [one for one in groups_of(list(world)) if len(one.members) == len(world)]
    return found


class Told(PoolingDetector):
    """Says what it is told, and keeps what it was asked."""

    def __init__(self, *told: Group | None) -> None:
        self.told, self.asked = list(told), list[Collection[Declared[Sharing]]]()

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        self.asked.append(declared)
        one = self.told[(len(self.asked) - 1) % len(self.told)] if self.told else None
        if one is None:
            return ()
        first, last = UUID(int=0), UUID(int=2**128 - 1)
        return (
            replace(one, synergy_id=first, members=()),
            replace(one, synergy_id=last, members=()),
            one,
        )


def shown(ends: Ends, cost: str | None = None, *, criteria: Sequence[str] = ()) -> Amount:
    """To the first of five, by its mail; a possibility of its group says the same."""
    world = declared(5, cost)
    whole = group_of(declared(5))
    own = world[0].sharing_id

    def at_end(end: tuple[str | None, str | None]) -> Group:
        members = tuple(
            replace(one, saving=end[0], alone=end[1])
            if one.sharing_id == own
            else replace(one, saving="77777", alone="1")
            for one in whole.members
        )
        named = tuple(Criterion(name=name, verdict="pass") for name in criteria)
        return replace(whole, members=members, criteria=named)

    told = [None if end is None else at_end(end) for end in ends]
    known = {one.sharing_id: Declared(one, 1) for one in world}
    amount = share_shown(whole, MARKET, known, own, Told(*told).groups, defaults)
    [preview] = [
        one
        for one in previews_of(whole, MARKET, known, Told(*told), defaults)
        if one.organisation_id == world[0].organisation_id
    ]
    assert preview.eur == amount
    return amount


def ends_of(amount: Amount) -> tuple[str | None, str | None]:
    return amount.low, amount.high


GAINS: Final = ("100", "300", "200")
THREE: Final[Ends] = [(gain, "1000") for gain in GAINS]


def test_it_is_the_range_of_the_three_ends() -> None:
    assert ends_of(shown(THREE)) == ("100", "300")
    assert ends_of(shown([("100", None), ("300", None), ("200", None)])) == ("100", "300")


def test_where_an_end_has_no_gain_it_may_be_nothing() -> None:
    assert ends_of(shown([*THREE[:2], (None, "1000")])) == ("0", "300")
    assert ends_of(shown([*THREE[:2], None])) == ("0", "300")
    for ends in ([(None, None)] * ENDS, [None] * ENDS):
        nothing = shown(ends)
        assert ends_of(nothing) == (None, None)
        assert nothing.missing is not None


@pytest.mark.parametrize(
    ("cost", "alone", "expected"),
    [
        ("1000", "1000", ("100", "300")),  # three tenths of what it pays
        ("1000", "500", ("100", "300")),  # six tenths: no more than the gain
        ("1000", "2000", ("100", "150")),
        ("1000", "6000", ("50", "50")),  # a twentieth
        ("200", "0", ("100", "200")),  # not known which part: all of it at most
        ("200", None, ("100", "200")),
        (None, "6000", ("100", "300")),
    ],
)
def test_it_is_no_greater_a_part_of_its_own_cost_than_the_copies_save(
    cost: str | None, alone: str | None, expected: tuple[str, str]
) -> None:
    assert ends_of(shown([(gain, alone) for gain in GAINS], cost)) == expected


def test_what_rests_on_assumed_costs_is_from_nothing_to_what_a_cost_allows() -> None:
    """Of waste 39 %."""
    assumed = ["conditions", "declared_cost"]
    assert ends_of(shown(THREE, "1000", criteria=assumed)) == ("0", "390")
    assert ends_of(shown(THREE, criteria=assumed)) == ("0", "300")
    assert ends_of(shown(THREE, "1000", criteria=["conditions", "volume"])) == ("100", "300")


def test_of_two_sites_both_are_told() -> None:
    world = declared(5, "1000")
    one, other, *others = group_of(declared(5)).members
    both = one, replace(other, organisation_id=one.organisation_id)
    whole = replace(group_of(declared(5)), members=(*both, *others))
    gains = tuple(replace(each, saving="100", alone="1000") for each in whole.members)
    known = {one.sharing_id: Declared(one, 1) for one in world}
    detector = Told(replace(whole, members=gains, criteria=()))
    previews = previews_of(whole, MARKET, known, detector, defaults)
    amounts = [preview.eur and ends_of(preview.eur) for preview in previews]
    assert amounts == [("200", "200"), *[("100", "100")] * 3]
    unknown = replace(whole, criteria=(), members=(gains[0], replace(gains[1], saving=None)))
    first = previews_of(whole, MARKET, known, Told(unknown), defaults)[0]
    assert first.eur is not None
    assert ends_of(first.eur) == (None, None)


def test_a_carrier_is_shown_none() -> None:
    whole, known = made(6)
    carrier = replace(whole.members[-1], role="carrier")
    named = replace(whole, members=(*whole.members[:-1], carrier))
    previews = previews_of(named, MARKET, known, Told(), defaults)
    assert [one.organisation_id for one in previews] == [
        one.organisation_id for one in whole.members[:-1]
    ]


def test_how_many_others_there_are_leaves_oneself_out() -> None:
    world = declared(5)
    known = {one.sharing_id: Declared(one, 1) for one in world}
    previews = previews_of(group_of(world), MARKET, known, Told(), defaults)
    assert [one.companies for one in previews] == [3] * 5


def made(count: int) -> tuple[Group, dict[Any, Declared[Any]]]:
    """A group of so many, of the members of a small one."""
    world, small = declared(count), group_of(declared(5))
    members = tuple(
        replace(small.members[0], sharing_id=one.sharing_id, organisation_id=one.organisation_id)
        for one in world
    )
    return replace(small, members=members), {one.sharing_id: Declared(one, 1) for one in world}


@pytest.mark.parametrize(("count", "weighed"), [(5, 5), (MANY, MANY), (MANY + 1, 1)])
def test_each_is_weighed_alone_up_to_many(count: int, weighed: int) -> None:
    whole, known = made(count)
    detector = Told()
    assert len(previews_of(whole, MARKET, known, detector, defaults)) == count
    assert len(detector.asked) == weighed * ENDS


def test_the_others_stand_where_one_does() -> None:
    """Five places, each in another cell; carriers' offers stay where they are."""
    world = declared(6, step=0.11)
    whole, _ = made(5)
    known = {one.sharing_id: Declared(one, 1) for one in world}
    detector = Told()
    previews_of(whole, MARKET, known, detector, defaults)
    places = [
        [type_of(one.body).place(one.body) for one in asked if one.id != world[5].sharing_id]
        for asked in detector.asked
    ]
    assert [len({*each}) for each in places] == [1] * len(places)
    assert len({each[0] for each in places}) == 5
    elsewhere = {
        type_of(one.body).place(one.body)
        for asked in detector.asked
        for one in asked
        if one.id == world[5].sharing_id
    }
    assert len(elsewhere) == 1
    assert not elsewhere & {each[0] for each in places}
