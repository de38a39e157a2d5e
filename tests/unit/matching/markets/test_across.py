"""An animator of some territories is shown groups by copies of all other members: what these keep
behind their copies moves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as with_value
from random import Random
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, Zone
from boucle.matching.groups.across import LOOKED_AT, groups_across
from boucle.matching.groups.decisions import bare
from boucle.matching.kinds.coarse import coarse_sharing
from boucle.matching.kinds.detector import Declared, Groups
from boucle.matching.kinds.markets import groups_from_nothing, market_of
from boucle.matching.lives.commands import Answer, Qualify
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.groups import life_of_group
from tests.kit.of_groups.drawn import SUBJECTS, TOWN
from tests.kit.of_groups.drawn import market_of as drawn
from tests.kit.of_groups.groups import need, uid
from tests.kit.of_groups.saving_groups import VolumeDetector
from tests.unit.matching.kinds.pooling.declarations import defaults
from tests.unit.matching.lives.groups import HERE, NOW, THERE, group

MARKET = "pooling/purchasing/electricity"
SEEDS = range(6)


def shown(
    declared: Iterable[Declared[Sharing]],
    lives: Iterable[Life] = (),
    *own: str,
    market: str = MARKET,
    groups: Groups | None = None,
) -> dict[UUID, Group]:
    across = groups_across(market, list(declared), lives, frozenset(own or {HERE}), {})
    return across.found_by(lambda _: groups or VolumeDetector().groups)


def of(*sharings: Sharing) -> list[Declared[Sharing]]:
    return [Declared(one, 1) for one in sharings]


def amounts(*volumes: str) -> list[Sharing]:
    """The last one is there, the others here."""
    last = len(volumes) - 1
    return [
        need(str(at), volume=volume, territory=THERE if at == last else HERE)
        for at, volume in enumerate(volumes)
    ]


def members(groups: Iterable[Group]) -> set[frozenset[UUID]]:
    return {frozenset(one.sharing_id for one in group.members) for group in groups}


# --- behind the copies -----------------------------------------------------------------------


def moved(one: Sharing, random: Random) -> Sharing:
    """All that a declaration can say otherwise behind the same copy."""
    site = one.site
    nearer = SiteFacts(
        site.latitude + random.uniform(-0.02, 0.02),
        site.longitude + random.uniform(-0.02, 0.02),
        site.location_precision,
    )
    changes: list[dict[str, Any]] = [
        {"site": replace(nearer, naf=site.naf)},
        {"zone": Zone("ZA9", site.latitude, site.longitude)},
        {"cost": str(random.randrange(1_000, 90_000))},
        {"contract_end": one.valid_from.replace(year=2031)},
        {"notice_months": 11},
        {"excluded": (UUID(int=7),)},
        *(
            {"figures": {**one.figures, key: str(float(value) * random.uniform(0.8, 1.25))}}
            for key, value in one.figures.items()
        ),
        {
            "slots": tuple(
                replace(slot, amount=str(float(slot.amount) * 1.04)) for slot in one.slots
            )
        },
        {"months": tuple(str(float(month) * 1.02) for month in one.months)},
    ]
    for change in changes:
        other = replace(one, **change)
        if coarse_sharing(other, "step") == coarse_sharing(one, "step"):
            one = other
    return one


def here_and_there(subject: str, seed: int) -> list[Declared[Sharing]]:
    """A market of both territories, in the middle of a cell."""
    found = drawn(Random(seed), subject, 14)
    declared = [
        replace(centred(one), territory=(HERE, THERE)[at % 4 < 2]) for at, one in enumerate(found)
    ]
    market = market_of(declared[0])
    return of(*(one for one in declared if market_of(one) == market))


def centred(one: Sharing) -> Sharing:
    middle = cell_of(*TOWN).centre
    north, east = middle[0] - TOWN[0], middle[1] - TOWN[1]
    site = replace(
        one.site, latitude=one.site.latitude + north, longitude=one.site.longitude + east
    )
    ends: dict[str, Any] = {
        key: Place(*cell_of(place.latitude, place.longitude).centre)
        for key in ("origin", "destination")
        if (place := getattr(one, key)) is not None
    }
    return replace(one, site=site, **ends)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("own", [HERE, THERE])
def test_nothing_behind_the_copies_moves_what_is_shown(subject: str, own: str) -> None:
    """Of each kind of group; where it is in plain sight, something is moved."""
    hidden = exact = 0
    for seed in SEEDS:
        declared = here_and_there(subject, seed)
        market, random = market_of(declared[0].body) or "", Random(seed)
        other = [
            one
            if one.body.territory == own
            else with_value(one, body=moved(one.body, random), version=9)
            for one in declared
        ]
        groups = groups_from_nothing(market)
        before = shown(declared, (), own, market=market, groups=groups)
        assert shown(other, (), own, market=market, groups=groups) == before
        hidden += sum(
            any(one.territory != own for one in group.members) for group in before.values()
        )
        exact += groups(market, declared, (), defaults) != groups(market, other, (), defaults)
    assert hidden, "groups across the border are shown"
    assert exact > len(SEEDS) // 2, "exact declarations would tell"


@pytest.mark.parametrize(("volume", "same"), [("1990", True), ("2300", True), ("900", False)])
def test_the_state_follows_the_copy(volume: str, same: bool) -> None:
    """1,000 and 1,100 here, 2,000 there by its copy: viable, whatever there is."""
    before = shown(of(*amounts("1000", "1100", "1800")))
    after = shown(of(*amounts("1000", "1100", volume)))
    assert (before == after) is same
    [across] = [one for one in before.values() if len(one.members) == 3]
    assert (across.state, across.amount) == ("viable", "4100")


# --- his own side ----------------------------------------------------------------------------


def test_his_side_alone_makes_a_group_where_no_copy_would_stand_in_it() -> None:
    whole = frozenset(uid(name) for name in "012")
    assert members(shown(of(*amounts("3000", "1500", "1"))).values()) == {whole}
    away = [need(name, territory=HERE, north=5) for name in "89"]
    found = shown(of(*amounts("3000", "1500", "1"), *away))
    assert members(found.values()) == {whole, frozenset({uid("8"), uid("9")})}


def test_groups_of_others_alone_are_not_shown() -> None:
    there = [need(name, territory=THERE, volume="4000") for name in "ab"]
    assert shown(of(*there, need("c", territory=HERE, north=5))) == {}


def test_whom_one_excludes_does_not_tell_who_another_is() -> None:
    own, second, hidden = amounts("3000", "1500", "1")
    named = replace(own, excluded=(hidden.organisation_id,))
    assert shown(of(named, second, hidden)) == shown(of(own, second, hidden))
    at_odds = replace(own, excluded=(second.organisation_id,))
    assert shown(of(at_odds, second, hidden)) == {}, "his own he knows"


def test_two_copies_of_an_organisation_and_the_nearest_are_looked_at() -> None:
    organisation = uid("one/organisation")
    some = [need(f"n{at}", territory=THERE, organisation_id=organisation) for at in range(5)]
    far = [need(f"f{at}", territory=THERE, north=8) for at in range(LOOKED_AT)]
    across = groups_across(
        MARKET, of(need("own", territory=HERE), *far, *some), (), frozenset({HERE}), {}
    )
    ids = {one.id for one in across.beside.declared}
    assert len(ids) == 1 + LOOKED_AT
    assert len(ids & {one.sharing_id for one in some}) == 2


# --- what people act on ----------------------------------------------------------------------


def acted_on(*sharings: Sharing) -> Life:
    (group,) = VolumeDetector().groups(
        MARKET,
        of(*sharings),
        (),
        defaults,
    )
    life = life_of_group(replace(group, state="viable"), NOW)
    return decide(life, Qualify(), who="animator", now=NOW).life


def refused(life: Life, one: Sharing, version: int) -> Life:
    answer = Answer(one.organisation_id, "refused", NOW, "price", str(version))
    for party in life.parties:
        assert party.introduced_at is None
    introduced = replace(
        life,
        state="introduced",
        parties=tuple(replace(party, introduced_at=NOW) for party in life.parties),
    )
    return decide(introduced, answer, who="party", now=NOW).life


def test_who_stands_in_a_group_that_he_sees_is_free_for_no_other() -> None:
    three = amounts("3000", "1500", "1")
    assert shown(of(*three), [acted_on(*three)]) == {}


def test_what_others_act_on_elsewhere_does_not_show() -> None:
    hidden = [need(name, territory=THERE, volume="3000") for name in "ab"]
    declared = of(need("own", territory=HERE, volume="500"), *hidden)
    assert shown(declared, [acted_on(*hidden)]) == shown(declared) != {}


def test_who_refused_stays_out_whatever_it_declares_since() -> None:
    three = amounts("3000", "1500", "1")
    life = refused(acted_on(*three), three[2], 1)
    life = replace(life, state="stopped")
    for version in (1, 2):
        declared = [*of(*three[:2]), Declared(three[2], version)]
        assert members(shown(declared, [life]).values()) == {frozenset({uid("0"), uid("1")})}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_was_found_of_a_group_that_runs_is_not_read(subject: str) -> None:
    """It is weighed, and grows, by copies: whatever its members declared as it was qualified."""
    grown = 0
    for seed in SEEDS:
        declared = here_and_there(subject, seed)
        market = market_of(declared[0].body) or ""
        groups = groups_from_nothing(market)
        before: list[dict[UUID, Group]] = []
        for factor in (1, 3):
            lives = [
                replace(life_of_group(as_if(group, factor), NOW), state="running")
                for group in groups(market, declared[:9], (), defaults)
            ]
            before.append(shown(declared, lives, market=market, groups=groups))
        one, other = before
        assert one == other
        grown += any(group.growth for group in one.values())
    assert grown or subject != "freight"


def test_a_group_given_up_tells_nothing_of_what_it_was_found_of() -> None:
    """It is shown as it was formed, lost, to who animates some of its members."""
    assert bare(as_if(group(), 3)) == bare(group())


def as_if(group: Group, factor: int) -> Group:
    """It was found of so many times the amounts, at odds with what it was found to lack."""

    def times(value: str | None) -> str | None:
        return None if value is None else str(float(value) * factor)

    return replace(
        group,
        value=str(float(group.value) * factor),
        amount=times(group.amount),
        figures={key: replace(one, low="7") for key, one in group.figures.items()},
        missing=() if group.missing else ("members", "volume"),
        fragile=not group.fragile,
        members=tuple(
            replace(one, amount=times(one.amount), alone=times(one.alone), saving=times(one.saving))
            for one in group.members
        ),
    )
