"""Outlines: read whole or refused, and an EPCI is drawn around its communes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Faulty
from boucle.registry.reference.outlines.outline import Outline, around, read_outlines

_SIDE = 5


def _cell(x: int, y: int) -> Outline:
    ring = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
    return Outline(f"{x}{y}", "", (tuple((float(a), float(b)) for a, b in ring),))


@given(st.sets(st.tuples(st.integers(0, _SIDE - 1), st.integers(0, _SIDE - 1)), min_size=1))
def test_a_point_is_within_exactly_where_a_commune_is(cells: set[tuple[int, int]]) -> None:
    """By rays: what lies left of a point crosses the lines an odd number of times within."""
    lines = around([_cell(x, y) for x, y in cells])
    assert all(line[0] == line[-1] for line in lines)
    for x in range(_SIDE):
        for y in range(_SIDE):
            crossed = sum(
                a[0] == b[0] < x + 0.5 and min(a[1], b[1]) < y + 0.5 < max(a[1], b[1])
                for line in lines
                for a, b in pairwise(line)
            )
            assert bool(crossed % 2) == ((x, y) in cells)


def _file(*features: tuple[str, object]) -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "source": "IGN",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code": code, "nom": "Ici"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
                for code, ring in features
            ],
        }
    ).encode()


_RING = [[0.00001, 49], [0.5, 49], [0.5, 49.00001], [0.5, 49.2], [0.00001, 49]]


def test_a_file_is_read_to_eleven_metres() -> None:
    (one,), source = read_outlines(_file(("14258", _RING)))
    assert one.lines == (((0.0, 49.0), (0.5, 49.0), (0.5, 49.2), (0.0, 49.0)),)
    assert (one.box, source) == ((0.0, 49.0, 0.5, 49.2), "IGN")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"\x89PNG", "file"),
        (b'{"type": "FeatureCollection", "features": []}', "file"),
        (_file(("1425", _RING)), "features[0].properties.code"),
        (_file(("14258", _RING), ("14258", _RING)), "features[1].properties.code"),
        (_file(("14258", [[0, 49], [0, 99], [1, 49], [0, 49]])), "features[0].geometry"),
        (_file(("14258", _RING[:-1])), "features[0].geometry"),
    ],
)
def test_what_is_no_outline_is_named(content: bytes, field: str) -> None:
    with pytest.raises(Faulty) as refused:
        read_outlines(content)
    assert [one.field for one in refused.value.faults] == [field]
