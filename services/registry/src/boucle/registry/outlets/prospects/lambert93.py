"""Convert Lambert-93 to degrees, for files of French public bodies."""

from math import atan, atan2, degrees, exp, hypot, log, pi, radians, sin
from typing import Final

# IGN, "Projection cartographique conique conforme de Lambert" (algorithms ALG0002 and ALG0004),
# with the constants of Lambert-93 on GRS 80. RGF93 and WGS 84 agree within a metre.
_E: Final = 0.0818191910428158
_N: Final = 0.7256077650532670
_C: Final = 11754255.4261
_X0: Final = 700000.0
_Y0: Final = 12655612.0499
_MERIDIAN: Final = radians(3)
_CLOSE: Final = 1e-11


def in_lambert93(x: float, y: float) -> bool:
    """Tell whether these metres are in metropolitan France, generously."""
    return 0 <= x <= 1_300_000 and 6_000_000 <= y <= 7_200_000


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude of a point in metres, to about a metre."""
    isometric = -log(hypot(x - _X0, y - _Y0) / _C) / _N
    longitude = _MERIDIAN + atan2(x - _X0, _Y0 - y) / _N
    latitude = 2 * atan(exp(isometric)) - pi / 2
    while True:
        bent = _E * sin(latitude)
        nearer = 2 * atan(((1 + bent) / (1 - bent)) ** (_E / 2) * exp(isometric)) - pi / 2
        if abs(nearer - latitude) < _CLOSE:
            return degrees(nearer), degrees(longitude)
        latitude = nearer
