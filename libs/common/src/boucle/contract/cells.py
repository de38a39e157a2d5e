"""Divide the map into cells, the precision at which a hidden place is shown. Pure. A cell is a
tenth of a degree of latitude by 0.15 of longitude: 11 km by 10 to 12 in mainland France, at most 17
wide. Four cells make one of the next level, and so on."""

from math import asin, atan2, ceil, cos, degrees, floor, hypot, radians
from typing import Final, NamedTuple

NORTH_DEGREES: Final = 0.1
EAST_DEGREES: Final = 0.15
_KM_PER_DEGREE: Final = 111.195
_NARROWEST: Final = 0.2
"""A degree of longitude, of one of latitude, where columns are counted: as at 78 degrees."""


class Cell(NamedTuple):
    """Rows count from the equator, columns from Greenwich; ``level`` 0 is the smallest."""

    north: int
    east: int
    level: int = 0

    def widened(self, level: int) -> "Cell":
        """Return the cell of this level that contains it."""
        up = level - self.level
        return Cell(self.north >> up, self.east >> up, level)

    @property
    def centre(self) -> tuple[float, float]:
        """Return degrees of latitude and longitude."""
        size = 1 << self.level
        return (
            (self.north + 0.5) * size * NORTH_DEGREES,
            (self.east + 0.5) * size * EAST_DEGREES,
        )

    @property
    def slack_km(self) -> float:
        """Return the distance from its centre to its corners."""
        size = 0.5 * (1 << self.level) * _KM_PER_DEGREE
        shrink = cos(radians(self.centre[0]))
        return hypot(size * NORTH_DEGREES, size * EAST_DEGREES * shrink)

    def steps_within(self, km: float) -> tuple[int, int]:
        """Return how many cells a distance spans, to the north and to the east."""
        size = (1 << self.level) * _KM_PER_DEGREE
        narrow = max(_NARROWEST, cos(radians(self.centre[0])))
        return ceil(km / (size * NORTH_DEGREES)), ceil(km / (size * EAST_DEGREES * narrow))


def cell_of(latitude: float, longitude: float) -> Cell:
    """Return the smallest cell that contains a place in degrees WGS84."""
    return Cell(floor(latitude / NORTH_DEGREES), floor(longitude / EAST_DEGREES))


def cell_of_vector(x: float, y: float, z: float) -> Cell:
    """Return the smallest cell that contains a place on the unit sphere."""
    return cell_of(degrees(asin(max(-1.0, min(1.0, z)))), degrees(atan2(y, x)))
