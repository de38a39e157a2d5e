"""What a line and a lorry cost decides how far equipment is shared, and what is said of it.

Of steam a metre costs 2,100 to 6,000 EUR (lehavreseinedeveloppement.com, agromatin.com), of hot
water 390 to 1,755 by diameter (github.com/jylambert/topotherm), give or take 40 %; a line is paid
over 20 years at 5 %, settings.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing, Slot
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from tests.unit.matching.kinds.sharing.declared import (
    HERE,
    declared,
    equipment,
    with_parameters,
)

DEGREE_KM = 111.195
"""Of latitude, on a sphere of 6,371 km."""
INSTALMENT = 0.05 / (1 - 1.05**-20)
"""0.0802 EUR a year for one borrowed."""
PRICES = {"marginal": "0.02", "annuity": "60000", "fixed": "10000"}


def found(*sharings: Sharing, **parameters: str) -> tuple[Group, ...]:
    given = with_parameters(**parameters)
    market = EquipmentDetector().market_of(sharings[0]) or ""
    return EquipmentDetector().groups(market, declared(sharings), (), lambda _: given)


def need(km: float, amount: str, subject: str, **figures: str) -> Sharing:
    at = (HERE[0] + km / DEGREE_KM, HERE[1])
    return equipment(2, "need", amount, subject, at=at, figures=figures)


def offer(amount: str, subject: str, **figures: str) -> Sharing:
    return equipment(1, "offer", amount, subject, figures=figures)


def eur(group: Group, key: str) -> tuple[float, float]:
    figure = group.figures[key]
    return float(figure.low or "nan"), float(figure.high or "nan")


def test_five_kilometres_of_steam_line_cost_millions() -> None:
    """At 5.4 km: 5,400 m at 2,100 to 6,000 EUR are 11.3 to 32.4 M EUR, 0.9 to 2.6 a year."""
    boiler = offer("20000", "steam", **PRICES)
    (far,) = found(boiler, need(5.4, "18000", "steam", stand_alone="0.06"), line_detour="1")
    low, high = eur(far, "transport")
    assert low == pytest.approx(5400 * 2100 * INSTALMENT, rel=0.001)
    assert high == pytest.approx(5400 * 6000 * INSTALMENT, rel=0.001)
    assert (round(low, -5), round(high, -5)) == (900_000, 2_600_000)
    (near,) = found(boiler, need(1, "18000", "steam", stand_alone="0.06"), line_detour="1")
    fewer = [
        before - after for before, after in zip(eur(near, "eur"), eur(far, "eur"), strict=True)
    ]
    assert fewer[0] == pytest.approx(4400 * 6000 * INSTALMENT, rel=0.001)
    assert fewer[1] == pytest.approx(4400 * 2100 * INSTALMENT, rel=0.001)


@pytest.mark.parametrize(
    ("kw", "eur_m"), [("50", 400), ("3000", 754), ("20000", 1184), ("70000", 1755)]
)
def test_a_metre_of_hot_water_costs_by_what_it_carries(kw: str, eur_m: int) -> None:
    """At 30 K a cubic metre of water at 70 degrees carries 977.76 * 4.187 * 30 = 122.8 MJ: DN 25
    (28.5 mm, 1 m/s) 78 kW, DN 20 half of 50; DN 125 3.4 MW; DN 250 26 MW; DN 400 74.8 MW."""
    boiler = offer("90000", "hot_water", **PRICES)
    (group,) = found(boiler, need(0.1, kw, "hot_water", stand_alone="0.2"), line_detour="1")
    low, high = eur(group, "transport")
    assert low == pytest.approx(100 * eur_m * 0.6 * INSTALMENT, rel=0.002)
    assert high == pytest.approx(100 * eur_m * 1.4 * INSTALMENT, rel=0.002)


def test_a_pipe_that_no_source_prices_is_to_be_told() -> None:
    """80 MW are more than DN 400 carries."""
    (group,) = found(
        offer("90000", "hot_water", **PRICES), need(0.1, "80000", "hot_water", stand_alone="0.2")
    )
    assert (group.state, group.missing) == ("near", ("line_cost",))


def test_who_declares_what_it_pays_saves_no_more_than_that() -> None:
    """3,000 kW all year at 5 cents are 1.3 M EUR; 100,000 are declared to be paid."""
    here = equipment(
        2, "need", "3000", "steam", figures={"stand_alone": "0.05"}, cost="100000", at=HERE
    )
    prices = {"marginal": "0.001", "annuity": "100", "fixed": "0"}
    (group,) = found(offer("8000", "steam", **prices), here)
    user = next(one for one in group.members if one.role == "user")
    assert user.alone == "100000"
    assert float(user.saving or 0) <= eur(group, "eur")[1] <= 100_000


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([("steam", 5.5, 1.5), ("hot_water", 30, 1.5), ("cold", 0.5, 1.5)]),
    st.floats(0.01, 40),
    st.integers(1, 60_000),
)
def test_nothing_is_viable_beyond_its_reach_or_below_its_density(
    of: tuple[str, float, float], km: float, kw: int
) -> None:
    """A year has 8,736 hours; a line is 1.3 times the straight way."""
    subject, most_km, least = of
    user = need(km, f"{kw}", subject, stand_alone="0.06")
    for group in found(offer("60000", subject, line="500", **PRICES), user):
        assert group.state != "viable" or km <= most_km * 1.001
        assert group.state != "viable" or kw * 8.736 >= least * km * 1300 * 0.999


@settings(max_examples=40, deadline=None)
@given(st.integers(100, 20_000), st.integers(0, 5_000_000), st.integers(1, 50))
def test_a_dearer_cost_saves_no_more_than_what_is_paid(kw: int, cost: int, factor: int) -> None:
    """The owner gains no more than its user's bill either."""
    for paid in (cost, cost * factor):
        user = equipment(
            2, "need", f"{kw}", "steam", figures={"stand_alone": "0.06"}, cost=f"{paid}", at=HERE
        )
        bill = min(paid, kw * 8736 * 0.06)
        for group in found(offer("20000", "steam", **PRICES), user):
            shares = [float(one.saving or 0) for one in group.members]
            assert sum(shares) <= bill + 2
            assert float(next(one.alone or 0 for one in group.members if one.role == "user")) <= (
                bill + 1
            )


def test_members_share_what_is_left_after_the_line() -> None:
    boiler = offer("20000", "steam", **PRICES)
    (group,) = found(boiler, need(2, "18000", "steam", stand_alone="0.06"))
    low, high = eur(group, "eur")
    cheapest, dearest = eur(group, "transport")
    assert high - low == pytest.approx(dearest - cheapest, abs=2)
    shares = sum(Decimal(member.saving or 0) for member in group.members)
    assert float(shares) == pytest.approx((low + high) / 2, abs=2)


def test_a_thin_line_is_never_viable_with_or_without_prices() -> None:
    """50 kW all year over 5.4 km: 437 MWh, 0.08 a metre and year."""
    for figures in ({}, {"stand_alone": "0.5"}):
        thin = need(5.4, "50", "hot_water", **figures)
        assert found(offer("20000", "hot_water", **PRICES), thin) == ()
        assert found(offer("20000", "steam", **PRICES), need(5.4, "50", "steam", **figures)) == ()


def test_a_long_line_that_delivers_enough_is_found() -> None:
    """10.5 km at 5.96 MWh a metre and year: 62,580 MWh, 7,163 kW all year."""
    heat = need(10.5, "7163", "hot_water", stand_alone="0.06")
    (group,) = found(offer("20000", "hot_water", **PRICES), heat)
    assert group.state == "viable"
    line = next(one for one in group.criteria if one.name == "line")
    assert float(line.value or 0) == pytest.approx(5.96 / 1.3, rel=0.001)


@pytest.mark.parametrize("subject", ["cold", "compressed_air", "effluent"])
def test_a_line_without_a_price_is_near_until_somebody_tells_it(subject: str) -> None:
    user = need(0.3, "900", subject, stand_alone="9")
    (group,) = found(offer("1000", subject, **PRICES), user)
    assert (group.state, group.missing) == ("near", ("line_cost",))
    assert (group.figures["eur"].low, group.figures["eur"].missing) == (None, "line_cost")
    assert ("line_cost", "unknown") in {(one.name, one.verdict) for one in group.criteria}
    (told,) = found(offer("1000", subject, line="400", **PRICES), user)
    assert told.state == "viable"
    assert eur(told, "transport")[0] == pytest.approx(300 * 1.3 * 400 * INSTALMENT, rel=0.01)
    priced = {f"{subject}_line_eur_m_low": "300", f"{subject}_line_eur_m_high": "500"}
    assert found(offer("1000", subject, **PRICES), user, **priced)[0].state == "viable"


def test_a_line_that_is_there_costs_nothing() -> None:
    (group,) = found(
        offer("1000", "cold", line="0", **PRICES), need(0.3, "900", "cold", stand_alone="1")
    )
    assert group.state == "viable"
    assert "transport" not in group.figures


def test_a_line_dearer_than_what_it_brings_is_not_viable() -> None:
    """3 cents alone, 2 to make it: the line of 1 km costs more than a cent a kWh."""
    boiler = offer("2000", "steam", **PRICES)
    assert found(boiler, need(0.8, "300", "steam", stand_alone="0.03")) == ()
    (group,) = found(boiler, need(0, "300", "steam", stand_alone="0.03"))
    assert group.state == "viable"


def test_washing_goes_as_far_as_its_freight_is_worth() -> None:
    """115 km, 400 t of bottles a year there and back: 59,800 tkm by road, 4,784 to 9,568 EUR; and
    sixteen lorries of 25 t that stand 69 min to 3.1 h, at 55 EUR: 1,012 to 2,728 EUR."""
    station = equipment(
        1, "offer", "1", "washing", figures={**PRICES, "marginal": "20", "annuity": "900"}
    )
    hours = (Slot(1, 0, 60, "1"), Slot(3, 0, 60, "1"))

    def bottles(**figures: str) -> tuple[Group, ...]:
        at = (HERE[0] + 115 / DEGREE_KM, HERE[1])
        return found(
            station, equipment(2, "need", "1", "washing", at=at, slots=hours, figures=figures)
        )

    (group,) = bottles(moved="400", stand_alone="40")
    assert group.state == "viable"
    low, high = eur(group, "transport")
    assert low == pytest.approx(4_784 + 1_012, rel=0.01)
    assert high == pytest.approx(9_568 + 2_728, rel=0.01)
    assert bottles(moved="4000", stand_alone="40") == ()
    assert bottles(stand_alone="40") == bottles(moved="400") == ()


def test_a_tanker_costs_its_filling_and_emptying() -> None:
    """1 m3/h over 1 km: 8,736 t, 350 tankers, 22,138 to 59,675 EUR beside 909 to 1,817 of way."""
    plant = offer("10", "effluent", **PRICES)
    (group,) = found(plant, need(1.0, "1", "effluent", stand_alone="15"))
    low, high = eur(group, "transport")
    assert low == pytest.approx(350 * 63.25 + 8736 * 1.3 * 0.08, rel=0.01)
    assert high == pytest.approx(350 * 170.5 + 8736 * 1.3 * 0.16, rel=0.01)


def _half_empty(**costs: str) -> list[Sharing]:
    store = equipment(1, "offer", "1000", "storage", figures={"marginal": "5", **costs})
    return [store, equipment(2, "need", "500", "storage", figures={"stand_alone": "60"})]


def test_a_half_empty_store_is_shared_and_its_user_pays_its_part() -> None:
    """1,000 m2 at 40,000 EUR a year are 40 a square metre, 45 with 5 of one more: the user of 500,
    who pays 60 alone, pays its half. At 75,000 they are 80, more than it pays alone."""
    (group,) = found(*_half_empty(annuity="40000", fixed="0"))
    assert group.state == "viable"
    assert group.figures["tariff_proposed"].low == "45"
    assert [member.saving for member in group.members] == ["0", "7500"]
    assert eur(group, "eur") == (7500, 7500)
    (dear,) = found(*_half_empty(annuity="75000", fixed="0"))
    assert (dear.state, dear.missing, dear.figures["tariff"].missing) == (
        "near",
        ("price",),
        "price",
    )


def test_saying_less_finds_no_more() -> None:
    """What the equipment costs anyway is not told: to be priced, and no group to begin."""
    (silent,) = found(*_half_empty())
    assert (silent.state, silent.missing) == ("near", ("annuity", "fixed"))
    assert (silent.figures["eur"].low, silent.figures["eur"].missing) == (None, "annuity")


def test_who_is_silent_keeps_nobody_from_a_group() -> None:
    store, user = _half_empty(annuity="40000", fixed="0")
    silent = equipment(3, "need", "900", "storage")
    groups = found(store, user, silent)
    assert [(group.state, len(group.members)) for group in groups] == [("viable", 2)]


def test_an_empty_span_is_no_tariff() -> None:
    """One unit more costs the owner 0.045, the user pays 0.04 alone."""
    (group,) = found(
        offer("1000", "steam", marginal="0.045"), need(0, "900", "steam", stand_alone="0.04")
    )
    assert (group.state, group.missing) == ("near", ("price",))
    tariff = group.figures["tariff"]
    assert (tariff.low, tariff.high, tariff.missing) == (None, None, "price")
    assert "tariff_proposed" not in group.figures
    assert all(member.saving is None for member in group.members)


@pytest.mark.parametrize(
    ("plant", "ph", "state"),
    [
        ({}, "7", "viable"),
        ({}, "4", "near"),
        ({"ph": "4"}, "4", "viable"),
        ({"ph": "3"}, "3.5", "viable"),
        ({"ph_least": "3", "ph_most": "5"}, "4", "viable"),
        ({"ph_least": "6.5"}, "6", "near"),
        ({"ph_most": "11"}, "10.5", "viable"),
    ],
)
def test_a_plant_says_which_ph_it_takes(plant: dict[str, str], ph: str, state: str) -> None:
    """Stillage has 3 to 4; where a plant says nothing, a sewer's 5.5 to 8.5 (odesaravis.com)."""
    paid = {"annuity": "0", "fixed": "0", "marginal": "0"}
    effluent = need(0, "0.9", "effluent", ph=ph, stand_alone="1")
    (group,) = found(offer("1", "effluent", **paid, **plant), effluent)
    assert group.state == state
    assert group.missing == (() if state == "viable" else ("ph",))
    told = next(one for one in group.criteria if one.name == "ph")
    assert told.verdict == ("pass" if state == "viable" else "fail")
    assert told.value == ph


def test_where_it_runs_the_line_is_there() -> None:
    """What is paid already is no reason to stop, nor is a price that was never told."""
    sharings = [
        offer("1000", "cold", line="0", **PRICES),
        need(0.3, "900", "cold", stand_alone="1"),
    ]
    (group,) = found(*sharings)
    silent = [offer("1000", "cold", **PRICES), sharings[1]]
    given = with_parameters()
    for running, state in ((True, "running"), (False, "proposed")):
        (now,) = EquipmentDetector().groups(
            "equipment/cold/any",
            declared(silent),
            [ActedOn(group, running=running)],
            lambda _: given,
        )
        assert now.state == state
