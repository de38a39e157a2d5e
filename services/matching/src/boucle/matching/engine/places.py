"""Where flows are: family x side x cell of a cube grid on unit vectors (no seam, no poles)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import ceil, floor

import numpy as np

from boucle.matching.engine.columns import Columns, Slots
from boucle.matching.scoring.rules import EARTH_KM

_SHIFT = 4096
_HALF = 2048
LEAST_CELL_KM = 10.0
MOST_CELL_KM = 400.0


class Cell:
    """The slots of one cell, unordered."""

    __slots__ = ("count", "slots")

    def __init__(self) -> None:
        self.slots: Slots = np.empty(4, np.int32)
        self.count = 0

    def add(self, slot: int) -> int:
        if self.count == len(self.slots):
            self.slots = np.resize(self.slots, 2 * self.count)
        self.slots[self.count] = slot
        self.count += 1
        return self.count - 1

    def members(self) -> Slots:
        return self.slots[: self.count]


class Places:
    """Finds who may be within a radius; the caller measures exactly."""

    def __init__(self, cell_km: Mapping[tuple[int, bool], float]) -> None:
        self._units = {
            side: EARTH_KM / min(max(km, LEAST_CELL_KM), MOST_CELL_KM)
            for side, km in cell_km.items()
        }
        self._cells: dict[tuple[int, bool], dict[int, Cell]] = {}

    def add(self, columns: Columns, slot: int) -> None:
        side, key = self._place(columns, slot)
        cells = self._cells.setdefault(side, {})
        cell = cells.get(key)
        if cell is None:
            cell = cells[key] = Cell()
        columns.cell_place[slot] = cell.add(slot)

    def remove(self, columns: Columns, slot: int) -> None:
        side, key = self._place(columns, slot)
        cell = self._cells[side][key]
        cell.count -= 1
        last = cell.slots[cell.count]
        hole = columns.cell_place[slot]
        cell.slots[hole] = last
        columns.cell_place[last] = hole
        if cell.count == 0:
            del self._cells[side][key]

    def near(
        self, side: tuple[int, bool], place: tuple[float, float, float], radius_km: float
    ) -> Iterator[Slots]:
        """Arrays of slots that hold every flow of ``side`` within ``radius_km`` (and others)."""
        cells = self._cells.get(side)
        if not cells:
            return
        unit = self._unit(side)
        span = radius_km * unit / EARTH_KM
        if (2 * ceil(span) + 1) ** 3 > 2 * len(cells):
            for cell in cells.values():
                yield cell.members()
            return
        for key in _cube(place, unit, span):
            found = cells.get(key)
            if found is not None:
                yield found.members()

    def members(self, side: tuple[int, bool]) -> list[int]:
        """Every slot of a side."""
        cells = self._cells.get(side, {}).values()
        return [int(slot) for cell in cells for slot in cell.members()]

    def _unit(self, side: tuple[int, bool]) -> float:
        return self._units.get(side, EARTH_KM / MOST_CELL_KM)

    def _place(self, columns: Columns, slot: int) -> tuple[tuple[int, bool], int]:
        side = (int(columns.family[slot]), bool(columns.output[slot]))
        unit = self._unit(side)
        return side, _key(
            floor(columns.x[slot] * unit),
            floor(columns.y[slot] * unit),
            floor(columns.z[slot] * unit),
        )


def _cube(place: tuple[float, float, float], unit: float, span: float) -> Iterator[int]:
    axes = [range(floor(at * unit - span), floor(at * unit + span) + 1) for at in place]
    for x, y, z in product(*axes):
        yield _key(x, y, z)


def _key(x: int, y: int, z: int) -> int:
    return ((x + _HALF) * _SHIFT + y + _HALF) * _SHIFT + z + _HALF
