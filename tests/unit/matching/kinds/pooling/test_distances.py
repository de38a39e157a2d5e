"""Distances on a plane are those on the sphere, wherever between two rows a place is."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.kinds.pooling.places import chord_km, spot
from boucle.matching.kinds.pooling.rectangles import rectangles, sides

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""
north = st.floats(41.3, 51.1)
away = st.floats(-0.3, 0.3)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), across = map(radians, (one[0], other[0])), radians(other[1] - one[1])
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


@given(north, away, away)
def test_two_places(at: float, up: float, right: float) -> None:
    one, other = (at, 0.5), (at + up, 0.5 + right)
    assert chord_km(spot(*one), spot(*other)) == pytest.approx(
        great_circle(one, other), rel=2e-5, abs=0.001
    )


def test_between_two_tenths_of_a_degree_a_rectangle_is_as_wide_as_it_is() -> None:
    """At 49.55, a tenth of a degree: 111.195 km by its cosine, 0.648785;
    by the row of 49.6 it was 7.2068."""
    west, east = sides(spot(49.55, 0.0)), sides(spot(49.55, 0.1))
    found = rectangles([max(of) for of in zip(west, east, strict=True)])
    assert float(found.width) == pytest.approx(7.2142, abs=0.0001)
