"""What a side of a pair is told that it may gain: true whatever stands behind the other's copy, and
never more than it pays."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount
from boucle.contract.rounding import rounded_outwards
from boucle.matching.candidates.coarse_views import coarse_inputs
from boucle.matching.candidates.gains import gain_shown
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import eur_a_year
from tests.unit.matching.candidates.test_coarse import alike, patient
from tests.unit.matching.candidates.test_sure import pair_of
from tests.unit.matching.worlds import rows, rules

MWH = 1e6
BOTH = DEFAULT_SETTINGS, DEFAULT_SETTINGS


def steam(mwh: int, *, output: bool, eur: float | None) -> FlowInputs:
    """A flow of steam at one place; ``eur``: what a MWh costs today."""
    return FlowInputs(
        flow=1 if output else 2,
        version=1,
        organisation=1 if output else 2,
        site=1 if output else 2,
        territory="200084952",
        output=output,
        family=rules().catalogue.family_index["heat_steam"],
        x=1.0,
        y=0.0,
        z=0.0,
        slack_km=0.0,
        quantity=round(mwh * MWH),
        eur=None if eur is None else eur / MWH,
    )


def told(to: Role, cost: float | None, price: float | None, *, placed: bool = True) -> Amount:
    """Of 330,000 MWh offered, and 300,000 wanted."""
    offer, need = steam(330_000, output=True, eur=cost), steam(300_000, output=False, eur=price)
    whole = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    hidden: Role = "need" if to == "offer" else "offer"
    return gain_shown(coarse_inputs(whole, (hidden,)), to, rules(), placed=placed)


@pytest.mark.parametrize("cost", [0.0, -12.0, None])
@pytest.mark.parametrize("placed", [True, False])
def test_who_gives_steam_away_is_told_what_it_is_worth_in_public(
    cost: float | None, placed: bool
) -> None:
    """A copy of 300,000 MWh is of 200,000: at 33 to 65 EUR a MWh, 6.6 to 13 M EUR a year. The
    taker's price changes nothing."""
    for price in (None, 45.0, 80.0):
        found = told("offer", cost, price, placed=placed)
        assert found == Amount("EUR", "6600000", "13000000", factor="natural_gas")


def test_cardboard_that_costs_little_is_told_at_its_public_price() -> None:
    """144 t that cost 5 EUR a tonne: less, a lorry over some kilometres may cost. At 20 to 180 EUR
    a tonne: 2,880 to 25,920 EUR."""
    board = rules().catalogue.family_index["cardboard"]
    offer = replace(steam(1, output=True, eur=None), family=board, quantity=144_000_000, eur=5e-6)
    taker = next(rule.input for rule in rules().routes if rule.output == board)
    need = replace(steam(1, output=False, eur=None), family=taker, quantity=6_000_000_000)
    whole = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    hidden: Role = "need"
    found = gain_shown(coarse_inputs(whole, (hidden,)), "offer", rules(), placed=True)
    assert found == Amount("EUR", "2800", "26000", factor="recovered_cardboard")


LINE_EUR_KM: Final = 6000 * 1000 * 1.3 * 0.05 / (1 - 1.05**-20)
"""A year, of a kilometre as the crow flies of steam line at most: 625,892."""
FAR_KM: Final = 20.0459664
"""From the place of these flows to the farthest corner of its cell; the nearest is the place."""


def steam_told(to: Role, offered: int, wanted: int, paid: float) -> tuple[str | None, str | None]:
    offer = steam(offered, output=True, eur=paid if to == "offer" else 5.0)
    need = steam(wanted, output=False, eur=paid if to == "need" else 5.0)
    whole = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    hidden: Role = "need" if to == "offer" else "offer"
    found = gain_shown(coarse_inputs(whole, (hidden,)), to, rules(), placed=True)
    assert found.factor is None
    return found.low, found.high


def test_who_buys_is_told_what_it_pays_less_the_line_and_preparation() -> None:
    """330,000 MWh are copied as 500,000, so 300,000 move whatever is behind. At worst 20 km of the
    dearest line for them and 6 EUR of preparation, at best no line and 1 EUR: 44 of 45, and never
    more than the 13.5 M paid today."""
    low = (45 - 6 - LINE_EUR_KM * FAR_KM / 300_000) * 300_000
    assert -850_000 < low < -840_000
    assert steam_told("need", 330_000, 300_000, 45.0) == ("-850000", "13500000")


def test_the_line_is_paid_whole_by_the_least_that_could_move() -> None:
    """500,000 MWh may be 315,000, which leave 24 of 30 EUR each, and pay the whole line."""
    low = (30 - 6) * 315_000 - LINE_EUR_KM * FAR_KM
    assert -5_000_000 < low < -4_900_000
    assert steam_told("need", 330_000, 600_000, 30.0) == ("-5000000", "18000000")


def test_of_what_comes_by_a_line_the_months_behind_the_copy_count() -> None:
    """Wanted from October to May, 6,000 MWh; offered from May to September, copied as April to
    September. Of that, one of five months may be common, or both April and May."""
    offer = replace(steam(5000, output=True, eur=5.0), months=0b1_1111_0000)
    need = replace(steam(6000, output=False, eur=5000.0), months=0b1110_0001_1111)
    free = offer.quantity, need.quantity
    hidden: Role = "offer"
    copy = coarse_inputs(PairInputs(offer, need, BOTH, free, 0), (hidden,))
    least, most = 5000 * 0.63 / 5, 6000 * 2 / 8
    low = (5000 - 6) * least - LINE_EUR_KM * FAR_KM
    assert -9_500_000 < low < -9_400_000
    assert 7_400_000 < (5000 - 1) * most <= 7_500_000
    found = gain_shown(copy, "need", rules(), placed=True)
    assert (found.low, found.high) == ("-9500000", "7500000")


def test_who_gives_and_may_lose_is_told_what_it_is_worth_in_public() -> None:
    """At 30 EUR a MWh the line to the farthest corner costs more, that to the nearest less."""
    assert 30 - 6 - LINE_EUR_KM * FAR_KM / 200_000 < -1
    assert told("offer", 30.0, 5.0) == Amount("EUR", "6600000", "13000000", factor="natural_gas")


def test_who_gives_is_told_of_the_least_and_the_most_that_could_move() -> None:
    """300,000 MWh wanted are copied as 200,000: 126,000 at least, 318,000 at most."""
    low = (150 - 6) * 126_000 - LINE_EUR_KM * FAR_KM
    assert 5_500_000 < low < 5_600_000
    assert 47_000_000 < 149 * 318_000 < 48_000_000
    assert steam_told("offer", 330_000, 300_000, 150.0) == ("5500000", "48000000")


@pytest.mark.parametrize("placed", [True, False])
def test_a_line_that_may_cost_as_much_leaves_no_public_price(placed: bool) -> None:
    """900 MWh of hot water let go are worth 29,700 to 58,500 EUR; a copy of 800 needed is of 1,000.
    A line at its dearest costs more than 29,700 EUR a year from some hundred metres on."""
    hot = rules().catalogue.family_index["heat_hot_water"]
    offer = replace(steam(900, output=True, eur=None), family=hot)
    need = replace(steam(800, output=False, eur=55.0), family=hot)
    whole = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    hidden: Role = "need"
    found = gain_shown(coarse_inputs(whole, (hidden,)), "offer", rules(), placed=placed)
    assert found == Amount("EUR", missing="line_price")


def test_what_has_no_public_price_is_to_be_worked_out() -> None:
    """Low-grade heat needs a heat pump first: the price of gas says nothing of it."""
    low = rules().catalogue.family_index["heat_low_grade"]
    offer = replace(steam(1000, output=True, eur=0.0), family=low)
    need = replace(steam(1000, output=False, eur=30.0), family=low)
    whole = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    hidden: Role = "need"
    found = gain_shown(coarse_inputs(whole, (hidden,)), "offer", rules(), placed=True)
    assert found == Amount("EUR", missing="need.current_supply.price_eur_per_unit")


def test_who_would_pay_more_for_transport_than_now_is_told_what_is_missing() -> None:
    found = told("need", 5.0, 0.5)
    assert found == Amount("EUR", missing="offer.current_route.cost_eur_per_unit")


@patient
@given(st.data(), rows(1), rows(2), st.sampled_from([2e-5, 7.7e-5, 3.93e-4]))
def test_the_range_holds_the_truth_and_never_exceeds_what_is_paid(
    data: st.DataObject, own: FlowInputs, other: FlowInputs, eur: float
) -> None:
    own = replace(own, eur=eur)
    inputs = pair_of(own, other)
    if inputs is None:
        return
    to: Role = "offer" if own.output else "need"
    hidden: Role = "need" if own.output else "offer"
    copy = coarse_inputs(inputs, (hidden,))
    found = gain_shown(copy, to, rules(), placed=True)
    if found.low is None or found.high is None or found.factor is not None:
        return
    twin = replace(data.draw(alike(other)), eur=0.0)
    exact = pair_of(own, twin)
    assert exact is not None
    pair = pairing_of(exact.offer, exact.need, rules(), exact.settings, exact.free)
    assert pair is not None
    truth = eur_a_year(pair)
    assert truth.low is not None
    assert truth.high is not None
    assert Decimal(found.low) <= Decimal(truth.low) + 1
    assert Decimal(truth.high) <= Decimal(found.high) + 1
    assert Decimal(found.high) <= Decimal(f"{eur * own.quantity:.2f}")


@pytest.mark.parametrize(
    ("low", "high", "most", "told"),
    [
        ("480", "1533.27", "1533.27", ("480", "1533.27")),
        ("480.5", "1501", "3930", ("480", "1600")),
        ("-123", "0", None, ("-130", "0")),
        ("10890000", "21450000", None, ("10000000", "22000000")),
    ],
)
def test_ends_are_rounded_outwards_but_not_beyond_the_most(
    low: str, high: str, most: str | None, told: tuple[str, str]
) -> None:
    bound = None if most is None else Decimal(most)
    assert rounded_outwards(Decimal(low), Decimal(high), bound) == told
