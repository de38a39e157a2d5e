"""Whoever declares more of a pair, a cost, a month, a capacity, saves no more than that."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs, ScoringSettings
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import Range, eur_a_year, eur_per_base
from boucle.matching.scoring.pairing import Pairing
from tests.unit.matching.worlds import one_of_each, rules, unit_vector

_KNOWN = {(row.family, row.output): row for row in one_of_each()}
_OWN = ScoringSettings("", version=1)
MONTHS = st.integers(0, (1 << 12) - 1)
EUR = st.floats(-1e-3, 1e-3)
AMOUNTS = st.integers(10**6, 10**12)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[FlowInputs, FlowInputs]:
    route = draw(st.sampled_from(rules().routes))
    x, y, z = unit_vector(49.0, draw(st.floats(0.0, 0.2)))
    sides = (_KNOWN[route.output, True], _KNOWN[route.input, False])
    offer, need = (
        replace(one, eur=draw(EUR), months=draw(MONTHS), quantity=draw(AMOUNTS)) for one in sides
    )
    return offer, replace(need, x=x, y=y, z=z)


def pair(offer: FlowInputs, need: FlowInputs) -> Pairing:
    found = pairing_of(offer, need, rules(), (_OWN, _OWN), None)
    assert found is not None
    return found


def saved(offer: FlowInputs, need: FlowInputs) -> Range:
    found = eur_per_base(pair(offer, need))
    assume(isinstance(found, Range))
    assert isinstance(found, Range)
    return found


@settings(deadline=None)
@given(pairs(), st.floats(0, 1e-3), st.booleans())
def test_a_dearer_cost_saves_no_more_than_the_difference(
    of: tuple[FlowInputs, FlowInputs], dearer: float, by_offer: bool
) -> None:
    """What is paid more today is all that is spared more, of each tonne that moves."""
    offer, need = of
    before = saved(offer, need)
    if by_offer:
        offer, most = replace(offer, eur=(offer.eur or 0.0) + dearer), dearer
    else:
        most = dearer * pair(offer, need).rule.yield_
        need = replace(need, eur=(need.eur or 0.0) + dearer)
    after = saved(offer, need)
    for was, now in ((before.low, after.low), (before.high, after.high)):
        assert was - 1e-12 <= now <= was + most + 1e-12


@settings(deadline=None)
@given(pairs(), MONTHS, st.integers(1, 100), st.booleans())
def test_more_months_and_more_capacity_make_no_loss_a_gain_that_is_not_there(
    of: tuple[FlowInputs, FlowInputs], months: int, times: int, by_offer: bool
) -> None:
    """A year brings no more than each tonne does before its line, of what moves; and that is no
    more than either side has."""
    offer, need = of
    one = offer if by_offer else need
    more = replace(one, months=one.months | months, quantity=one.quantity * times)
    offer, need = (more, need) if by_offer else (offer, more)
    saved(offer, need)
    now = pair(offer, need)
    free = replace(need, x=offer.x, y=offer.y, z=offer.z)
    each = saved(offer, free)  # on the same spot nothing is carried
    assert now.moved <= min(offer.quantity, need.quantity / now.rule.yield_) * (1 + 1e-9)
    high = float(eur_a_year(now).high or 0)
    assert high <= max(each.high, 0.0) * now.moved + 1.0
