"""Pairs across a border: which an animator of one side is shown follows from the other's copy."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.across import FreeFlow, best_across, inputs_across
from boucle.matching.candidates.coarse import coarse
from boucle.matching.candidates.synergy import PairInputs, synergy_of
from boucle.matching.kinds.coarse import OF_ONE
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess
from tests.unit.matching.candidates.test_coarse import alike, patient
from tests.unit.matching.worlds import offer_on, one_of_each, rows, rules

_BOTH = DEFAULT_SETTINGS, DEFAULT_SETTINGS


def shown(own: FlowInputs, others: list[FlowInputs]) -> list[tuple[Any, ...]]:
    """What is shown of each pair, best first."""
    mine = FreeFlow(own, own.quantity, DEFAULT_SETTINGS)
    copies = [(coarse(one), DEFAULT_SETTINGS) for one in others]
    found = [synergy_of(each, rules()) for each in best_across(mine, copies, rules())]
    return [
        (one.synergy_id, one.score, one.quantity, one.criteria, one.eur, one.tco2e)
        for one in found
        if one is not None
    ]


@given(own=rows(index=1), data=st.data())
@patient
def test_what_looks_alike_is_shown_alike(own: FlowInputs, data: st.DataObject) -> None:
    others = [data.draw(rows(index=index)) for index in range(2, 6)]
    moved = [data.draw(alike(one)) for one in others]
    assert shown(own, others) == shown(own, moved)


def test_two_of_an_organisation_and_no_more_than_a_list_has() -> None:
    need = next(row for row in one_of_each() if not row.output)
    rule = next(rule for rule in rules().routes if rule.input == need.family)
    offer = replace(offer_on(rule), x=need.x, y=need.y, z=need.z, quantity=need.quantity)
    many = [replace(offer, flow=10 + at, organisation=50 + at // 3) for at in range(60)]
    mine = FreeFlow(need, need.quantity, DEFAULT_SETTINGS)
    found = best_across(mine, [(coarse(one), DEFAULT_SETTINGS) for one in many], rules())
    assert len(found) == DEFAULT_SETTINGS.k
    for organisation in {one.offer.organisation for one in found}:
        assert sum(one.offer.organisation == organisation for one in found) <= OF_ONE


@given(own=rows(index=1), other=rows(index=2))
@patient
def test_what_is_shown_can_be_introduced(own: FlowInputs, other: FlowInputs) -> None:
    """Exactly where it matches exactly."""
    offer, need = (own, other) if own.output else (other, own)
    exact = PairInputs(offer, need, _BOTH, (offer.quantity, need.quantity), 0)
    inputs = inputs_across(exact, rules())
    if shown(own, [other]):
        assert inputs is not None
    if assess(offer, need, rules(), _BOTH) is not None:
        assert inputs is not None
        assert (inputs.offer.x, inputs.need.x) == (offer.x, need.x)
