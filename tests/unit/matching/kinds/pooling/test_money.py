"""What a group saves, to the cent, reckoned by hand from the formulas of the reference pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import Amount
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.pooling.capacity import Capacity, Carried, limited
from boucle.matching.kinds.pooling.conditions import Judged, PoolCondition, Totals
from boucle.matching.kinds.pooling.services.electrical import ElectricalWaste
from boucle.matching.kinds.pooling.services.emissions import (
    is_plausible,
    road_factor,
    road_tco2e,
)
from boucle.matching.kinds.pooling.services.rainwater import Rainwater
from tests.unit.matching.kinds.pooling.declarations import defaults, groups_of, sharing


def told(group: Group, criterion: str) -> tuple[str, str | None, str | None, str | None]:
    found = next(each for each in group.criteria if each.name == criterion)
    return found.verdict, found.value, found.limit, found.unit


def ends(group: Group, key: str) -> tuple[str | None, str | None]:
    return group.figures[key].low, group.figures[key].high


# --- rain ------------------------------------------------------------------------------------


def roof(tank: int, m2: int = 2000) -> Sharing:
    return sharing(1, "rainwater", "offer", figures={"roof": m2, "rainfall": 700, "tank": tank})


def washing(number: int, water: int, price: float, **more: Any) -> Sharing:
    return sharing(
        number,
        "rainwater",
        figures={"water": water, "price": price, **more},
        choices={"use": "cleaning", "place": "industry"},
    )


def test_rain_saves_water_without_its_sewerage_less_the_tank_over_its_years() -> None:
    """Of 1,000 m2: 1000 * 0.7 m * 0.8 * 0.9 = 504 m3. One user of 2 m3 a day: 730 m3 a year, paid 4
    EUR, half of it sewerage: 1,460 EUR a year. Rain brings 504 of 730: 1,008 EUR. A tank of 5 % of
    504 m3 is 25.2; 20 are there: 5.2 * 750 = 3,900 EUR, 390 a year of ten. 618 EUR remain, half
    for either: none of both saves anything without the other."""
    (group,) = groups_of([roof(20, m2=1000), washing(2, 2, 4)])
    assert (group.state, group.missing) == ("viable", ())
    assert ends(group, "eur") == ("618.00", "618.00")
    assert ends(group, "m3") == ("504", "504")
    assert ends(group, "investment") == ("3900.00", "3900.00")
    assert told(group, "water") == ("pass", "504", "0.001", "m3")
    assert told(group, "payback") == ("pass", "1008", "390", "EUR")
    assert {one.role: (one.alone, one.saving, one.amount) for one in group.members} == {
        "owner": ("0.00", "309.00", "504"),
        "user": ("2920.00", "309.00", "730"),
    }


def test_a_declared_sewerage_counts_instead_of_the_usual_half() -> None:
    """1 m3 a day at 3 EUR, 1.2 of it sewerage: 365 * 1.8 = 657 EUR. The tank that is there is
    larger than 5 % of 365 m3."""
    (group,) = groups_of([roof(20), washing(2, 1, 3, sewerage=1.2)])
    assert ends(group, "eur") == ("657.00", "657.00")
    assert ends(group, "investment") == ("0.00", "0.00")
    assert told(group, "payback") == ("pass", "657", "0.001", "EUR")


def test_each_of_three_has_its_mean_part_over_all_orders() -> None:
    """1,008 m3 for 1,095: (1,460 + 657) * 1008 / 1095 = 1,948.80 EUR; no tank is lacking. With the
    roof, A alone saves 1,460, B alone 657. Mean over the six orders: A (1460 + 2 * 1291.80) / 6,
    B (657 + 2 * 488.80) / 6."""
    members = groups_of([roof(60), washing(2, 2, 4), washing(3, 1, 3, sewerage=1.2)])[0].members
    saved = [Decimal(one.saving or 0) for one in members]
    assert sum(saved) == Decimal("1948.80")
    expected = ("1002.43", "673.93", "272.43")
    for share, mean in zip(saved, expected, strict=True):
        assert abs(share - Decimal(mean)) <= Decimal("0.01")


def test_what_a_declaration_of_rain_counts_as_in_litres_and_cents() -> None:
    """1,440 m3 a year of 2,000 m2 at 1,000 mm; none where nobody says how much it rains. A use
    whose sewerage is dearer than its water, or without a price, spares nothing."""
    rain, parameters = Rainwater(), defaults("")
    some = sharing(1, "rainwater", "offer", figures={"roof": 2000, "rainfall": 1000, "tank": 2.5})
    assert rain.row(some, None, parameters).sums == (1_440_000, 1_440_000, 0, 2500, 0)
    dry = sharing(1, "rainwater", "offer", figures={"roof": 2000})
    assert rain.row(dry, None, parameters).sums == (0, 0, 0, 0, 0)
    dear = rain.row(washing(2, 2, 3, sewerage=4), None, parameters)
    assert (dear.sums, dear.alone, dear.most) == ((730_000, 0, 730_000, 0, 0), 219_000, 0)
    free = sharing(
        2,
        "rainwater",
        figures={"water": 2},
        choices={"use": "cleaning", "place": "industry"},
    )
    row = rain.row(free, None, parameters)
    assert (row.sums, row.alone, row.most) == ((730_000, 0, 730_000, 0, 0), 0, 0)


def test_parts_of_a_litre_and_of_a_cent_are_not_counted() -> None:
    """504.0072 m3, of which 5 % are 25,200 L and a part; 5,200 lacking cost 3,900.00 EUR, 390 a
    year; 1,460 * 504.007 / 730 = 1,008.01 EUR. Of 5,201 L, 3,900.75 EUR: 390.07 a year."""
    more = sharing(1, "rainwater", "offer", figures={"roof": 1000, "rainfall": 700.01, "tank": 20})
    assert ends(groups_of([more, washing(2, 2, 4)])[0], "eur") == ("618.01", "618.01")
    less = sharing(1, "rainwater", "offer", figures={"roof": 1000, "rainfall": 700, "tank": 19.999})
    (group,) = groups_of([less, washing(2, 2, 4)])
    assert ends(group, "investment") == ("3900.75", "3900.75")
    assert ends(group, "eur") == ("617.93", "617.93")


# --- waste -----------------------------------------------------------------------------------

SKIP: dict[str, Any] = {"tonnes": 20, "pickups": 26, "density": 200, "rental": 300}
"""20 t in 26 pickups a year, 100 m3, no bin: nothing is compacted; 12 minutes a stop."""


def producers(cost: str | None, **figures: Any) -> list[Sharing]:
    """Five of one place."""
    return [
        sharing(
            number,
            "waste_collection",
            figures={**SKIP, **figures},
            choices={"low": "15 01 03", "container": "skip"},
            cost=cost,
        )
        for number in range(5)
    ]


def carrier(**terms: Any) -> Sharing:
    """At the same place."""
    return sharing(
        99,
        "waste_collection",
        "offer",
        figures={"payload": 9, "radius": 40, **terms},
        choices={"low": "15 01 03", "container": "skip"},
    )


def test_a_tour_of_all_costs_less_than_a_lorry_of_each() -> None:
    """Tours: mass asks for 100 t / 7.65 = 14, volume for 500 m3 / 25.5 = 20, stops for 130 / 30 =
    5, pickups for 26. A tour: 30 km, 0.75 h to begin, 1 h at 30 km/h; 130 stops of 0.2 h in all:
    26 * 1.75 + 26 = 71.5 h at 55 EUR, 780 km at 0.90 EUR: 4,634.50 EUR. Treatment and hire stay:
    5 * (20 * 100 + 300) = 11,500. Paid today: 20,000. 3,865.50 EUR saved, a fifth each: alike.
    A tour may cost 30 % less or more: 3,244.15 to 6,024.85 EUR; a lorry of each, 2,443.35 at least,
    never less than the 1,700 that each pays beside what stays.
    A lorry of each takes 5 * 26 * 30 km; at worst today's tour is as good."""
    (group,) = groups_of(producers("4000", treatment_price=100))
    assert (group.state, group.missing) == ("viable", ("carrier",))
    assert ends(group, "eur") == ("2475.15", "5255.85")
    assert told(group, "saving_share") == ("pass", "19.327", "10", "%")
    assert [(one.alone, one.saving, one.amount) for one in group.members] == [
        ("4000.00", "773.10", "20")
    ] * 5
    # 39 % of 4,000 each at most: less than what is left without treatment and hire, 1,700.
    assert ends(group, "collection") == ("7800.00", "7800.00")
    assert ends(group, "tonnes") == ("100", "100")
    assert ends(group, "km") == ("0", "3120")
    # 3,120 km with half of 9 t * 0.85 on board: 11,934 t.km at 0.143 kg, 70 % unsure.
    assert ends(group, "tco2e") == ("0.000", "2.901")
    assert group.figures["tco2e"].factor == "road_26t"


def test_no_more_is_saved_than_what_collection_costs_today() -> None:
    """Of 6,000 EUR each: 39 % are 2,340, though a tour of all would spare more. Where tours cost
    30 % less, a lorry of each costs 0.7 * (50.7 h * 55 + 780 km * 0.9) = 2,443.35: 5 of them less
    3,244.15."""
    (group,) = groups_of(producers("6000", treatment_price=100))
    assert ends(group, "eur") == ("8972.60", "11700.00")
    assert {one.saving for one in group.members} == {"2340.00"}


def test_a_carriers_own_terms_count() -> None:
    """At its depot, 0 km: 26 * 0.75 + 26 = 45.5 h at 60 EUR, 2,730; with its fee of 500 and
    5 * (20 * 80 + 300): 12,730 EUR. Paid today 20,000, of which 2,100 each are collection; a lorry
    of its own costs 24.7 h * 60 + 500 = 1,982: no more is believed. 5 * 1,982 - 3,230 = 6,680;
    where tours cost 30 % less 5 * 1,387.40 - 2,411, where 30 % more 10,500 - 4,049."""
    by = carrier(hour_price=60, km_price=1, fee=500, treatment_price=80)
    (group,) = groups_of([*producers("4000"), by])
    assert (group.state, group.missing) == ("viable", ())
    assert ends(group, "eur") == ("4526.00", "6680.00")
    assert {one.saving for one in group.members} == {"1336.00"}
    assert ends(group, "km") == ("0", "0")


def test_nobodys_dear_offer_enters_a_group() -> None:
    """A fee of 9,000 EUR is more than the 5 * 1,700 that they pay beside treatment and hire."""
    firms = producers("4000", treatment_price=100)
    (group,) = groups_of(firms)
    dear = carrier(hour_price=120, km_price=4, fee=9000)
    (found,) = groups_of([*firms, dear])
    (running,) = groups_of([*firms, dear], [ActedOn(group=group, running=True)])
    assert found == group
    assert (running.state, running.figures, running.missing) == (
        "running",
        group.figures,
        ("carrier",),
    )


def test_the_loss_with_a_named_carrier_is_said() -> None:
    """26 tours from its depot, 0 km: 26 * 0.75 + 130 * 0.2 = 45.5 h at 120 EUR, and its fee of
    9,000: 14,460 EUR instead of 5 * 1,700. Where tours cost 30 % less 12,822, 30 % more 16,098."""
    firms = producers("4000", treatment_price=100)
    (group,) = groups_of(firms)
    dear = carrier(hour_price=120, km_price=4, fee=9000)
    acted = ActedOn(group=group, running=True, carrier=dear.sharing_id)
    (lost,) = groups_of([*firms, dear], [acted])
    assert (lost.state, ends(lost, "eur")) == ("lost", ("-7598.00", "-4322.00"))
    assert {one.saving for one in lost.members if one.role == "user"} == {"0.00"}


def test_without_a_declared_cost_no_saving_is_known() -> None:
    """Of 40 t each at the usual 125 EUR: 25,000. A lorry 40 times full: 40 * 1.75 + 26 = 96 h and
    1,200 km, 6,360 EUR; beside collection, 49 of 125, 15,200 stay. 3,440 of 25,000 would be
    enough, were it known: near."""
    (group,) = groups_of(producers(None, tonnes=40))
    assert (group.state, group.figures["eur"].missing) == ("near", "cost")
    assert group.figures["collection"].missing == "cost"
    assert {(one.alone, one.saving) for one in group.members} == {(None, None)}


# --- carbon and room ---


@pytest.mark.parametrize(
    ("payload", "key"),
    [
        ("27", "road_44t"),
        ("26.9", "road_40t"),
        ("15", "road_40t"),
        ("14.9", "road_26t"),
        ("6", "road_26t"),
        ("5.9", "road_12t"),
        ("0.5", "road_12t"),
    ],
)
def test_a_lorry_is_named_by_its_payload(payload: str, key: str) -> None:
    assert road_factor(Decimal(payload)) == key


def test_fewer_tonne_kilometres_spare_the_factor_and_its_uncertainty() -> None:
    """10,000 to 20,000 t.km at 0.0875 kg, 70 % unsure (Base Carbone 43643): 875 kg * 0.3 to 1,750
    kg * 1.7. The 40,000 t.km that are still driven emit 3,500 kg * 1.7 at most. Beyond 5 t of CO2 a
    tonne that is moved nobody believes it."""
    ends_of = Decimal(20_000), Decimal(10_000)
    found = road_tco2e(ends_of, Decimal(25), Decimal("0.6"), defaults(""), Decimal(40_000))
    assert found == Amount("tCO2e", "0.262", "2.975", factor="road_40t", fixed_low="-5.950")
    few = road_tco2e(ends_of, Decimal(25), Decimal("0.59"), defaults(""), Decimal(0))
    assert few == Amount("tCO2e", missing="implausible")
    assert is_plausible(Decimal(5), Decimal(1), defaults(""))
    assert not is_plausible(Decimal("-5.001"), Decimal(1), defaults(""))


def test_an_offer_has_room_for_what_others_leave_of_it() -> None:
    """Ten places, in thousandths: four are taken, six are left, whoever asks for four or seven."""
    totals = Totals(np.array([1, 2]), np.array([1, 2]), np.array([[4000, 7000], [1, 2]]), None)

    def judge(_totals: Totals) -> Judged:
        return Judged(np.array([1, 2]), ())

    def room(used: int) -> PoolCondition:
        return limited(judge, Capacity(10_000, "1"), used)(totals).conditions[-1]

    fits = room(4000)
    assert fits.value.tolist() == [6000, 6000]
    assert fits.threshold.tolist() == [4000, 7000]
    assert (fits.unit, fits.scale.tolist(), fits.must_hold) == ("1", [1000, 1000], True)
    assert room(Carried().used).value.tolist() == [10_000, 10_000]
    assert room(12_000).value.tolist() == [0, 0]
    assert limited(judge, None, 0) is judge


# --- electrical waste ------------------------------------------------------------------------


@pytest.mark.parametrize(("pickups", "once"), [(1, "600"), (2, "300")])
def test_from_250_kg_an_operation_on_what_is_paid_is_saved(pickups: int, once: str) -> None:
    """0.2 t each a year, in so many pickups."""
    needs = [
        sharing(
            number,
            "waste_collection",
            figures={"tonnes": 0.2, "pickups": pickups},
            choices={"low": "20 01 36", "container": "bin"},
            cost="90.50",
        )
        for number in range(3)
    ]
    (group,) = groups_of(needs)
    assert (group.state, ends(group, "eur")) == ("viable", ("271.50", "271.50"))
    assert told(group, "operation") == ("pass", once, "250", "kg")
    assert told(group, "members") == ("pass", "3", "2", "1")
    assert ends(group, "tonnes") == ("0.6", "0.6")


def test_what_a_declaration_of_electrical_waste_counts_as() -> None:
    """Grams an operation, kg a year, cents. Less than one pickup a year is one; who says no tonnes
    brings none."""
    terms: dict[str, Any] = {"choices": {"low": "20 01 36", "container": "bin"}}
    electrical, parameters = ElectricalWaste(), defaults("")

    def counted(cost: str | None = None, **figures: float) -> Any:
        need = sharing(1, "waste_collection", figures=figures, cost=cost, **terms)
        return electrical.row(need, None, parameters)

    paid = counted("90.50", tonnes=100, pickups=4)
    assert (paid.sums, paid.most) == ((25_000_000, 100_000, 9050, 0), 9050)
    unpaid = counted(tonnes=100, pickups=0.5)
    assert (unpaid.sums, unpaid.most) == ((100_000_000, 100_000, 0, 1), 0)
    assert counted().sums == (0, 0, 0, 1)
