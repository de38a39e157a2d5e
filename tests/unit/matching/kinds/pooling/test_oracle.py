"""The detector against the plain implementation, on worlds of at most twelve candidates."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.pooling.detector import PoolingDetector
from tests.reference.pooling import groups as plain_groups
from tests.unit.matching.kinds.pooling.declarations import (
    GENLIS,
    START,
    company,
    defaults,
    sharing,
)

DETECTOR = PoolingDetector()
"""Kept over all examples: what it keeps must change nothing."""

numbers = st.integers


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def places(step: float) -> st.SearchStrategy[tuple[float, float]]:
    grid = st.integers(0, 6)
    return st.tuples(grid, grid).map(
        lambda at: (round(GENLIS[0] + at[0] * step, 6), round(GENLIS[1] + at[1] * step, 6))
    )


def figures(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(values).map(
        lambda found: {key: value for key, value in found.items() if value is not None}
    )


def stated(step: float, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """What any need says, beside its figures and choices."""
    return st.fixed_dictionaries(
        {
            "at": places(step),
            "zone": st.sampled_from([None, "Z1", "Z2"]),
            "organisation": maybe(numbers(1, 4)),
            "territory": st.sampled_from(["200070001", "200070002"]),
            "cost": maybe(numbers(100, 40_000).map(str)),
            "contract_end": maybe(numbers(0, 900).map(lambda days: START + timedelta(days=days))),
            "excluded": st.sampled_from([(), (), (), (company(1),), (company(3),)]),
            **more,
        }
    )


WASTE = figures(
    tonnes=numbers(1, 900).map(lambda tenths: tenths / 10),
    pickups=maybe(st.sampled_from([0.5, 6, 12, 52])),
    density=maybe(numbers(20, 300)),
    treatment_price=maybe(numbers(-20, 160)),
    rental=maybe(numbers(0, 600)),
)
CARRIER = figures(
    payload=maybe(numbers(2, 20)),
    hour_price=maybe(numbers(30, 90)),
    km_price=maybe(st.sampled_from([0.5, 1, 2.5])),
    fee=maybe(numbers(0, 3000)),
    treatment_price=maybe(numbers(0, 120)),
    radius=maybe(numbers(2, 60)),
)
LANE = figures(
    tonnes=numbers(1, 60),
    trips=numbers(1, 5),
    load=maybe(numbers(1, 10).map(lambda tenths: tenths / 10)),
    empty_return=maybe(numbers(0, 10).map(lambda tenths: tenths / 10)),
)
BIN = {"low": "15 01 01", "container": "bin"}
CHILLED = {"temperature": "chilled", "adr": "none"}
TOWNS = [Place(48.757, 2.372), Place(48.80, 2.45), Place(45.75, 4.85)]


def many(
    subject: str,
    needs: tuple[Any, Any],
    offers: tuple[Any, Any] | None = None,
    *,
    most: int = 7,
) -> st.SearchStrategy[list[Sharing]]:
    """Each of ``needs`` and ``offers``: figures, and what else is said."""

    def made(rows: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> list[Sharing]:
        return [
            sharing(number, subject, direction, figures=values, **more)  # type: ignore[arg-type]
            for number, (direction, values, more) in enumerate(rows, 1)
        ]

    rows = st.lists(st.tuples(st.just("need"), *needs), min_size=1, max_size=most)
    if offers is None:
        return rows.map(made)
    others = st.lists(st.tuples(st.just("offer"), *offers), max_size=2)
    return st.tuples(rows, others).map(lambda both: made([*both[0], *both[1]]))


def lanes() -> st.SearchStrategy[dict[str, Any]]:
    return stated(
        0.02,
        choices=st.just(CHILLED),
        destination=st.sampled_from(TOWNS),
        origin=st.none() | st.sampled_from([Place(47.25, 5.22), Place(47.30, 5.25)]),
        hours=maybe(st.sampled_from([(4, 8), (6, 12), (8, 12)])),
        weekdays=st.sampled_from([(), (1, 2), (3, 4)]),
    )


OPEN = maybe(st.sampled_from([(7, 19), (8, 18), (4, 21)]))
DAYS = st.sampled_from([(), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)])
HOMES = [Place(47.3, 5.1), Place(47.31, 5.1), Place(47.5, 5.5)]

WORLDS: dict[str, st.SearchStrategy[list[Sharing]]] = {
    "waste": many(
        "waste_collection",
        (WASTE, stated(0.02, choices=st.just(BIN))),
        (CARRIER, stated(0.05, choices=st.just(BIN))),
    ),
    "electrical": many(
        "waste_collection",
        (
            figures(tonnes=numbers(1, 200).map(lambda kg: kg / 1000)),
            stated(0.02, choices=st.just({"low": "20 01 36", "container": "pallet"})),
        ),
    ),
    "freight": many(
        "freight",
        (LANE, lanes()),
        (
            figures(
                payload=numbers(3, 27),
                km_price=maybe(numbers(1, 3)),
                radius=maybe(numbers(2, 90)),
            ),
            stated(0.05, choices=st.just(CHILLED)),
        ),
    ),
    "rainwater": many(
        "rainwater",
        (
            figures(
                water=numbers(1, 30), price=maybe(numbers(1, 6)), sewerage=maybe(numbers(0, 6))
            ),
            stated(0.001, choices=st.just({"use": "cleaning", "place": "industry"})),
        ),
        (
            figures(
                roof=numbers(200, 20_000),
                rainfall=numbers(500, 900),
                tank=maybe(numbers(5, 200)),
            ),
            stated(0.001),
        ),
    ),
    "purchasing": many(
        "purchasing",
        (
            figures(volume=numbers(1, 900), price_now=numbers(1000, 9000)),
            stated(0.05, choices=st.just({"product": "gas"})),
        ),
    ),
    "childcare": many(
        "childcare",
        (figures(places=numbers(1, 9)), stated(0.01, hours=OPEN, weekdays=DAYS)),
        (figures(places=numbers(4, 30)), stated(0.01, hours=OPEN, weekdays=DAYS)),
    ),
    "catering": many(
        "catering",
        (figures(meals=numbers(10, 90)), stated(0.004, hours=OPEN)),
        (figures(meals=numbers(20, 200)), stated(0.004, hours=OPEN)),
    ),
    "mobility": many(
        "mobility",
        (
            figures(staff=numbers(5, 80)),
            stated(
                0.005,
                origin=maybe(st.sampled_from(HOMES)),
                hours=maybe(st.sampled_from([(6, 14), (8, 17)])),
            ),
        ),
    ),
}


def parameters(**own: Decimal) -> Callable[[str], Any]:
    return lambda territory: {**defaults(territory), **own}


FEW = parameters(waste_collection_members_least=Decimal(2))


def both(
    sharings: Sequence[Sharing], acted_on: Sequence[ActedOn], values: Any
) -> tuple[Group, ...]:
    """What the detector finds, which must be what the plain implementation finds."""
    markets = {DETECTOR.market_of(each) for each in sharings}
    (market,) = markets - {None}
    declared = [Declared(each, 1) for each in sharings]
    found = DETECTOR.groups(str(market), declared, acted_on, values)
    assert found == plain_groups(str(market), declared, acted_on, values)
    return found


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=25)
@given(data=st.data(), seed=numbers(0, 10**6))
def test_as_the_plain_implementation_in_any_order(
    world: str, data: st.DataObject, seed: int
) -> None:
    sharings = data.draw(WORLDS[world])
    found = both(sharings, [], FEW)
    shuffled = random.Random(seed).sample(sharings, len(sharings))
    assert both(shuffled, [], FEW) == found
    assert (
        PoolingDetector().groups(
            str(DETECTOR.market_of(sharings[0])), [Declared(each, 1) for each in shuffled], [], FEW
        )
        == found
    )


@settings(max_examples=3)
@given(st.lists(st.tuples(WASTE, stated(0.02, choices=st.just(BIN))), min_size=13, max_size=13))
def test_as_the_plain_implementation_beyond_twelve(rows: list[tuple[Any, Any]]) -> None:
    both(
        [
            sharing(number, "waste_collection", figures=values, **{**more, "zone": "Z1"})
            for number, (values, more) in enumerate(rows, 1)
        ],
        [],
        FEW,
    )


def changed(data: st.DataObject, world: str, sharings: list[Sharing]) -> list[Sharing]:
    """Some are withdrawn, some have other contracts or figures, some are new."""
    others = {each.sharing_id: each for each in data.draw(WORLDS[world])}
    now = []
    for each in sharings:
        fate = data.draw(st.sampled_from(["same", "same", "same", "gone", "other", "renewed"]))
        other = others.get(each.sharing_id)
        if fate == "renewed":
            now.append(msgspec.structs.replace(each, contract_end=date(2031, 1, 1)))
        elif fate == "other" and other is not None and other.direction == each.direction:
            now.append(msgspec.structs.replace(each, figures=other.figures))
        elif fate != "gone":
            now.append(each)
    return now


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=25)
@given(data=st.data())
def test_groups_acted_on_as_the_plain_implementation(world: str, data: st.DataObject) -> None:
    before = data.draw(WORLDS[world])
    offers = [each.sharing_id for each in before if each.direction == "offer"]
    acted_on = [
        ActedOn(
            group=group,
            left=frozenset(
                member.sharing_id for member in group.members if data.draw(st.integers(0, 5)) == 0
            ),
            running=data.draw(st.booleans()),
            carrier=data.draw(st.sampled_from([None, *offers])) if world != "rainwater" else None,
        )
        for group in both(before, [], FEW)
        if data.draw(st.booleans())
    ]
    now = changed(data, world, before)
    if not now:
        return
    found = {group.synergy_id: group for group in both(now, acted_on, FEW)}
    acted_members = {
        member.sharing_id
        for acted in acted_on
        for member in acted.group.members
        if member.sharing_id not in acted.left
    }
    for acted in acted_on:
        group = found.pop(acted.group.synergy_id)
        users = [member.sharing_id for member in group.members if member.role != "carrier"]
        stayed = {member.sharing_id for member in acted.group.members} - acted.left
        assert set(users) == stayed & {each.sharing_id for each in now}
        assert group.state in {"proposed", "running", "at_risk", "lost"}
        assert group.state != "at_risk" or group.reasons
        holds(group, users)
    for group in found.values():
        users = [member.sharing_id for member in group.members]
        assert group.state in {"near", "viable"}
        assert not acted_members & set(users), "who stands in a group stands in no other"
        holds(group, users)
    once = [member.sharing_id for group in found.values() for member in group.members]
    assert len(once) == len(set(once))


def holds(group: Group, users: Sequence[Any]) -> None:
    """What must be so of any group."""
    assert len(users) == len(set(users)), "a member counted twice"
    shares = [Decimal(member.saving) for member in group.members if member.saving is not None]
    eur = group.figures.get("eur")
    if shares and eur is not None and eur.low is not None:
        assert all(share >= 0 for share in shares)
        low, high = Decimal(eur.low), Decimal(eur.high or eur.low)
        # Rain's euros are a range for the price of its pipe: members share the middle.
        most = (low + high) / 2 + Decimal("0.01") if group.subject == "rainwater" else high
        assert low <= sum(shares) <= max(most, Decimal(0)), "of a loss nobody saves"
    if "collection" in group.figures:
        alone = sum((Decimal(member.alone or 0) for member in group.members), Decimal(0))
        assert sum(shares) <= Decimal(group.figures["collection"].high or 0) <= alone * 49 / 125
        for member in group.members:
            if member.saving is not None:
                assert (
                    Decimal(member.saving) <= max(Decimal(member.alone or 0), Decimal(0)) * 49 / 125
                )


def test_what_no_carrier_helps_is_found_once_its_room_is_taken() -> None:
    """Of 22 places 12 are taken: the nine of two others are too few for a crèche that has room for
    all four, and near enough to one of their own."""
    needs = [
        (4, (47.2724, 5.2194)),
        (5, (47.2424, 5.2694)),
        (5, (47.2924, 5.2194)),
        (7, (47.2424, 5.2194)),
    ]
    sharings = [
        sharing(number, "childcare", "need", figures={"places": places}, at=at)
        for number, (places, at) in enumerate(needs, 1)
    ]
    offer = sharing(5, "childcare", "offer", figures={"places": 22}, at=(47.2524, 5.2194))

    found = both([*sharings, offer], [], FEW)

    assert [group.value for group in found] == ["12", "9"]
