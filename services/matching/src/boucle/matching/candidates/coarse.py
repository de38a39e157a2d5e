"""A flow as those may know it who may not know whose it is. Pure.

Rounding what exact values gave can be undone: who moves a value of his own finds the edge. So what
is shown of a masked side is computed from this copy of it, with the reader's own exact values: it
tells no more than the copy holds, however often one asks.
"""

from decimal import Decimal
from math import asin, atan2, cos, degrees, floor, radians
from typing import Final

from msgspec.structs import replace

from boucle.matching.scoring.inputs import EVER_SINCE, FOR_EVER, FlowRow
from boucle.matching.scoring.wire.flows import unit_vector

CELL_DEGREES: Final = 0.1
"""Height of a cell of places: 11 km. It is about as wide."""
SLACK_KM: Final = 8.0
"""From a cell's centre to its corners."""
_QUARTERS: Final = (0b111, 0b111_000, 0b111_000_000, 0b111_000_000_000)
_STEPS: Final = (1, 2, 5, 10)


def coarse(row: FlowRow) -> FlowRow:
    """The copy: place by cells, quantity in steps of 1-2-5, qualities widened to such steps, months
    by quarters; no price, no date, no network. Ids stay: nothing computed shows them."""
    x, y, z = _cell(row)
    return replace(
        row,
        version=0,
        x=x,
        y=y,
        z=z,
        slack_km=SLACK_KM,
        quantity=_nearest_step(row.quantity),
        networks=(),
        months=sum(quarter for quarter in _QUARTERS if row.months & quarter),
        start=EVER_SINCE,
        end=FOR_EVER,
        eur=None,
        qualities=tuple(
            (attribute, step_below(low), -step_below(-high))
            for attribute, low, high in row.qualities
        ),
        refusable=(0,) * len(row.refusable),
    )


def _cell(row: FlowRow) -> tuple[float, float, float]:
    """The centre of the cell that a place lies in."""
    latitude, longitude = degrees(asin(max(-1.0, min(1.0, row.z)))), degrees(atan2(row.y, row.x))
    north = (floor(latitude / CELL_DEGREES) + 0.5) * CELL_DEGREES
    around = max(1, round(360 * cos(radians(north)) / CELL_DEGREES))
    east = (floor((longitude + 180) / 360 * around) + 0.5) / around * 360 - 180
    return unit_vector(north, east)


def _nearest_step(base: int) -> int:
    """By ratio: 1 up to the root of 2, 2 up to that of 10, 5 up to that of 50."""
    if base < 1:
        return 0
    ten: int = 10 ** (len(str(base)) - 1)
    for step, limit in ((1, 2), (2, 10), (5, 50)):
        if base * base < limit * ten * ten:
            return step * ten
    return 10 * ten


def step_below(value: float) -> float:
    """The step of 1-2-5 (times a power of ten, of either sign) at or below a value."""
    if value == 0 or abs(value) == float("inf"):
        return value
    ten = 10.0 ** Decimal(abs(value)).adjusted()
    if value > 0:
        return max(step * ten for step in _STEPS if step * ten <= value or step == 1)
    return -min(step * ten for step in _STEPS if step * ten >= -value or step == 10)
