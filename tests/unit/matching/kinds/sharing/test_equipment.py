"""What keeps equipment near, what a tariff is made of, and how groups acted on stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from tests.reference.equipment import served as served_plainly
from tests.unit.matching.kinds.sharing.declared import (
    HERE,
    declared,
    equipment,
    parameters,
)

PRICES = {"marginal": "0.02", "annuity": "60000", "fixed": "10000"}


def found(sharings: Sequence[Sharing], *acted: ActedOn) -> tuple[Group, ...]:
    return EquipmentDetector().groups("equipment/any/any", declared(sharings), acted, parameters)


def boiler(amount: str | dict[int, str] = "1000", **more: Any) -> Sharing:
    return equipment(1, "offer", amount, **{"figures": PRICES, **more})


def user(number: int, amount: str | dict[int, str], price: str | None = "0.06") -> Sharing:
    return equipment(number, "need", amount, figures={"stand_alone": price} if price else {})


@pytest.mark.parametrize(
    ("offer", "need", "measure", "missing"),
    [
        (
            equipment(1, "offer", {1: "700", 2: "1000", 3: "1000", 4: "1000"}),
            equipment(2, "need", "900"),
            "capacity",
            "capacity_winter",
        ),
        (
            equipment(1, "offer", "1000", figures={"pressure": "8"}),
            equipment(2, "need", "900", figures={"pressure": "10"}),
            "pressure",
            "pressure",
        ),
        (
            equipment(1, "offer", "1000", "cold", figures={"temperature": "-18"}),
            equipment(2, "need", "900", "cold", figures={"temperature": "-25"}),
            "temperature",
            "temperature",
        ),
        (
            equipment(1, "offer", "10000"),
            equipment(2, "need", "9000", at=(HERE[0] + 0.06, HERE[1])),
            "reach",
            "distance",
        ),
        (
            equipment(1, "offer", "1000", figures={"marginal": "0.1"}),
            equipment(2, "need", "900", figures={"stand_alone": "0.09"}),
            "price",
            "price",
        ),
        (
            equipment(1, "offer", "1000", "cold"),
            equipment(2, "need", "900", "cold", at=(HERE[0] + 0.003, HERE[1])),
            "line_cost",
            "line_cost",
        ),
        (
            equipment(1, "offer", "10", "effluent"),
            equipment(2, "need", "9", "effluent", figures={"ph": "4"}),
            "ph",
            "ph",
        ),
    ],
)
def test_one_bound_missed_by_little_is_near_and_said(
    offer: Sharing, need: Sharing, measure: str, missing: str
) -> None:
    (group,) = found([offer, need])
    assert (group.state, group.measure, group.missing) == ("near", measure, (missing,))


def test_a_distance_is_shown_against_the_most_that_it_may_be() -> None:
    (group,) = found(
        [
            equipment(1, "offer", "10000"),
            equipment(2, "need", "9000", at=(HERE[0] + 0.06, HERE[1])),
        ]
    )
    reach = next(one for one in group.criteria if one.name == "reach")
    assert (reach.verdict, reach.limit, reach.unit) == ("fail", "5.5", "km")
    assert 6.6 < float(reach.value or 0) < 6.8
    assert (group.value, group.threshold) == (reach.value, reach.limit)


@pytest.mark.parametrize(
    ("subject", "unit"), [("steam", "EUR/kWh"), ("storage", "EUR/m2/a"), ("weighbridge", "EUR/h")]
)
def test_a_price_is_by_the_unit_that_is_booked(subject: str, unit: str) -> None:
    offer = equipment(1, "offer", "2", subject, figures=PRICES)
    (group,) = found([offer, equipment(2, "need", "1", subject, figures={"stand_alone": "90000"})])
    units = {one.name: one.unit for one in group.criteria if one.name in ("price", "tariff")}
    assert units == {"price": unit, "tariff": unit}
    assert group.figures["eur"].unit == "EUR"


@pytest.mark.parametrize(
    ("offer", "need"),
    [
        (equipment(1, "offer", {1: "600", 2: "1000"}), equipment(2, "need", {1: "900", 2: "9"})),
        (equipment(1, "offer", "1"), equipment(2, "need", "1", organisation_id=UUID(int=1001))),
        (equipment(1, "offer", "1"), equipment(2, "need", "1", excluded=(UUID(int=1001),))),
        (equipment(1, "offer", "1"), equipment(2, "offer", "1")),
    ],
    ids=["a third short", "its own", "excluded", "two offers"],
)
def test_what_is_far_from_it_is_not_said(offer: Sharing, need: Sharing) -> None:
    assert found([offer, need]) == ()


def test_two_bounds_missed_by_little_are_both_said() -> None:
    """8 of 10 bar, 800 of 900 kW: the pressure is the farther."""
    (group,) = found(
        [
            equipment(1, "offer", "800", figures={"pressure": "8"}),
            equipment(2, "need", "900", figures={"pressure": "10"}),
        ]
    )
    assert (group.state, group.measure) == ("near", "pressure")
    assert group.missing == ("pressure", "capacity_winter")


def test_a_whole_unit_is_there_or_not() -> None:
    """A weighbridge that is there 95 % of the time weighs for one at a time."""
    bridge = equipment(1, "offer", "1", "weighbridge", figures={"availability": "0.95"})
    first, second = (equipment(number, "need", "1", "weighbridge") for number in (2, 3))
    (group,) = found([bridge, first, second])
    assert [member.sharing_id.int for member in group.members] == [1, 2]


def test_opposite_seasons_share_first() -> None:
    """One for winter, one for summer, each beside an offer of its own: both use the same one."""
    offers = [equipment(at, "offer", "1000", "storage", at=(HERE[0], at / 100)) for at in (1, 2)]
    winter = equipment(3, "need", {1: "500"}, "storage", at=(HERE[0], 1 / 100))
    summer = equipment(4, "need", {3: "500"}, "storage", at=(HERE[0], 2 / 100))
    (group,) = found([*offers, winter, summer])
    assert len(group.members) == 3
    assert group.figures["complementarity"].low == "0.5"
    same = equipment(4, "need", {1: "500"}, "storage", at=(HERE[0], 2 / 100))
    assert [len(group.members) for group in found([*offers, winter, same])] == [2, 2]


def test_heat_that_its_users_book_is_the_groups_quantity() -> None:
    """500 kW twice in the 8,736 hours of a year: 8,736 MWh. What has no energy has none."""
    (group,) = found([boiler(), user(2, "500"), user(3, "500", "0.05")])
    assert group.figures["mwh"].low == group.figures["mwh"].high == "8736"
    assert group.figures["mwh"].unit == "MWh"
    store = [equipment(1, "offer", "1000", "storage"), equipment(2, "need", "500", "storage")]
    assert all("mwh" not in one.figures for one in found(store))


def test_a_tariff_lies_between_both_and_pays_for_the_equipment() -> None:
    (group,) = found([boiler(), user(2, "500"), user(3, "500", "0.05")])
    tariff, proposed = group.figures["tariff"], group.figures["tariff_proposed"]
    assert (tariff.low, tariff.high, tariff.unit) == ("0.02", "0.05", "EUR/kWh")
    assert proposed.low == "0.035"  # the middle; the cost is 0.028
    (dearer,) = found([boiler(figures={**PRICES, "annuity": "260000"}), user(2, "500")])
    cost = Decimal(270_000) / (1000 * 8736) + Decimal("0.02")
    assert Decimal(dearer.figures["tariff_proposed"].low or 0) == round(cost, 4)
    assert dearer.members[0].saving == "0"


def _machine(number: int, direction: str, name: str | None, **figures: str) -> Sharing:
    choices = {} if name is None else {"machine": name}
    return equipment(number, direction, "1", "machine", choices=choices, figures=figures)


@pytest.mark.parametrize(
    ("asked", "streams"),
    [
        ("press_brake", {"equipment/machine/press_brake"}),
        ("harvester", {"equipment/machine/press_brake", "equipment/machine/harvester"}),
        ("other", {"equipment/machine/press_brake", None}),
        (None, {"equipment/machine/press_brake", None}),
    ],
)
def test_machines_of_other_names_share_no_market(asked: str | None, streams: set[Any]) -> None:
    """A press brake is not lent as a combine harvester, nor one that does not say what it is."""
    detector = EquipmentDetector()
    both = (_machine(1, "offer", "press_brake"), _machine(2, "need", asked))
    assert {detector.market_of(one) for one in both} == streams


def test_shares_sum_to_what_all_save() -> None:
    """Two of 770 m2 at 75 EUR; 69,000 / 1800 + 3 = 41.33 EUR a m2: 25,923.33 each, 51,846.67."""
    prices = {"annuity": "69000", "fixed": "0", "marginal": "3"}
    store = equipment(1, "offer", "1800", "storage", figures=prices)
    wanted = (
        equipment(number, "need", "770", "storage", figures={"stand_alone": "75"})
        for number in (2, 3)
    )
    (group,) = found([store, *wanted])
    assert group.figures["eur"].low == "51847"
    assert [member.saving for member in group.members] == ["0", "25924", "25923"]


@pytest.mark.parametrize("missing", ["marginal", "annuity", "fixed", "stand_alone"])
def test_no_saving_is_shown_where_a_price_is_missing(missing: str) -> None:
    prices = {key: price for key, price in PRICES.items() if key != missing}
    price = None if missing == "stand_alone" else "0.06"
    (group,) = found([boiler(figures=prices), user(2, "500", price)])
    assert (group.state, group.missing) == ("near", (missing,))
    assert (group.figures["eur"].low, group.figures["eur"].missing) == (None, missing)
    assert next(of.verdict for of in group.criteria if of.name == "tariff") == "unknown"


def _acted_on(**more: Any) -> tuple[list[Sharing], ActedOn]:
    sharings = [boiler(), user(2, "300"), user(3, "300"), user(4, "300")]
    (group,) = found(sharings)
    return sharings, ActedOn(group, **more)


def test_a_group_acted_on_keeps_its_id_and_its_members_from_others() -> None:
    sharings, acted = _acted_on()
    nearer = user(5, "1000")
    (group,) = found([*sharings, nearer], acted)
    assert replace(group, state="viable") == acted.group
    assert group.state == "proposed"
    assert found(sharings, replace_acted(acted, running=True))[0].state == "running"


def replace_acted(acted: ActedOn, **changed: Any) -> ActedOn:
    values = {"group": acted.group, "left": acted.left, "running": acted.running}
    return ActedOn(**{**values, **changed})


def test_who_leaves_puts_it_at_risk_and_is_free_for_another() -> None:
    sharings, acted = _acted_on(left=frozenset({UUID(int=4)}))
    other = equipment(6, "offer", "400", figures=PRICES)
    groups = {group.anchor: group for group in found([*sharings, other], acted)}
    kept = groups[str(UUID(int=1))]
    assert (kept.state, kept.reasons) == ("at_risk", ("member_left",))
    assert kept.synergy_id == acted.group.synergy_id
    assert [member.sharing_id.int for member in groups[str(UUID(int=6))].members] == [6, 4]


def test_without_its_owner_it_is_lost() -> None:
    sharings, acted = _acted_on()
    lost = {group.synergy_id: group for group in found(sharings[1:], acted)}
    assert lost[acted.group.synergy_id].state == "lost"
    assert lost[acted.group.synergy_id].reasons == ("carrier_left",)


def test_a_contract_renewed_alone_puts_it_at_risk() -> None:
    sharings, acted = _acted_on()
    sharings[1] = replace(sharings[1], contract_end=date(2030, 1, 1))
    (group,) = found(sharings, acted)
    assert (group.state, group.reasons) == ("at_risk", ("contract_renewed",))


@pytest.mark.parametrize(("ends", "groups"), [(date(2027, 1, 1), 1), (date(2027, 1, 2), 0)])
def test_who_is_bound_for_more_than_a_year_is_in_no_group_of_today(ends: date, groups: int) -> None:
    """figures.md 7: a contract that ended 13 months later counted today. The store's user is free
    on the day after, at most twelve months after the store is offered (2 January 2026)."""
    offered = replace(boiler(), valid_from=date(2026, 1, 2))
    bound = replace(user(2, "900"), contract_end=ends, valid_from=date(2026, 1, 1))
    assert len(found([offered, bound])) == groups


def test_a_member_joins_on_the_day_after_its_contract_ends() -> None:
    """As in every kind (figures.md 7): on its last day a contract still binds."""
    sharings, acted = _acted_on()
    sharings[1] = replace(sharings[1], contract_end=date(2029, 12, 31))
    (group,) = found(sharings, acted)
    (bound,) = (one for one in group.members if one.sharing_id == sharings[1].sharing_id)
    assert bound.joins_on == date(2030, 1, 1)
    begins = {one.name: (one.verdict, one.value) for one in group.criteria}
    assert begins["beginning"] == ("partial", "2030-01-01")


@settings(max_examples=40)
@given(st.integers(500, 1000))
def test_less_capacity_is_a_risk_from_the_threshold_and_lost_from_nine_tenths(there: int) -> None:
    sharings, acted = _acted_on()
    (group,) = found([boiler(str(there)), *sharings[1:]], acted)
    expected = "proposed" if there >= 900 else "at_risk" if there >= 810 else "lost"
    assert (group.state, group.value, group.threshold) == (expected, str(there), "900")
    assert group.synergy_id == acted.group.synergy_id


def _street(count: int) -> list[Sharing]:
    """Along a street, one boiler for two users, each of another size and season."""
    return [
        equipment(
            at,
            "offer" if at % 3 == 0 else "need",
            {1 + at % 4: str(100 + 37 * at % 400), 1 + (at + 1) % 4: str(100 + 53 * at % 300)},
            "storage",
            at=(HERE[0] + at / 2000, HERE[1]),
            figures={"marginal": "0.9", "annuity": "10", "fixed": "0"}
            if at % 3 == 0
            else {"stand_alone": str(1 + at % 5 / 100)},
        )
        for at in range(1, count + 1)
    ]


def test_beyond_few_links_every_rule_still_holds() -> None:
    """Two hundred declarations that all reach others: what is found is served whole, by capacity
    in every hour, at no more than alone; again and in another order it is the same."""
    street = _street(200)
    groups = found(street)
    assert groups == found(street[::-1])
    by_id = {one.sharing_id: one for one in street}
    viable = [group for group in groups if group.state == "viable"]
    assert len(viable) > 20
    for group in viable:
        there = [by_id[member.sharing_id] for member in group.members]
        offer, users = str(there[0].sharing_id), tuple(str(one.sharing_id) for one in there[1:])
        assert served_plainly(there, parameters) == {offer: users}
    lasting = EquipmentDetector()
    lasting.groups("equipment/any/any", declared(street[::2]), [], parameters)
    assert lasting.groups("equipment/any/any", declared(street), [], parameters) == groups


def test_a_user_that_pays_less_now_is_the_reason_not_a_cost_that_rose() -> None:
    """What the boiler costs has not moved: the user pays 0.06, then 0.01 EUR a kWh alone."""
    (group,) = found([boiler(), user(2, "500")])
    acted = ActedOn(group=group, running=True)
    (same,) = found([boiler(), user(2, "500", "0.01")], acted)
    assert (same.measure, same.reasons) == ("price", ("pays_less",))
    dearer = boiler(figures=PRICES | {"marginal": "0.07"})
    (same,) = found([dearer, user(2, "500")], acted)
    assert (same.measure, same.reasons) == ("price", ("cost_rose",))
