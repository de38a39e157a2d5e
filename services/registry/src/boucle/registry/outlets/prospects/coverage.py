"""Map coarsely where which activities are wanted, to store far fewer than all establishments."""

from math import ceil, cos, floor, radians, sqrt
from typing import Final

_SOUTH, _WEST = 41.0, -6.0
_STEP: Final = 0.1  # degrees
_ROWS, _COLUMNS = 107, 162  # to 51.7 north and 10.2 east
_KM_PER_DEGREE: Final = 111.19


class Coverage:
    """For each NACE class, the cells of metropolitan France within some radius of some place. 16 kB
    a class, whatever the number of places. A cell counts as soon as its nearest point may be
    within; callers measure again."""

    def __init__(self) -> None:
        self._grids: dict[str, bytearray] = {}

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self._grids)

    def add(self, nace: str, latitude: float, longitude: float, radius_km: float) -> None:
        """Add a place around which the class is wanted."""
        grid = self._grids.setdefault(nace, bytearray(_ROWS * _COLUMNS))
        reach = radius_km / _KM_PER_DEGREE + _STEP  # degrees of latitude, from cell to cell
        for row in range(_row(latitude - reach), _row(latitude + reach) + 1):
            if 0 <= row < _ROWS:
                self._mark(grid, row, latitude, longitude, reach)

    def covers(self, nace: str, latitude: float, longitude: float) -> bool:
        grid = self._grids.get(nace)
        row, column = _row(latitude), _column(longitude)
        if grid is None or not (0 <= row < _ROWS and 0 <= column < _COLUMNS):
            return False
        return bool(grid[row * _COLUMNS + column])

    def _mark(
        self, grid: bytearray, row: int, latitude: float, longitude: float, reach: float
    ) -> None:
        middle = _SOUTH + (row + 0.5) * _STEP
        apart = max(0.0, abs(middle - latitude) - _STEP / 2)
        # The shrinking of parallels, taken at the cell's northern edge: wider, never narrower.
        across = sqrt(max(0.0, reach * reach - apart * apart)) / cos(radians(middle + _STEP))
        first = max(0, floor((longitude - across - _WEST) / _STEP))
        last = min(_COLUMNS, ceil((longitude + across - _WEST) / _STEP))
        if first < last:
            at = row * _COLUMNS
            grid[at + first : at + last] = b"\x01" * (last - first)


def _row(latitude: float) -> int:
    return floor((latitude - _SOUTH) / _STEP)


def _column(longitude: float) -> int:
    return floor((longitude - _WEST) / _STEP)
