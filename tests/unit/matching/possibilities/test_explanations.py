"""Why there is no more: the nearest miss follows from copies, and what it asks for would do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.facts.units import to_base
from boucle.matching.candidates.coarse import coarse
from boucle.matching.crowds.steps import NARROWEST, NOWHERE, Crowd
from boucle.matching.possibilities.decisions import Copy, possibilities
from boucle.matching.possibilities.explanations import Explanation, explanation
from boucle.matching.possibilities.misses import NeededChange
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, ScoringSettings
from boucle.matching.scoring.families import of_family
from boucle.matching.scoring.inputs import ALWAYS, UNBOUNDED
from boucle.matching.scoring.rules import FORM_BIT, STATUS_BIT
from tests.unit.matching.possibilities.test_decisions import at, pair
from tests.unit.matching.worlds import rows, rules, settings

patient = hypothesis_settings(max_examples=80)
NARROW, UNPLACED = Crowd(NARROWEST, 12), Crowd(NOWHERE, 4)
TEMPERATURE = "temperature"


def why(
    own: FlowInputs,
    others: Sequence[FlowInputs],
    crowd: Crowd = NARROW,
    of: ScoringSettings = DEFAULT_SETTINGS,
    beyond: Sequence[FlowInputs] = (),
) -> Explanation:
    copies = [_copy(one, crowd) for one in others]
    far: dict[int, list[Copy]] = {}
    for one in beyond:
        far.setdefault(one.family, []).append(_copy(one, crowd))
    return explanation(own, own.quantity, of, copies, far, rules())


def _copy(row: FlowInputs, crowd: Crowd) -> Copy:
    """Of another organisation's, by one family."""
    other = replace(of_family(row, row.family), organisation=row.organisation + (1 << 100))
    return Copy(coarse(other, crowd.step), crowd)


def hot() -> tuple[FlowInputs, FlowInputs]:
    """An offer of 61.7 degrees and a need of 73.2, in one place."""
    index = rules().catalogue.attribute_index[TEMPERATURE]
    offer, need = pair()
    warm = replace(offer, qualities=_with(offer, index, 61.7, 61.7))
    return warm, replace(need, qualities=((index, 73.2, UNBOUNDED),))


def _with(
    row: FlowInputs, index: int, low: float, high: float
) -> tuple[tuple[int, float, float], ...]:
    kept = tuple(one for one in row.qualities if one[0] != index)
    return tuple(sorted((*kept, (index, low, high))))


def test_the_nearest_miss_ends_at_a_step_of_the_copy() -> None:
    index = rules().catalogue.attribute_index[TEMPERATURE]
    warm, need = hot()
    cold = replace(warm, qualities=_with(warm, index, 41.0, 43.5))
    [one] = why(cold, [need]).criteria
    assert (one.name, one.fails, one.alone) == ("quality.temperature", 1, 1)
    assert one.nearest.miss.gap == pytest.approx(6.5)
    [change] = one.nearest.miss.changes
    assert change == NeededChange("qualities.temperature", "at_least", ("50",), "Cel")


def test_a_need_may_ask_less() -> None:
    index = rules().catalogue.attribute_index[TEMPERATURE]
    warm, need = hot()
    asking = replace(need, qualities=((index, 250.0, UNBOUNDED),))
    [one] = why(asking, [warm]).criteria
    [change] = one.nearest.miss.changes
    assert change == NeededChange("qualities.temperature", "at_most", ("100",), "Cel")


def test_what_fails_nothing_else_comes_first() -> None:
    offer, need = pair()
    little = replace(offer, quantity=need.quantity // 5000)
    both = replace(need, flow=8, organisation=8, months=0b111, quantity=need.quantity // 2)
    own = replace(little, months=0b111_000)
    found = {one.name: one for one in why(own, [both, need]).criteria}
    assert (found["quantity"].fails, found["quantity"].alone) == (2, 1)
    assert (found["season"].fails, found["season"].alone) == (1, 0)
    assert found["quantity"].nearest.others == ()
    assert found["season"].nearest.others == ("quantity",)


def test_of_a_distance_only_the_band_is_said() -> None:
    offer, need = pair()
    here, there = at(offer, 49.0, 0.0), at(need, 49.0, 0.7)
    own = replace(DEFAULT_SETTINGS, max_km=20.0)
    [one] = why(here, [there], of=own).criteria
    assert (one.name, one.nearest.band) == ("distance", "30-60 km")
    assert (one.nearest.miss.gap, one.nearest.miss.changes) == (None, ())


def test_families_say_whether_somebody_is_there_and_how_far() -> None:
    offer, need = pair()
    here, far = at(offer, 49.0, 0.0), at(need, 44.0, 3.0)
    family = need.family

    def state(found: Explanation) -> tuple[str, str | None]:
        [one] = [one for one in found.families if one.family == family]
        return one.state, one.band

    assert state(why(here, [at(need, 49.0, 0.1)])) == ("suits", "0-10 km")
    assert state(why(here, [], beyond=[far])) == ("beyond", "200+ km")
    assert state(why(here, [])) == ("nobody", None)
    assert state(why(here, [need], UNPLACED)) == ("suits", None)
    off = [r.index for r in rules().routes if (r.output, r.input) == (offer.family, family)]
    without = replace(DEFAULT_SETTINGS, routes_off=frozenset(off))
    assert state(why(here, [], of=without)) == ("switched_off", None)


def test_a_family_of_which_no_exchange_is_known_is_named() -> None:
    taken = {rule.input for rule in rules().routes}
    lonely = next(one for one in range(len(rules().catalogue.families)) if one not in taken)
    _, need = pair()
    found = why(replace(need, family=lonely), [])
    assert (found.without_route, found.families) == ([lonely], [])


@patient
@given(rows(1), st.lists(rows(), max_size=4), settings(), st.sampled_from([NARROW, UNPLACED]))
def test_two_worlds_that_differ_within_a_step_are_explained_alike(
    own: FlowInputs, others: list[FlowInputs], of: ScoringSettings, crowd: Crowd
) -> None:
    """Nor do ids, prices, dates and networks say anything."""
    behind = [_behind(one) for one in others]
    assert why(own, others, crowd, of) == why(own, behind, crowd, of)
    assert why(own, [], crowd, of, others) == why(own, [], crowd, of, behind)


def _behind(row: FlowInputs) -> FlowInputs:
    """Another flow with the same copy. Only the whole year is copied as such."""
    step = coarse(row)
    months = {quarter & -quarter for quarter in (0b111, 0b111_000, 0b111 << 6, 0b111 << 9)}
    hidden = sum(month for month in months if step.months & month)
    return replace(
        row,
        flow=row.flow + (1 << 100),
        organisation=row.organisation + (1 << 100),
        version=row.version + 1,
        x=step.x,
        y=step.y,
        z=step.z,
        slack_km=0.0,
        quantity=step.quantity,
        networks=(),
        months=ALWAYS if step.months == ALWAYS else hidden,
        start=700_000,
        eur=3e-5,
        qualities=step.qualities,
        others=tuple(_behind(one) for one in row.others),
    )


@patient
@given(rows(1), rows(2), settings())
def test_what_is_asked_for_would_do(
    own: FlowInputs, other: FlowInputs, of: ScoringSettings
) -> None:
    assume(not own.others)
    assume(not other.others)
    for one in why(own, [other], of=of).criteria:
        if not one.nearest.miss.changes:
            continue
        better = own
        for change in one.nearest.miss.changes:
            better = _changed(better, change)
        again = {each.name for each in why(better, [other], of=of).criteria}
        assert one.name not in again, (one, better)


@patient
@given(rows(1), st.lists(rows(), max_size=4), settings())
def test_it_agrees_with_possibilities(
    own: FlowInputs, others: list[FlowInputs], of: ScoringSettings
) -> None:
    found = why(own, others, of=of)
    copies = [_copy(one, NARROW) for one in others]
    seen = possibilities(own, own.quantity, of, copies, rules())
    suiting = {one.group.family for one in seen.found}
    assert suiting == {one.family for one in found.families if one.state == "suits"}
    if not seen.found:
        names = {one.name for one in found.criteria}
        assert names == set(seen.excluded) - {"quality"}


def _changed(own: FlowInputs, change: NeededChange) -> FlowInputs:
    """As somebody who reads it would declare it."""
    name, _, attribute = change.field.partition(".")
    if name == "qualities":
        return _better(own, rules().catalogue.attribute_index[attribute], change)
    changes: dict[str, Any] = {
        "quantity": lambda: {"quantity": _base(own, change)},
        "availability": lambda: {"months": own.months | _bits(change)},
        "form": lambda: {"form": FORM_BIT[change.values[0]]},
        "hazardous": lambda: {"hazardous": False},
        "legal_status": lambda: {"status": STATUS_BIT[change.values[0]]},
        "accepts": lambda: {"accepts": own.accepts | STATUS_BIT[change.values[0]]},
        "site": lambda: {"treatments": own.treatments | rules().operation_bit[change.values[0]]},
    }
    return replace(own, **changes[name]())


def _better(own: FlowInputs, index: int, change: NeededChange) -> FlowInputs:
    value = float(change.values[0])
    low, high = {a: (low, high) for a, low, high in own.qualities}.get(
        index, (-UNBOUNDED, UNBOUNDED)
    )
    if own.output:
        bounds = (value, value)
    else:
        bounds = (min(low, value), high) if change.bound == "at_most" else (low, max(high, value))
    return replace(own, qualities=_with(own, index, *bounds))


def _bits(change: NeededChange) -> int:
    assert change.least is not None
    return sum(1 << int(month) - 1 for month in change.values[: change.least])


def _base(own: FlowInputs, change: NeededChange) -> int:
    family = rules().catalogue.families[own.family]
    assert change.unit is not None
    value = Decimal(change.values[0])
    return to_base(value, change.unit, family.nature, family.density_t_per_m3)
