"""Where things are: straight distance by true places (issue 37.4: cells only in coarse copies)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """A point in degrees (WGS84)."""

    latitude: float
    longitude: float


def distance_km(one: Place, other: Place) -> float:
    """The great circle between two places, km (mean radius of the Earth, IUGG)."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def farthest(places: list[Place]) -> float:
    """The longest distance between any two."""
    return max(
        (distance_km(a, b) for n, a in enumerate(places) for b in places[n + 1 :]), default=0.0
    )


def rectangle_km(places: list[Place]) -> tuple[float, float]:
    """The sides of the rectangle around the places, north-south and east-west, km.

    Rule as the product's docs state it (pooling.md: "A: the sites' rectangle").
    """
    if len(places) < 2:
        return 0.0, 0.0
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    middle = (south + north) / 2
    high = distance_km(Place(south, west), Place(north, west))
    wide = distance_km(Place(middle, west), Place(middle, east))
    return high, wide


def middle(places: list[Place]) -> Place:
    """The middle of the rectangle around the places (where a lorry's tour is, pooling.md)."""
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    return Place((south + north) / 2, (west + east) / 2)


def fraction(value: float) -> Fraction:
    """A measured length as an exact number, to a tenth of a millimetre."""
    return Fraction(round(value * 10**7), 10**7)
