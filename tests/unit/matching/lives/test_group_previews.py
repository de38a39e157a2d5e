"""What a member is shown before consent follows from coarse copies of the others alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life, Preview
from boucle.contract.events.sharing import Sharing
from boucle.contract.kinds.members import at_least
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.matching.groups.decisions import acting_on
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.pooling.detector import PoolingDetector
from boucle.matching.lives.commands import Command, Introduce, Qualify, Weigh
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.group_previews import MANY, of_group, previews_of
from boucle.matching.lives.groups import life_of_group
from boucle.matching.lives.seen import changed_for, with_seen
from boucle.matching.lives.transitions import Who
from boucle.matching.possibilities.group_decisions import group_possibility
from tests.kit.of_groups.groups import need
from tests.kit.of_groups.saving_groups import SavingDetector
from tests.unit.matching.kinds.pooling.declarations import defaults, groups_of, sharing
from tests.unit.matching.lives.groups import NOW, company, group, steps

CELL = (47.2424, 5.2194)
STEPS = {"20": ("16", "18.5", "22", "30"), "50": ("33", "41.2", "60", "70")}
"""Tonnes, and what stands behind them."""


def declared(tonnes: Sequence[str], places: Sequence[float]) -> list[Sharing]:
    """Sites in one zone, not far from each other, each collected alone today."""
    return [
        sharing(
            number,
            "waste_collection",
            figures={"tonnes": value, "pickups": "26", "density": "300"},
            choices={"container": "skip", "low": "150101"},
            at=(CELL[0] + place, CELL[1]),
            cost=str(131 * Decimal(value)),
        )
        for number, (value, place) in enumerate(zip(tonnes, places, strict=True), 1)
    ]


def found(world: Sequence[Sharing]) -> Group:
    (group,) = [one for one in groups_of(list(world)) if len(one.members) == len(world)]
    return group


def previewed(world: Sequence[Sharing], group: Group) -> bytes:
    known = {one.sharing_id: Declared(one, 1) for one in world}
    detector = PoolingDetector()
    market = detector.market_of(world[0])
    assert market is not None
    return msgspec.json.encode(previews_of(group, market, known, detector, defaults)[0])


places = st.lists(st.floats(-0.03, 0.05), min_size=5, max_size=5)
twins = st.tuples(
    *[st.sampled_from(list(STEPS)).flatmap(lambda s: st.tuples(*[st.sampled_from(STEPS[s])] * 2))]
    * 5
)


@settings(max_examples=40)
@given(twins, places, places, st.sampled_from(["15", "80", "140"]))
def test_two_worlds_that_differ_behind_the_copies_show_the_same(
    tonnes: Sequence[tuple[str, str]], here: list[float], there: list[float], own: str
) -> None:
    """The first is who looks: the same in both. Of the others only what copies do not say differs;
    the group is the one of the first world, as it was introduced."""
    first = declared([own, *(one for one, _ in tonnes)], [0.0, *here])
    second = declared([own, *(other for _, other in tonnes)], [0.0, *there])
    second = [first[0], *(replace(one, cost="77777") for one in second[1:])]
    members = groups_of(first)
    mine = first[0].sharing_id
    there_is = [one for one in members if mine in {each.sharing_id for each in one.members}]
    if not there_is:
        return
    ids = {one.sharing_id for one in there_is[0].members}
    kept = [[one for one in world if one.sharing_id in ids] for world in (first, second)]
    assert previewed(kept[0], there_is[0]) == previewed(kept[1], _elsewhere(there_is[0]))


def _elsewhere(group: Group) -> Group:
    """The group as it would have been found there: other amounts, other savings."""
    return replace(
        group,
        members=tuple(replace(one, amount="1", alone="2", saving="3") for one in group.members),
        amount="4",
        value="0.99",
        figures={},
    )


def test_it_shows_a_gain_and_how_many_there_are_at_least() -> None:
    world = declared(["40", "41", "42", "43", "44", "45"], [0.0, 0.01, 0.02, 0.0, 0.01, 0.02])
    whole = found(world)
    known = {one.sharing_id: Declared(one, 1) for one in world}
    market = PoolingDetector().market_of(world[0])
    assert market is not None
    previews = previews_of(whole, market, known, PoolingDetector(), defaults)
    members = [one.organisation_id for one in whole.members]
    assert [one.organisation_id for one in previews] == members
    for one in previews:
        assert one.companies == 5
        assert one.eur is not None
        assert one.eur.low is not None
        assert one.eur.high is not None
        assert 0 == Decimal(one.eur.low) < Decimal(one.eur.high)
        assert one.others == ()


@pytest.mark.parametrize("cost", ["4000", "8000", "10000"])
def test_a_gain_that_rests_on_assumed_costs_may_be_nothing(cost: str) -> None:
    """Copies cost what is usual: what the others pay may be less, and so the gain."""
    world = declared(["40", "41", "42", "43", "44", "45"], [0.0, 0.01, 0.02, 0.0, 0.01, 0.02])
    world = [world[0], *(replace(one, cost=cost) for one in world[1:])]
    whole = found(world)
    eur = msgspec.json.decode(previewed(world, whole), type=Preview).eur
    assert eur is not None
    assert (eur.low, eur.missing) == ("0", None)
    mine = next(one for one in whole.members if one.sharing_id == world[0].sharing_id)
    assert 0 < Decimal(mine.saving or 0) <= Decimal(eur.high or 0)


class CountingDetector(PoolingDetector):
    def __init__(self) -> None:
        self.calls = 0

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        self.calls += 1
        return super().groups(market, declared, acted_on, parameters)


def test_members_of_a_great_group_are_weighed_once_a_cell() -> None:
    """Two cells, three ends."""
    world = declared(["40", "42", "44"] * 8, [0.0, 0.06] * 12)
    cells = {cell_of(one.site.latitude, one.site.longitude) for one in world}
    assert len(world) > MANY
    assert len(cells) == 2
    whole, detector = found(world), CountingDetector()
    known = {one.sharing_id: Declared(one, 1) for one in world}
    market = detector.market_of(world[0])
    assert market is not None
    previews = previews_of(whole, market, known, detector, defaults)
    assert detector.calls == 2 * 3
    for one, member in zip(previews, whole.members, strict=True):
        assert one.eur is not None
        assert 0 < Decimal(member.saving or 0) <= Decimal(one.eur.high or 0)


def test_a_gain_without_assumed_costs_has_a_least() -> None:
    """As of a detector that assumes nothing."""
    made = [need(str(number), volume="100") for number in range(5)]
    known = {one.sharing_id: Declared(one, 1) for one in made}
    detector = SavingDetector()
    (group,) = detector.groups("pooling/purchasing/electricity", known.values(), (), defaults)
    for one in previews_of(group, "pooling/purchasing/electricity", known, detector, defaults):
        assert one.eur is not None
        assert 0 < Decimal(one.eur.low or 0) <= Decimal(one.eur.high or 0)


def test_fewer_than_three_others_are_not_counted() -> None:
    assert [at_least(count) for count in (0, 1, 2, 3, 4, 5, 12, 60)] == [
        *(None, None, None),
        *(3, 3, 5, 10, 50),
    ]


# --- possibilities ---------------------------------------------------------------------------


@settings(max_examples=40)
@given(twins, places, places, st.sampled_from(["15", "80", "140"]))
def test_possibilities_of_two_such_worlds_are_the_same(
    tonnes: Sequence[tuple[str, str]], here: list[float], there: list[float], own: str
) -> None:
    worlds = (
        declared([own, *(one for one, _ in tonnes)], [0.0, *here]),
        declared([own, *(other for _, other in tonnes)], [0.0, *there]),
    )
    market = PoolingDetector().market_of(worlds[0][0])
    assert market is not None
    shown = [
        group_possibility(
            Declared(world[0], 1),
            [Declared(one, number) for one in world[1:]],
            market,
            PoolingDetector().groups,
            defaults,
        )
        for number, world in enumerate(worlds, 1)
    ]
    assert shown[0] == shown[1]


def test_possibilities_need_three_others() -> None:
    market = PoolingDetector().market_of(declared(["40"], [0.0])[0])
    assert market is not None
    for count, speaks in ((2, False), (3, False), (7, True)):
        world = declared(["40"] * count, [0.01] * count)
        found = group_possibility(
            Declared(world[0], 1),
            [Declared(one, 1) for one in world[1:]],
            market,
            PoolingDetector().groups,
            defaults,
        )
        assert (found is not None and found.companies >= 3) == speaks


def test_a_possibility_and_a_mail_about_its_group_show_one_range() -> None:
    detector, world = PoolingDetector(), declared(["40"] * 7, [0.01] * 7)
    market = detector.market_of(world[0])
    assert market is not None
    known = [Declared(one, 1) for one in world]
    found = group_possibility(known[0], known[1:], market, detector.groups, defaults)
    assert found is not None
    own = of_group(found.group, known)
    shown = {
        one.organisation_id: one.eur
        for one in previews_of(found.group, market, own, detector, defaults)
    }
    assert shown[world[0].organisation_id] == found.gain
    assert found.gain.low is not None


# --- what is shown of a life -----------------------------------------------------------------


def life_of(saving: str) -> Life:
    """Introduced to five companies; ``saving``: what the others' exact values make of the group."""
    whole = group(5)
    members = tuple(
        replace(one, amount=saving, alone=saving, saving=saving) for one in whole.members
    )
    exact = replace(whole, members=members, value=saving, amount=saving, figures={})
    life = decide(life_of_group(exact, NOW), Qualify(), who="animator", now=NOW).life
    return decide(
        life,
        Introduce(NOW, {company(number): NOW for number in range(5)}),
        who="introduction",
        now=NOW,
    ).life


@given(steps(), st.booleans())
def test_a_member_sees_the_same_in_two_worlds_until_all_consented(
    commands: list[Command], weighed: bool
) -> None:
    """View, version and steps that it hears of."""
    lives = [life_of("1111.5"), life_of("2222.5")]
    version = 2
    for command in [*commands, *([_weigh()] if weighed else [])]:
        befores = lives
        if isinstance(command, Weigh) and acting_on(lives[0]) is None:
            return  # the engine weighs none that is over
        who: Who = "engine" if isinstance(command, Weigh) else "introduction"
        lives = [
            with_seen(one, decide(one, command, who=who, now=NOW).life, version + 1)
            for one in lives
        ]
        version += 1
        if lives[0].disclosed:
            return
        for number in range(5):
            viewer = Viewer.company(company(number))
            views = [mask_synergy(view_of(one), viewer=viewer) for one in lives]
            assert msgspec.json.encode(views[0]) == msgspec.json.encode(views[1])
        heard = [changed_for(*both) for both in zip(befores, lives, strict=True)]
        assert heard[0] == heard[1]
        assert [one.shown for one in lives[0].parties] == [one.shown for one in lives[1].parties]


def _weigh() -> Weigh:
    return Weigh(replace(group(5), state="at_risk", reasons=("volume_fell",)))


@given(steps())
def test_what_the_others_answer_moves_nothing_of_a_member_until_it_is_over(
    commands: list[Command],
) -> None:
    """But that all consented, or that too few stay."""
    before = life_of("1111.5")
    me = Viewer.company(company(0))
    for command in commands:
        after = decide(before, command, who="introduction", now=NOW).life
        if after.disclosed or after.state in ("refused", "already_done", "contract_until"):
            return
        mine = getattr(command, "organisation_id", None) == company(0)
        if not mine:
            shown = [mask_synergy(view_of(one), viewer=me) for one in (before, after)]
            assert shown[0] == shown[1]
        before = after


def test_nobody_is_told_more_than_its_own_cost_allows() -> None:
    """Each pays 3,930 EUR a year, of which collection is at most 39 %: 1,532.70. Its exact share is
    within what it is told."""
    world = [
        sharing(
            number,
            "waste_collection",
            figures={"tonnes": 30, "pickups": 12},
            choices={"low": "15 01 01", "container": "bin"},
            cost="3930",
        )
        for number in range(1, 6)
    ]
    group = found(world)
    known = {one.sharing_id: Declared(one, 1) for one in world}
    detector = PoolingDetector()
    market = detector.market_of(world[0])
    assert market is not None
    for preview in previews_of(group, market, known, detector, defaults):
        assert preview.eur is not None
        low, high = float(preview.eur.low or "nan"), float(preview.eur.high or "nan")
        (share,) = [
            float(one.saving or "nan")
            for one in group.members
            if one.organisation_id == preview.organisation_id
        ]
        assert low <= share <= high <= 1532.70
