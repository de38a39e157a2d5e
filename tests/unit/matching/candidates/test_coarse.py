"""What is shown of a masked side is a function of its coarse copy, however often one asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from math import asin, atan2, cos, degrees, radians
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.cells import EAST_DEGREES, NORTH_DEGREES
from boucle.contract.masking import Viewer
from boucle.matching.candidates.coarse import coarse, step_below
from boucle.matching.candidates.store import Candidate
from boucle.matching.candidates.synergy import PairInputs, synergy_of
from boucle.matching.crowds.steps import NARROWEST, Widening
from boucle.matching.lives.scored import ScoredPair
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs
from boucle.matching.scoring.inputs import ALWAYS
from boucle.platform.ids import uuid_of
from tests.unit.matching.worlds import rows, rules, unit_vector

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_QUARTERS = (0b111, 0b111_000, 0b111_000_000, 0b111_000_000_000)
patient = hypothesis_settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def place_of(row: FlowInputs) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    return degrees(asin(row.z)), degrees(atan2(row.y, row.x))


def at(row: FlowInputs, latitude: float, longitude: float) -> FlowInputs:
    x, y, z = unit_vector(latitude, longitude)
    return replace(row, x=x, y=y, z=z)


@st.composite
def alike(draw: st.DrawFn, row: FlowInputs) -> FlowInputs:
    """Another flow with the same coarse copy."""
    copy = coarse(row)
    latitude, longitude = place_of(copy)
    shift = st.floats(-0.45, 0.45)
    north, east = draw(shift) * NORTH_DEGREES, draw(shift) * EAST_DEGREES
    found = at(copy, latitude + north, longitude + east)
    months = [draw(st.integers(1, 7)) * (quarter & -quarter) for quarter in _QUARTERS]
    found = replace(
        found,
        version=draw(st.integers(1, 9)),
        slack_km=draw(st.sampled_from([0.0, 3.0])),
        quantity=copy.quantity * draw(st.integers(81, 119)) // 100,
        networks=draw(st.sampled_from([(), (("caen", 5.0),)])),
        months=copy.months
        if copy.months == ALWAYS
        else sum(own for own, quarter in zip(months, _QUARTERS, strict=True) if own & copy.months),
        start=draw(st.integers(1, 739_000)),
        eur=draw(st.sampled_from([None, 5e-5, -1e-5])),
        refusable=row.refusable,
    )
    assume(coarse(found) == copy)
    return found


# --- each field is decided about -------------------------------------------------------------

AS_IS: Final = frozenset(
    {
        *("flow", "organisation", "site", "territory", "output", "family", "share"),
        *("form", "status", "accepts", "treatments", "hazardous", "certainty"),
        "kgco2e",
    }
)
"""What a copy holds as it is: ids, which nothing computed shows, and words of short lists."""


def _within_its_cell(row: FlowInputs) -> st.SearchStrategy[dict[str, Any]]:
    latitude, longitude = place_of(coarse(row))
    shift = st.floats(-0.45, 0.45)
    return st.builds(
        lambda north, east: dict(
            zip(
                ("x", "y", "z"),
                unit_vector(latitude + north * NORTH_DEGREES, longitude + east * EAST_DEGREES),
                strict=True,
            )
        ),
        shift,
        shift,
    )


def _within_its_steps(row: FlowInputs) -> st.SearchStrategy[dict[str, Any]]:
    """Bounds between an exact one and its step."""
    parts = st.floats(0.0, 1.0)

    def moved(part: float, value: float) -> float:
        return value if abs(value) == float("inf") else value + part * (step_below(value) - value)

    return parts.map(
        lambda part: {
            "qualities": tuple(
                (attribute, moved(part, low), -moved(part, -high))
                for attribute, low, high in row.qualities
            )
        }
    )


def _months(row: FlowInputs) -> st.SearchStrategy[dict[str, Any]]:
    if row.months == ALWAYS:
        return st.just({"months": ALWAYS})
    quarters = [quarter for quarter in _QUARTERS if quarter & row.months]
    within = [st.integers(1, 7).map((quarter & -quarter).__mul__) for quarter in quarters]
    some = st.tuples(*within).map(sum).filter(lambda months: months != ALWAYS)
    return some.map(lambda months: {"months": months})


def _any_of(name: str, values: st.SearchStrategy[Any]) -> Callable[[FlowInputs], Any]:
    return lambda _row: values.map(lambda value: {name: value})


SECRETS: Final[dict[tuple[str, ...], Callable[[FlowInputs], st.SearchStrategy[dict[str, Any]]]]] = {
    ("x", "y", "z"): _within_its_cell,
    ("quantity",): lambda row: st.integers(81, 119).map(
        lambda percent: {"quantity": coarse(row).quantity * percent // 100}
    ),
    ("qualities",): _within_its_steps,
    ("months",): _months,
    ("version",): _any_of("version", st.integers(0, 9)),
    ("slack_km",): _any_of("slack_km", st.floats(0.0, 100.0)),
    ("networks",): _any_of("networks", st.sampled_from([(), (("caen", 5.0),)])),
    ("start",): _any_of("start", st.integers(1, 739_000)),
    ("end",): _any_of("end", st.integers(1, 739_000)),
    ("eur",): _any_of("eur", st.none() | st.floats(-1.0, 1.0)),
    ("kgco2e_pct",): lambda row: st.sampled_from(
        [None, 0] if row.kgco2e is None else [row.kgco2e_pct]
    ).map(lambda percent: {"kgco2e_pct": percent}),
    ("refusable",): _any_of("refusable", st.tuples(*[st.integers(0, 2**31)] * 8)),
    ("taken",): _any_of("taken", st.integers(0, 10**9)),
    ("taken_by_month",): _any_of("taken_by_month", st.tuples(*[st.integers(0, 10**9)] * 12)),
    ("division",): _any_of("division", st.integers(0, 99)),
}
"""Of each field that a copy does not hold as it is, other values with the same copy (``division``:
where the sector is not shown)."""
NO_SECTOR: Final = Widening(0, sector=False)


def test_each_field_is_decided_about() -> None:
    """``others`` are rows themselves."""
    secret = {name for names in SECRETS for name in names}
    assert not AS_IS & secret
    assert AS_IS | secret | {"others"} == set(FlowInputs.__struct_fields__)


@pytest.mark.parametrize("fields", SECRETS, ids="-".join)
@patient
@given(data=st.data(), row=rows())
def test_a_secret_field_does_not_move_a_copy(
    data: st.DataObject, row: FlowInputs, fields: tuple[str, ...]
) -> None:
    """Nor does that of a flow's other families."""
    step = NO_SECTOR if fields == ("division",) else NARROWEST
    other = replace(row, **data.draw(SECRETS[fields](row)))
    others = tuple(replace(one, **data.draw(SECRETS[fields](one))) for one in row.others)
    assert coarse(other, step) == coarse(row, step)
    assert coarse(replace(row, others=others), step) == coarse(row, step)


@patient
@given(rows())
def test_a_copy_holds_the_rest_as_it_is(row: FlowInputs) -> None:
    copy = coarse(row)
    assert all(getattr(copy, name) == getattr(row, name) for name in AS_IS)


# --- what is shown of a copy -----------------------------------------------------------------


def found_of(offer: FlowInputs, need: FlowInputs, free: tuple[int, int]) -> FoundSynergy | None:
    """The pair as a list holds it; None if it does not match."""
    inputs = PairInputs(offer, need, (DEFAULT_SETTINGS, DEFAULT_SETTINGS), free, 0)
    synergy = synergy_of(inputs, rules())
    if synergy is None:
        return None
    ids = uuid_of(offer.flow), uuid_of(need.flow)
    held = Candidate(synergy.synergy_id, *ids, True, True, synergy.score, NOW, NOW)
    return FoundSynergy(synergy.synergy_id, NOW, held, ScoredPair(synergy, inputs), None, 0)


def own(row: FlowInputs) -> Viewer:
    return Viewer.company(uuid_of(row.organisation))


@patient
@given(st.data(), rows(1), rows(2), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_flows_with_one_coarse_copy_look_the_same(
    data: st.DataObject, one: FlowInputs, other: FlowInputs, left: float, taken: float
) -> None:
    """Neither the other's exact values nor its deals with others can be told apart."""
    assume(one.output != other.output)
    assume(one.organisation != other.organisation)
    offer, need = (one, other) if one.output else (other, one)
    twin = data.draw(alike(need))
    first = found_of(offer, need, (offer.quantity, int(left * need.quantity)))
    second = found_of(offer, twin, (offer.quantity, int(taken * twin.quantity)))
    assume(first is not None and second is not None)
    assert first is not None
    assert second is not None
    seen = first.masked_for(own(offer))
    assert seen.masked
    assert seen == second.masked_for(own(offer))


@given(rows())
def test_a_copy_is_its_own_copy_and_close(row: FlowInputs) -> None:
    copy = coarse(row)
    assert coarse(copy) == copy
    assert 2 * row.quantity >= copy.quantity >= row.quantity // 2
    (lat, lon), (near_lat, near_lon) = place_of(row), place_of(copy)
    km = 111.19 * ((lat - near_lat) ** 2 + (cos(radians(lat)) * (lon - near_lon)) ** 2) ** 0.5
    assert km <= copy.slack_km + 0.01


def _is_a_step(quantity: int) -> bool:
    return str(quantity).rstrip("0") in ("", "1", "2", "5")


@patient
@given(rows(), st.integers(1, 10**12).filter(lambda exact: not _is_a_step(exact)))
def test_nothing_exact_is_left_in_a_copy(row: FlowInputs, exact: int) -> None:
    copy = coarse(replace(row, quantity=exact))
    assert _is_a_step(copy.quantity)
    for _, low, high in copy.qualities:
        assert (step_below(low), step_below(-high)) == (low, -high)
    assert (copy.networks, copy.eur, copy.taken) == ((), None, 0)


@given(st.floats(-1e12, 1e12, allow_nan=False).filter(lambda value: abs(value) > 1e-9))
def test_steps_widen_by_less_than_the_next_step(value: float) -> None:
    below, above = step_below(value), -step_below(-value)
    assert below <= value <= above
    assert step_below(below) == below
    assert abs(above) <= 10 * abs(value)
