"""What is sure of copies is so of every flow behind them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.coarse import coarse
from boucle.matching.candidates.sure import is_sure
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess
from tests.unit.matching.candidates.test_coarse import alike, patient
from tests.unit.matching.worlds import rows, rules


def pair_of(one: FlowInputs, other: FlowInputs) -> PairInputs | None:
    offer, need = (one, other) if one.output else (other, one)
    if one.output is other.output or one.organisation == other.organisation:
        return None
    both = DEFAULT_SETTINGS, DEFAULT_SETTINGS
    return PairInputs(offer, need, both, (offer.quantity, need.quantity), 0)


@patient
@given(st.data(), rows(1), rows(2))
def test_what_is_sure_matches_whatever_stands_behind_a_copy(
    data: st.DataObject, one: FlowInputs, other: FlowInputs
) -> None:
    """Neither being introduced nor not being so tells the flows behind one copy apart."""
    inputs = pair_of(one, other)
    if inputs is None or not is_sure(inputs, rules()):
        return
    twin = replace(data.draw(alike(other)), start=other.start, end=other.end)
    seen = pair_of(one, twin)
    assert seen is not None
    assert coarse(twin) == coarse(other)
    assert assess(seen.offer, seen.need, rules(), seen.settings, seen.free) is not None
