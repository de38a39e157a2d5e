"""Compute distances between places. Pure."""

from math import asin, cos, radians, sin, sqrt


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the haversine distance of two places in degrees, on a sphere of 6371.0088 km."""
    south, north = radians(one[0]), radians(other[0])
    east = radians(other[1] - one[1])
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * 6371.0088 * asin(min(1, sqrt(half)))
