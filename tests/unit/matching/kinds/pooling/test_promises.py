"""What is promised of every group that pools, whatever is declared: exclusions, places, capacity,
costs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing, SharingDirection
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.pooling.places import chord_km, site_of
from tests.unit.matching.kinds.pooling.declarations import (
    GENLIS,
    company,
    groups_of,
    identity,
    sharing,
)
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
@settings(max_examples=25)
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
    lorry drives 30 tours of 30 km (750 m3 in loads of 25.5) with 60 stops of 4 minutes:
    55 * (30 * 0.75 + 4 + 30) + 0.9 * 900 = 3,917.50 EUR; twelve of each firm's own, 1,523 EUR. So
    5 * 1,523 - 3,917.50 are saved, 0.7 of it where tours cost 30 % less; of those that do not say
    what they pay nothing is known."""
    (group,) = groups_of([cardboard(number) for number in range(1, 6)])
    told = group.figures["eur"]
    assert (group.state, told.low, told.high) == ("viable", "2588.25", "3697.50")
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


@settings(max_examples=60)
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


def places(number: int, count: int, direction: SharingDirection = "need", **more: Any) -> Sharing:
    return sharing(number, "childcare", direction, figures={"places": count}, **more)


def by_carrier(groups: Sequence[Group], carrier: UUID) -> list[Group]:
    return [
        group
        for group in groups
        if ("carrier", str(carrier)) in {(each.name, each.value) for each in group.criteria}
    ]


def test_ten_places_serve_ten() -> None:
    """Forty are needed: eight firms ask for five each."""
    groups = groups_of([places(9, 10, "offer"), *(places(number, 5) for number in range(1, 9))])
    (nursery,) = by_carrier(groups, identity(9))
    assert (nursery.state, nursery.amount, len(nursery.members)) == ("viable", "10", 2)
    (others,) = [group for group in groups if group is not nursery]
    assert (others.amount, others.missing) == ("30", ("carrier",))


def test_72_children_never_stand_in_a_nursery_of_forty() -> None:
    """Neither in one group nor in two: what one takes is not there for the next."""
    near = [places(number, 6, at=GENLIS) for number in range(1, 7)]
    beside = [places(number, 6, at=(GENLIS[0] + 0.06, GENLIS[1])) for number in range(11, 17)]
    operator = places(30, 40, "offer", at=(GENLIS[0] + 0.03, GENLIS[1]))
    groups = groups_of([*near, *beside, operator])
    assert sum(Decimal(group.amount or 0) for group in by_carrier(groups, identity(30))) <= 40
    acted_on = [ActedOn(group=group) for group in by_carrier(groups, identity(30))]
    more = [places(number, 8) for number in range(41, 46)]
    now = by_carrier(groups_of([*near, *beside, *more, operator], acted_on), identity(30))
    assert sum(Decimal(group.amount or 0) for group in now) <= 40


@pytest.mark.parametrize(
    ("asked", "served"), [((8, 18), True), ((9, 17), True), ((4, 18), False), ((8, 21), False)]
)
def test_a_nursery_serves_within_its_hours(asked: tuple[int, int], *, served: bool) -> None:
    """It is open from 8 to 18, on weekdays."""
    operator = places(9, 20, "offer", hours=(8, 18), weekdays=(1, 2, 3, 4, 5))
    firms = [places(1, 8), places(2, 8, hours=asked), places(3, 8, weekdays=(6,))]
    groups = by_carrier(groups_of([operator, *firms]), identity(9))
    members = [{each.sharing_id for each in group.members} for group in groups]
    assert members == ([{identity(1), identity(2)}] if served else [])


def test_a_canteen_with_room_needs_no_150_meals() -> None:
    firms = [sharing(number, "catering", figures={"meals": 30}) for number in (1, 2, 3)]
    canteen = sharing(9, "catering", "offer", figures={"meals": 60})
    (group,) = groups_of([canteen, *firms])
    assert (group.state, group.amount, group.missing) == ("viable", "60", ())


@pytest.mark.parametrize("world", ["childcare", "catering"])
@settings(max_examples=60)
@given(data=st.data())
def test_no_offer_serves_more_than_it_has(world: str, data: st.DataObject) -> None:
    """Nor anybody out of its reach, or while it is closed."""
    declared = {each.sharing_id: each for each in data.draw(WORLDS[world])}
    groups = groups_of(list(declared.values()), parameters=FEW)
    for offer in (each for each in declared.values() if each.direction == "offer"):
        mine = by_carrier(groups, offer.sharing_id)
        room = Decimal(offer.figures["places" if world == "childcare" else "meals"])
        assert sum(Decimal(group.amount or 0) for group in mine) <= room
        for member in (declared[each.sharing_id] for group in mine for each in group.members):
            if offer.hours and member.hours:
                assert offer.hours[0] <= member.hours[0] < member.hours[1] <= offer.hours[1]
            if offer.weekdays:
                assert set(member.weekdays) <= set(offer.weekdays)
            assert (
                chord_km(site_of(offer), site_of(member)) <= {"childcare": 5, "catering": 1}[world]
            )


def moved(one: Sharing, north: float, east: float) -> Sharing:
    def there(place: Any) -> Any:
        if place is None:
            return None
        degrees = round(place.latitude + north, 6), round(place.longitude + east, 6)
        return replace(place, latitude=degrees[0], longitude=degrees[1])

    return replace(
        one,
        site=there(one.site),
        origin=there(one.origin),
        destination=there(one.destination),
        zone=there(one.zone),
    )


def unnamed(groups: Sequence[Group]) -> list[Group]:
    """But for what is named by the place: ids, anchors."""
    nameless = [replace(each, synergy_id=identity(0), anchor="") for each in groups]
    return sorted(nameless, key=lambda each: [one.sharing_id for one in each.members])


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=25)
@given(data=st.data(), steps=st.integers(-500_000, 500_000))
def test_a_market_moved_to_the_east_has_the_same_groups(
    world: str, data: st.DataObject, steps: int
) -> None:
    """On one circle of latitude degrees are as long everywhere: nothing is told otherwise."""
    declared = data.draw(WORLDS[world])
    east = [moved(each, 0, 2 * steps / 1_000_000) for each in declared]
    assert unnamed(groups_of(east, parameters=FEW)) == unnamed(groups_of(declared, parameters=FEW))


@pytest.mark.parametrize("km", [0, 3, 4, 5, 7, 9])
def test_ten_firms_and_a_nursery_have_it_wherever_they_are(km: int) -> None:
    """Cells are eleven kilometres high: a line between them changes nothing."""
    firms = [places(n, 3, at=(47.21 + n * 0.002, 5.2), zone=None) for n in range(1, 11)]
    operator = places(99, 30, "offer", at=(47.245, 5.2), zone=None)
    world = [moved(each, km / 111.195, 0) for each in (*firms, operator)]
    (group,) = groups_of(world)
    assert (group.state, len(group.members), group.missing) == ("viable", 10, ())
