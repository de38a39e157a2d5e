"""By a network, a run takes of the months in which it moves; the others are left (issue 37)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boucle.contract.events.registry import Quantity
from boucle.matching.candidates.coarse_views import preview
from boucle.matching.candidates.synergy import PairInputs, most_moved, synergy_of
from boucle.matching.crowds.steps import NARROWEST, Crowd
from boucle.matching.engine.engine import Engine
from boucle.matching.engine.inputs import FlowChange
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, assess, explain
from boucle.matching.scoring.families import left_of
from tests.unit.matching.worlds import one_of_each, rules

MWH = TONNE = 10**6
M3 = 1000
BOTH = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
EACH = {(row.family, row.output): replace(row, territory="") for row in one_of_each()}


def bits(*months: int) -> int:
    return sum(1 << (month - 1) for month in months)


def row(key: str, flow: int, base: int, months: int, *, output: bool) -> FlowInputs:
    of_family = EACH[rules().catalogue.family_index[key], output]
    return replace(of_family, flow=flow, organisation=flow, site=flow, quantity=base, months=months)


def heat(flow: int, mwh: int, months: int, *, output: bool = False) -> FlowInputs:
    return row("heat_hot_water", flow, mwh * MWH, months, output=output)


P0 = heat(1, 9000, bits(1, 2, 3, 4, 5, 6), output=True)
"""1500 MWh a month."""
Q3 = heat(2, 14_000, bits(4, 5, 6))
Q0 = heat(3, 12_000, bits(5, 6, 7, 8))
Q1 = heat(4, 8000, bits(6, 7, 8, 9))
Q2 = heat(5, 9000, bits(*range(1, 13)))
"""750 MWh a month."""


def runs(offer: FlowInputs, need: FlowInputs, mwh: int, each: int = MWH) -> LifeFact:
    taken, months = mwh * each, offer.months & need.months
    return LifeFact(
        offer.flow,
        need.flow,
        1,
        barred=True,
        offer_taken=taken,
        need_taken=taken,
        offer_family=offer.family,
        need_family=need.family,
        months=months,
    )


def pair(offer: FlowInputs, need: FlowInputs, *lives: LifeFact) -> PairInputs:
    (ours, offered), (theirs, wanted) = left_of(offer, lives), left_of(need, lives)
    return PairInputs(ours, theirs, BOTH, (offered, wanted), 0)


def moved(inputs: PairInputs) -> float | None:
    """MWh a year; None where nothing could."""
    found = assess(inputs.offer, inputs.need, rules(), inputs.settings, inputs.free)
    return None if found is None else found.moved / MWH


@pytest.mark.parametrize(
    ("need", "right"),
    [
        (Q0, None),  # May and June are gone, July and August were never offered
        (Q1, None),  # so is June
        (Q2, 2250),  # January to March, 750 each
    ],
)
def test_what_another_run_leaves_of_an_offer(need: FlowInputs, right: float | None) -> None:
    """Q3 runs 4500 MWh: all of P0's April, May and June."""
    inputs = pair(P0, need, runs(P0, Q3, 4500))
    assert moved(inputs) == right
    if right is None:
        reasons = explain(inputs.offer, inputs.need, rules(), BOTH, inputs.free)
        (quantity,) = (one for one in reasons if one.name == "quantity")
        assert (quantity.verdict, quantity.value) == ("fail", "0")


def test_what_another_run_leaves_of_a_need() -> None:
    """300 MWh a month are needed from May to August. 200 run in May and June: 100 a month. An offer
    of July and August, 300 a month, finds both free: 600. One of June alone: 200."""
    need = heat(2, 1200, bits(5, 6, 7, 8))
    run = runs(heat(1, 900, bits(1, 2, 3, 4, 5, 6), output=True), need, 200)
    assert moved(pair(heat(3, 600, bits(7, 8), output=True), need, run)) == 600
    assert moved(pair(heat(4, 900, bits(6), output=True), need, run)) == 200


def test_water_of_the_other_half_of_the_year() -> None:
    """24,000 m3 all year, 2000 a month; 12,000 run from April to September: the winter is free."""
    year = bits(*range(1, 13))
    need = row("water_process", 2, 24_000 * M3, year, output=False)
    summer = row("water_process", 1, 60_000 * M3, bits(4, 5, 6, 7, 8, 9), output=True)
    winter = row("water_process", 3, 12_000 * M3, bits(10, 11, 12, 1, 2, 3), output=True)
    inputs = pair(winter, need, runs(summer, need, 12_000, M3))
    assert most_moved(inputs, inputs, rules()) == Quantity("12000", "m3")
    summers = pair(replace(summer, flow=4), need, runs(summer, need, 12_000, M3))
    assert moved(summers) is None


def test_a_run_of_unknown_months_takes_of_all() -> None:
    """4500 of 9000 MWh over six months: 750 a month are left, 1500 in May and June."""
    run = replace(runs(P0, Q3, 4500), months=0)
    assert moved(pair(P0, Q0, run)) == 1500


def test_what_goes_by_road_may_wait() -> None:
    months = bits(1, 2, 3)
    offer = row("wood_a", 1, 600 * TONNE, months, output=True)
    need = row("wood_a", 2, 600 * TONNE, months, output=False)
    run = replace(runs(offer, replace(need, flow=9), 200, TONNE), months=bits(3))
    assert moved(pair(offer, need, run)) == 400


def test_the_months_in_which_it_could_move_are_told() -> None:
    synergy = synergy_of(pair(P0, Q2, runs(P0, Q3, 4500)), rules())
    assert synergy is not None
    assert synergy.months == (1, 2, 3)
    assert synergy.quantity.value == "2250"


def test_the_engine_leaves_the_same() -> None:
    engine = Engine(rules())
    engine.own(0)
    flows = [P0, Q3, Q0, Q1, Q2]
    engine.put(FlowChange(one.flow, 1, 0, at, one) for at, one in enumerate(flows))
    assert {need for need, _ in engine.entries(P0.flow)} == {2, 3, 4, 5}
    engine.drain()
    engine.set_lives([runs(P0, Q3, 4500)])
    assert {need for need, _ in engine.entries(P0.flow)} == {Q2.flow}
    changed = engine.drain()
    assert set(changed.quantity.tolist()) == {2250 * MWH}
    assert engine.matched([P0.flow])[P0.flow] == left_of(P0, [runs(P0, Q3, 4500)])


def test_a_copy_lets_no_more_move_than_the_months_of_both() -> None:
    """A copy tells quarters: of 12,000 MWh needed from May to August, May and June may be served,
    6000; of 9000 offered until June, April to June, 4500."""
    inputs = pair(P0, Q0)
    shown = [preview(inputs, to, Crowd(NARROWEST, 5), rules()).most for to in ("offer", "need")]
    assert shown == [Quantity("4500", "MWh"), Quantity("6000", "MWh")]
    undeclared = pair(P0, replace(Q0, months=0))
    assert preview(undeclared, "offer", Crowd(NARROWEST, 5), rules()).most is None
