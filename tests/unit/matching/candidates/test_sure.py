"""What is sure of two copies is so of all flows behind them, and each copy says it alike."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.coarse import QUARTERS, coarse
from boucle.matching.candidates.sure import is_sure
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess
from boucle.matching.scoring.inputs import ALWAYS
from tests.unit.matching.candidates.test_coarse import alike, at, patient
from tests.unit.matching.worlds import offer_on, rows, rules

INF: Final = float("inf")
QUALITY: Final = 3
"""No limit of these routes."""
LONG, SHORT = "digestate>digestate", "heat_steam>heat_steam"
"""Their hard stops: 60 and 15 km."""
QUARTER: Final = 91
FIRST: Final = QUARTER * 8000
"""Day on which a quarter of a year begins."""


def pair_of(one: FlowInputs, other: FlowInputs) -> PairInputs | None:
    offer, need = (one, other) if one.output else (other, one)
    if one.output is other.output or one.organisation == other.organisation:
        return None
    both = DEFAULT_SETTINGS, DEFAULT_SETTINGS
    return PairInputs(offer, need, both, (offer.quantity, need.quantity), 0)


def pair(
    offer: dict[str, Any] | None = None,
    need: dict[str, Any] | None = None,
    *,
    north: float = 0.0,
    route: str = LONG,
    limits: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
) -> PairInputs:
    """In the middle of cells, so many degrees apart. ``limits``: of both territories."""
    rule = next(one for one in rules().routes if one.key == route)
    base = at(offer_on(rule, months=0, kgco2e=1.0), 49.05, 0.075)
    other = at(base, 49.05 + north, 0.075)
    other = replace(other, flow=2, organisation=2, output=False, family=rule.input, kgco2e=None)
    given_ = replace(base, **(offer or {})), replace(other, **(need or {}))
    ours, theirs = (replace(DEFAULT_SETTINGS, **told) for told in limits)
    return PairInputs(*given_, (ours, theirs), (given_[0].quantity, given_[1].quantity), 0)


def sure(*sides: dict[str, Any], **more: Any) -> bool:
    return is_sure(pair(*sides, **more), rules())


def matches(inputs: PairInputs) -> bool:
    free = inputs.free
    return assess(inputs.offer, inputs.need, rules(), inputs.settings, free) is not None


def asked(**limits: Any) -> list[dict[str, Any]]:
    """By either territory."""
    return [{"limits": (limits, {})}, {"limits": ({}, limits)}]


# --- each limit, by hand ---------------------------------------------------------------------


def test_a_pair_that_would_do_wherever_it_stands_is_sure() -> None:
    assert sure()
    assert not is_sure(replace(pair(), offer=replace(pair().offer, family=0)), rules())


def test_what_surely_emits_more_than_it_avoids_is_not() -> None:
    supplied = {"kgco2e": 0.0}
    assert sure({"kgco2e": 1.0}, supplied)
    assert matches(pair({"kgco2e": -1.0}, supplied))
    assert not sure({"kgco2e": -1.0}, supplied)


@pytest.mark.parametrize(("most", "expected"), [(48.9, False), (49.0, True)])
def test_the_farthest_corners_of_both_cells_count(most: float, expected: bool) -> None:
    """Middles 33.36 km apart; corners 7.80 and 7.77 km from them. Wherever both are."""
    for more in asked(max_km=most):
        assert sure(north=0.3, **more) is expected
    places = [(49.01, 0.01), (49.09, 0.14)], [(49.31, 0.14), (49.39, 0.01)]
    for ours, theirs in product(*places):
        found = pair(north=0.3, limits=({"max_km": most}, {}))
        offer, need = at(found.offer, *ours), at(found.need, *theirs)
        for slack in (0.0, 15.0):
            offer, need = (replace(one, slack_km=slack) for one in (offer, need))
            assert is_sure(replace(found, offer=offer, need=need), rules()) is expected


@pytest.mark.parametrize(
    ("most", "north", "expected"),
    [
        (32.0, 0.2868, True),  # 31.89 km
        (32.0, 0.2888, False),  # 32.11 km
        (32.5, 0.2868, False),  # as far as both cells go it is more
        (20.0, 0.17, True),
        (20.0, 0.19, False),
    ],
)
def test_beside_a_cell_a_short_reach_goes_by_places(
    most: float, north: float, expected: bool
) -> None:
    for more in asked(max_km=most):
        assert sure(north=north, **more) is expected


def test_the_hard_stop_is_three_reaches() -> None:
    """60 km, or 15: of 53.4, 44.5 between middles and 12.2 between places."""
    assert matches(pair(north=0.48))
    assert not sure(north=0.48)
    assert not sure(north=0.41)
    assert sure(north=0.31)
    assert sure(north=0.11, route=SHORT)
    assert not sure(north=0.15, route=SHORT)
    assert sure({"slack_km": 3.0}, north=0.15, route=SHORT)


@pytest.mark.parametrize(("least", "expected"), [(0.0039, True), (0.0040, False)])
def test_quantities_are_the_least_and_the_most(least: float, expected: bool) -> None:
    """A tenth of 0.63 of one step beside 1.59 of ten times as much: 0.00396. A tenth may be all
    that deals with others leave."""
    for more in asked(min_ratio=least):
        for quantity in (10**8, 14 * 10**7, 72 * 10**6, 10**10):
            assert sure({"quantity": quantity}, **more) is expected
            assert sure({}, {"quantity": quantity}, **more) is expected
    fewer = pair({"quantity": 10**8}, limits=({"min_ratio": least}, {}))
    for free in ((10**7, 10**9), (10**8, 10**8)):
        assert is_sure(replace(fewer, free=free), rules()) is expected


Q1, Q2, Q3, Q4 = QUARTERS


@pytest.mark.parametrize(
    ("ours", "theirs", "least", "expected"),
    [
        (0, Q1, 0.9, True),  # nobody knows
        (Q1, 0, 0.9, True),
        (ALWAYS, Q1, 1.0, True),
        (ALWAYS, 0b1, 1.0, True),
        (Q1 | Q2 | Q3, ALWAYS, 0.25, True),  # a month of each quarter
        (Q1 | Q2 | Q3, ALWAYS, 0.26, False),
        (0b1 | Q2 | Q3, ALWAYS, 0.25, True),
        (ALWAYS ^ 0b1, ALWAYS, 0.3, True),
        (ALWAYS ^ 0b1, ALWAYS, 0.34, False),
        (Q1, Q1, 0.0, False),  # one in January, one in March, behind such copies
        (ALWAYS ^ 0b1, ALWAYS ^ 0b1, 0.0, False),
        (0b1, 0b1, 0.0, False),
    ],
)
def test_of_quarters_the_fewest_months_are_common(
    ours: int, theirs: int, least: float, expected: bool
) -> None:
    for more in asked(min_season=least):
        assert sure({"months": ours}, {"months": theirs}, **more) is expected


@pytest.mark.parametrize("within", [0, 1, QUARTER - 1])
def test_dates_are_known_by_the_quarter(within: int) -> None:
    """Who begins in a quarter may begin with the next one; who ends in one, on its first day."""
    begins, ends = FIRST + within, FIRST + QUARTER + within
    for one, other in (("offer", "need"), ("need", "offer")):
        assert sure(**{one: {"start": begins}, other: {"end": ends}})
        assert not sure(**{one: {"start": begins}, other: {"end": FIRST + QUARTER - 1}})
        assert not sure(**{one: {"start": FIRST + QUARTER}, other: {"end": ends}})
        assert sure(**{one: {"start": begins}})
        assert sure(**{one: {"end": ends}})
    assert sure({"start": begins, "end": ends})
    assert not sure({"start": begins, "end": FIRST + QUARTER - 1})


def between(low: float, high: float) -> dict[str, Any]:
    return {"qualities": ((QUALITY, low, high),)}


_APART: Final = [
    # offered at least, taken at most
    (1.0, 5.0, True),  # less than 2, more than 2
    (2.0, 5.0, False),  # less than 5
    (2.1, 5.0, False),
    (1.0, 2.1, True),  # a step of 5
    (1.0, 2.0, False),  # more than 1
    (0.2, 1.0, True),  # less than 0.5, more than 0.5
    (0.5, 1.0, False),
    (10.0, 50.0, True),  # more than 20
    (20.0, 50.0, False),
    (0.0, 0.0, True),
    (-5.0, -1.0, True),  # less than -2
    (-2.0, -1.0, False),  # less than -1
    (-2.0, -0.2, True),  # less than -1, more than -0.5
    (-0.5, -0.2, False),  # less than -0.2
]


@pytest.mark.parametrize(("low", "high", "expected"), _APART)
def test_a_bound_may_be_anywhere_to_the_next_step(low: float, high: float, expected: bool) -> None:
    """The same from above and from below: mirrored at 0."""
    assert sure(between(low, INF), between(-INF, high)) is expected
    assert sure(between(-INF, -low), between(-high, INF)) is expected
    assert sure(between(-INF, high), between(low, INF)) is expected


@pytest.mark.parametrize("factor", [1e-3, 1.0, 1e6])
def test_of_two_ranges_one_end_at_a_time_decides(factor: float) -> None:
    wide = between(2.0 * factor, 50.0 * factor)
    assert sure(wide, wide)
    assert sure(between(10.0 * factor, 10.0 * factor), wide)
    assert not sure(between(10.0 * factor, 10.0 * factor), between(10.0 * factor, 10.0 * factor))


# --- all that stands behind two copies -------------------------------------------------------

_VALUES: Final[dict[str, list[Any]]] = {
    "quantity": [10**6, 10**8, 10**9, 10**10],
    "months": [0, ALWAYS, ALWAYS, Q1, Q1 | Q2],
    "qualities": [
        (),
        (),
        *(((QUALITY, low, high),) for low, high in [(1, 9), (5, INF), (-INF, 9)]),
    ],
    "start": [1, 1, FIRST, FIRST + 90, FIRST + 91],
    "end": [FIRST + 90, FIRST + 91, FIRST + 182, 3_652_059],
}
sides = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in _VALUES.items()})
limits = st.fixed_dictionaries(
    {
        "min_ratio": st.sampled_from([0.0, 0.01]),
        "min_season": st.sampled_from([0.0, 0.3]),
        "max_km": st.sampled_from([INF, 40.0]),
    }
)


@patient
@given(st.data(), sides, sides, limits, st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.4]))
def test_whether_a_pair_is_sure_is_one_answer_for_all_behind_two_copies(
    data: st.DataObject,
    offer: dict[str, Any],
    need: dict[str, Any],
    own: dict[str, Any],
    north: float,
) -> None:
    """Who varies his own flow reads nothing else of the other: nor that he has his introduction,
    nor that he has none. What is sure matches."""
    inputs = pair(offer, need, north=north, limits=(own, {}))
    twins = [data.draw(_behind(one)) for one in (inputs.offer, inputs.need)]
    free = tuple(max(one.quantity // data.draw(st.integers(1, 9)), 1) for one in twins)
    seen = replace(inputs, offer=twins[0], need=twins[1], free=free)
    found = is_sure(inputs, rules())
    assert is_sure(seen, rules()) is found
    assert matches(seen) or not found


@st.composite
def _behind(draw: st.DrawFn, row: FlowInputs) -> FlowInputs:
    """Another flow with the same copy and quarters, its bounds too."""
    first, last = (day // QUARTER * QUARTER for day in (row.start, row.end))
    found = draw(alike(row))
    parts = st.sampled_from([0.0, 0.5, 1.0])
    exact = [
        (attribute, _anywhere(draw(parts), low), -_anywhere(draw(parts), -high))
        for attribute, low, high in coarse(row).qualities
    ]
    return replace(
        found,
        start=row.start if row.start == 1 else first + draw(st.integers(0, 90)),
        end=row.end if row.end == 3_652_059 else last + draw(st.integers(0, 90)),
        qualities=tuple(exact),
    )


def _anywhere(part: float, low: float) -> float:
    """From a step almost to the next: half as much more is before it, of either sign."""
    return low if abs(low) == INF else low + part * 0.49 * abs(low)


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
    assert matches(seen)
