"""The rectangles that hold sites, of many subsets at once, and the way around in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from boucle.matching.kinds.pooling.places import KM_PER_MICRO, Spot, row_of, shrinks_of_rows


class Rectangles(NamedTuple):
    """Millionths of a degree of the middle; km of the sides."""

    north: Any
    east: Any
    height: Any
    width: Any

    def around_km(self, stops: Any, factor: float) -> Any:
        """A way along so many stops, back to where it began: as random places of the same area take
        (Beardwood, Halton, Hammersley 1959), at least twice the longer side."""
        around = factor * np.sqrt(stops * self.height * self.width)
        return np.maximum(around, 2 * np.maximum(self.height, self.width))

    def middle_km(self, place: Spot) -> Any:
        """From their middle to a place."""
        north = (self.north - place.north) * KM_PER_MICRO
        shrink = shrinks_of_rows()[row_of((self.north + place.north) // 2)]
        east = (self.east - place.east) * KM_PER_MICRO * shrink
        return np.sqrt(north * north + east * east)


def sides(place: Spot) -> tuple[int, int, int, int]:
    """Of the greatest values of many, ``rectangles`` makes the one that holds them."""
    return place.north, -place.north, place.east, -place.east


def rectangles(greatest: Sequence[Any]) -> Rectangles:
    """Of the greatest values of each of ``sides``."""
    top, bottom, right, left = greatest
    north = (top - bottom) // 2
    height = (top + bottom) * KM_PER_MICRO
    width = (right + left) * KM_PER_MICRO * shrinks_of_rows()[row_of(north)]
    return Rectangles(north, (right - left) // 2, height, width)
