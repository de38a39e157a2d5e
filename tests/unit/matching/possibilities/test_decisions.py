"""What a flow could become follows from coarse copies, and tells nothing of a place untold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.coarse import coarse
from boucle.matching.crowds.steps import NARROWEST, NOWHERE, Crowd
from boucle.matching.possibilities.decisions import Copy, Possibilities, possibilities
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs
from boucle.matching.scoring.inputs import UNDECLARED
from tests.unit.matching.worlds import one_of_each, rows, rules, unit_vector

patient = hypothesis_settings(max_examples=60)
NARROW, UNPLACED = Crowd(NARROWEST, 12), Crowd(NOWHERE, 4)


def at(row: FlowInputs, latitude: float, longitude: float) -> FlowInputs:
    x, y, z = unit_vector(latitude, longitude)
    return replace(row, x=x, y=y, z=z)


def pair() -> tuple[FlowInputs, FlowInputs]:
    """An offer and a need that match, in one place."""
    route = next(rule for rule in rules().routes if not rule.network and rule.reach_km > 80)
    known = {(row.family, row.output): row for row in one_of_each()}
    return replace(known[route.output, True], organisation=77), known[route.input, False]


def seen(own: FlowInputs, other: FlowInputs, crowd: Crowd) -> Possibilities:
    copies = [Copy(coarse(other, crowd.step), crowd)]
    return possibilities(own, own.quantity, DEFAULT_SETTINGS, copies, rules())


def test_of_several_that_are_told_alike_the_best_speaks() -> None:
    offer, need = pair()
    larger = replace(need, flow=9, organisation=9, quantity=need.quantity * 50)
    copies = [Copy(coarse(one), NARROW) for one in (larger, need)]
    found = possibilities(offer, offer.quantity, DEFAULT_SETTINGS, copies, rules())
    [one] = found.found
    [alone] = seen(offer, need, NARROW).found
    assert (one.score, one.quantity) == (alone.score, alone.quantity)
    assert found.looked_at == 2


def test_the_same_far_away_is_another_possibility() -> None:
    offer, need = pair()
    far = at(replace(need, flow=9, organisation=9), 49.0, 1.2)
    copies = [Copy(coarse(one), NARROW) for one in (need, far)]
    found = possibilities(at(offer, 49.0, 0.0), offer.quantity, DEFAULT_SETTINGS, copies, rules())
    assert len({one.group.band for one in found.found}) == 2


def all_seen(own: FlowInputs, *copies: Copy) -> Possibilities:
    return possibilities(own, own.quantity, DEFAULT_SETTINGS, copies, rules())


def test_of_copies_told_alike_the_fewest_companies_are_told() -> None:
    offer, need = pair()
    crowds = [Crowd(NARROWEST, count) for count in (12, 4, 9, None)]
    copies = [Copy(coarse(replace(need, flow=9 + at)), one) for at, one in enumerate(crowds)]
    [counted] = all_seen(offer, *copies[:3]).found
    [uncounted] = all_seen(offer, *copies).found
    assert (counted.companies, uncounted.companies) == (4, None)


def test_the_best_is_first_and_what_is_excluded_hides_no_other() -> None:
    """Of equals first the one whose place is untold."""
    offer, need = pair()
    beyond = Copy(coarse(at(need, 20.0, 0.0)), NARROW)
    here, far = at(need, 49.05, 0.075), at(need, 49.05, 1.275)
    own = at(offer, 49.05, 0.075)
    first, last = Copy(coarse(here), NARROW), Copy(coarse(far), NARROW)
    found = all_seen(own, beyond, last, first).found
    assert [one.group.band for one in found] == ["0-10 km", "60-100 km"]
    assert found[0].score > found[1].score
    untold = Copy(coarse(here, NOWHERE), UNPLACED)
    for copies in ((first, untold), (untold, first)):
        both = all_seen(own, *copies).found
        assert [one.group.band for one in both] == [None, "0-10 km"]
        assert both[0].score == both[1].score


def test_only_what_excludes_is_counted() -> None:
    offer, need = pair()
    excluded = all_seen(offer, *[Copy(coarse(at(need, 20.0, 0.0)), NARROW)] * 2).excluded
    assert excluded == {"distance": 2}


def test_of_equals_the_nearer_speaks() -> None:
    """Cells to the south and north, 11.03 and 11.21 km away."""
    offer, need = pair()
    own = at(offer, 49.0492, 0.075)
    south, north = (Copy(coarse(at(need, here, 0.075)), NARROW) for here in (48.95, 49.15))
    [far], [near] = (all_seen(own, one).found for one in (north, south))
    assert (far.score, far.group, far.quantity) == (near.score, near.group, near.quantity)
    assert far != near
    for copies in ((south, north), (north, south)):
        assert list(all_seen(own, *copies).found) == [near]


@patient
@given(st.floats(-60, 60), st.floats(-170, 170))
def test_nothing_tells_a_place_that_is_not_told(latitude: float, longitude: float) -> None:
    offer, need = pair()
    here = seen(offer, need, UNPLACED)
    assert here == seen(at(offer, latitude, longitude), need, UNPLACED)
    [one] = here.found
    assert one.group.band is None
    assert one.group.division == 0
    assert (one.gain.low, one.tco2e.low) == (None, None)
    assert {c.verdict for c in one.criteria if c.name == "distance"} == {"unknown"}


@patient
@given(rows(1), rows(2))
def test_why_there_is_none_is_said(own: FlowInputs, other: FlowInputs) -> None:
    found = seen(own, other, NARROW)
    assert bool(found.found) != bool(found.excluded)


def test_what_would_settle_more_is_told_most_useful_first() -> None:
    offer, need = pair()
    vague = replace(offer, months=UNDECLARED, eur=None, status=UNDECLARED, slack_km=3.0)
    fields = {one.field: one.settles for one in seen(vague, need, NARROW).lacks}
    assert fields["availability.months"] == 1
    assert {"current_route.cost_eur_per_unit", "legal_status", "site.location_precision"} <= {
        *fields
    }
    exact = {one.field for one in seen(replace(offer, eur=1e-5), need, NARROW).lacks}
    assert "availability.months" not in exact
    assert "current_route.cost_eur_per_unit" not in exact


def test_what_the_other_pays_is_in_no_gain() -> None:
    offer, need = pair()
    paying = replace(offer, eur=5e-4)
    [one] = seen(paying, need, NARROW).found
    [other] = seen(paying, replace(need, eur=9e-5), NARROW).found
    assert one.gain == other.gain
    assert one.gain.low is not None
