"""A market of pairs that is moved as a whole, anywhere on the globe, stays as it was."""

from __future__ import annotations

from math import cos, sin

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import FlowInputs, ScoringSettings
from tests.unit.matching.worlds import one_of_each, rules, unit_vector

_SETTINGS = ScoringSettings("", version=1, k=5, threshold=0)
_KNOWN = {(row.family, row.output): row for row in one_of_each()}
_ROUNDED = 2
"""Of 10,000: another place rounds distances otherwise."""
ANGLES = st.floats(-3.1, 3.1)


@st.composite
def markets(draw: st.DrawFn) -> list[FlowInputs]:
    """Offers and needs of one route, so far apart that no two are at one distance."""
    route = draw(st.sampled_from([one for one in rules().routes if not one.network]))
    found = []
    for number in range(draw(st.integers(4, 14))):
        output = number % 2 == 0
        away = draw(st.integers(0, 50)) * 0.01 + number * 0.00037
        x, y, z = unit_vector(49.0 + draw(st.integers(0, 9)) * 0.013, away)
        row = _KNOWN[route.output if output else route.input, output]
        its = {"flow": number + 1, "site": number, "organisation": number, "x": x, "y": y, "z": z}
        found.append(replace(row, **its, quantity=draw(st.integers(1, 40)) * 10**8))
    return found


def turned(row: FlowInputs, east: float, north: float) -> FlowInputs:
    """Turned about two axes of the globe, one after the other."""
    x, y = row.x * cos(east) - row.y * sin(east), row.x * sin(east) + row.y * cos(east)
    x, z = x * cos(north) - row.z * sin(north), x * sin(north) + row.z * cos(north)
    return replace(row, x=x, y=y, z=z)


def listed(flows: list[FlowInputs]) -> dict[int, dict[int, int]]:
    engine = Engine(rules(), k=len(flows), spare=1)
    engine.own(0)
    engine.refresh(engine.settle(replace(_SETTINGS, k=len(flows))))
    engine.put([FlowChange(row.flow, row.version, 0, 0, row) for row in flows])
    return {row.flow: dict(engine.entries(row.flow)) for row in flows}


@settings(deadline=None, max_examples=40)
@given(markets(), ANGLES, ANGLES)
def test_a_market_moved_by_any_vector_has_the_same_pairs(
    flows: list[FlowInputs], east: float, north: float
) -> None:
    here, there = listed(flows), listed([turned(row, east, north) for row in flows])
    for flow, partners in here.items():
        assert partners.keys() == there[flow].keys()
        for partner, rank in partners.items():
            assert abs(there[flow][partner] - rank) <= _ROUNDED
