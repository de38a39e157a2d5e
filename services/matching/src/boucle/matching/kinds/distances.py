"""How far places are from each other, as the crow flies. Pure."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH_M: Final = 6_371_000.0
Degrees = tuple[float, float]
"""Of latitude and longitude, WGS84."""


def metres(one: Degrees, other: Degrees) -> float:
    """The great circle between them, on a sphere of 6,371 km."""
    north, south = radians(one[0]), radians(other[0])
    half_up = sin((south - north) / 2)
    half_along = sin(radians(other[1] - one[1]) / 2)
    chord = half_up * half_up + cos(north) * cos(south) * half_along * half_along
    return 2 * _EARTH_M * asin(min(1.0, sqrt(chord)))
