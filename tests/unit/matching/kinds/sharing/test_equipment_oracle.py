"""Equipment is shared as the plain implementation shares it, whatever the order of declarations."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue, vocabularies
from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing, Slot
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from tests.reference.equipment import served
from tests.unit.matching.kinds.sharing.declared import HERE, declared, equipment, parameters

KINDS = ("steam", "storage", "weighbridge", "hot_water", "effluent", "cold")
AMOUNTS = {"weighbridge": ("1", "2", "3"), "storage": ("100", "250", "333.333", "600")}
LINES = ("steam", "hot_water", "effluent", "cold")
PRICES = {"annuity", "fixed", "marginal", "stand_alone"}
USUAL = ("0.5", "100", "333.333", "400", "1000")


@st.composite
def slots(draw: st.DrawFn, amounts: tuple[str, ...]) -> tuple[Slot, ...]:
    """Of some seasons, of all hours or of some."""
    made = []
    for season in sorted(draw(st.sets(st.integers(1, 4), min_size=1))):
        first = draw(st.sampled_from([0, 0, 8, 8.5, 100]))
        end = draw(st.sampled_from([168, 168, 120, 119.5]))
        made.append(Slot(season, first, end, draw(st.sampled_from(amounts))))
    return tuple(made)


@st.composite
def figures(draw: st.DrawFn, kind: str, offered: bool, priced: bool) -> dict[str, str]:
    made: dict[str, str] = {}
    for key in ("temperature", "pressure"):
        if draw(st.integers(0, 3)) == 0:
            made[key] = draw(st.sampled_from(["-20", "2", "80", "180"]))
    if priced and offered:
        made |= {"marginal": "1", "annuity": "0"}
        made["fixed"] = draw(st.sampled_from(["0", "1000", "900000"]))
    elif priced and draw(st.integers(0, 3)):
        made["stand_alone"] = draw(st.sampled_from(["0.9", "1", "1.5", "2", "9"]))
    if offered and draw(st.booleans()):
        made["availability"] = "0.95"
    if kind == "effluent" and draw(st.booleans()):
        made["ph"] = draw(st.sampled_from(["4", "5", "7", "9"]))
        if offered and draw(st.booleans()):
            made["ph_least"] = draw(st.sampled_from(["3", "5", "6"]))
    if offered and kind in LINES and draw(st.booleans()):
        made["line"] = draw(st.sampled_from(["0", "300", "20000"]))
    if not offered and kind == "storage" and draw(st.booleans()):
        made["moved"] = draw(st.sampled_from(["1", "900"]))
    return made


@st.composite
def worlds(draw: st.DrawFn) -> list[Sharing]:
    kind = draw(st.sampled_from(KINDS))
    amounts = AMOUNTS.get(kind, USUAL)
    count = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    priced = draw(st.booleans())
    made = []
    for number in range(1, sum(count) + 1):
        offered = number <= count[0]
        more: dict[str, Any] = {}
        if draw(st.integers(0, 4)) == 0:
            more["excluded"] = (UUID(int=1000 + draw(st.integers(1, 8))),)
        if draw(st.integers(0, 5)) == 0:
            more["organisation_id"] = UUID(int=1001)
        if draw(st.booleans()):
            more["slots"] = draw(slots(amounts))
        made.append(
            equipment(
                number,
                "offer" if offered else "need",
                draw(st.sampled_from(amounts)),
                kind,
                at=(HERE[0] + draw(st.sampled_from([0, 0.001, 0.003, 0.02, 0.05, 0.2])), HERE[1]),
                figures=draw(figures(kind, offered, priced)),
                **more,
            )
        )
    return made


def _served(groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    return {
        group.anchor: tuple(
            str(member.sharing_id) for member in group.members if member.role == "user"
        )
        for group in groups
        if group.state == "viable" or not PRICES.isdisjoint(group.missing)
    }


@settings(max_examples=200)
@given(worlds())
def test_it_is_the_best_way_of_all(world: list[Sharing]) -> None:
    market = EquipmentDetector().market_of(world[0])
    assert market is not None
    found = EquipmentDetector().groups(market, declared(world), [], parameters)
    assert _served(found) == served(world, parameters)


@settings(max_examples=40)
@given(worlds(), st.randoms(use_true_random=False), st.data())
def test_neither_order_nor_what_was_there_before_counts(
    world: list[Sharing], order: random.Random, data: st.DataObject
) -> None:
    once = EquipmentDetector().groups("equipment/any/any", declared(world), [], parameters)
    lasting = EquipmentDetector()
    for _ in range(3):
        part = [one for one in world if data.draw(st.booleans())]
        order.shuffle(part)
        lasting.groups("equipment/any/any", declared(part), [], parameters)
    shuffled = list(world)
    order.shuffle(shuffled)
    assert lasting.groups("equipment/any/any", declared(shuffled), [], parameters) == once


@settings(max_examples=100)
@given(worlds())
def test_who_leaves_a_price_out_stands_in_no_viable_group(world: list[Sharing]) -> None:
    """Saying less never finds more: what is not told is to be priced, never viable."""
    found = EquipmentDetector().groups("equipment/any/any", declared(world), [], parameters)
    by_id = {one.sharing_id: one for one in world}
    for group in found:
        owner, *users = (by_id[member.sharing_id] for member in group.members)
        told = {"annuity", "fixed", "marginal"} <= owner.figures.keys()
        told = told and all("stand_alone" in user.figures for user in users)
        assert told or group.state == "near"
        assert told == (group.figures["eur"].low is not None) or "line_cost" in group.missing


@settings(max_examples=100)
@given(worlds())
def test_who_excludes_another_never_stands_beside_it(world: list[Sharing]) -> None:
    found = EquipmentDetector().groups("equipment/any/any", declared(world), [], parameters)
    by_id = {one.sharing_id: one for one in world}
    for group in found:
        owner, *users = (by_id[member.sharing_id] for member in group.members)
        for user in users:
            assert user.organisation_id not in owner.excluded
            assert owner.organisation_id not in user.excluded


@settings(max_examples=100)
@given(worlds())
def test_nobody_stands_in_two_groups(world: list[Sharing]) -> None:
    found = EquipmentDetector().groups("equipment/any/any", declared(world), [], parameters)
    members = [member.sharing_id for group in found for member in group.members]
    assert len(members) == len(set(members))
    assert {group.state for group in found} <= {"viable", "near"}
    words = {one.key for one in vocabularies(load_catalogue())["group_missing"]}
    assert {key for group in found for key in group.missing} <= words
