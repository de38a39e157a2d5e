"""Hold typed qualities of all flows: one block of bounds per flow, with one layout per family and
side. A layout has the attributes that its flows have declared so far; a new one widens it. Block 0
means "nothing declared"."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Side = tuple[int, bool]
Bounds = tuple[tuple[int, float, float], ...]


class Qualities:
    """``low[block + column]``, ``high[block + column]``: infinite if undeclared."""

    def __init__(self) -> None:
        self.low: npt.NDArray[np.float64] = np.full(1024, -np.inf)
        self.high: npt.NDArray[np.float64] = np.full(1024, np.inf)
        self._end = 1
        self._spare: dict[int, list[int]] = {}
        self._layouts: dict[Side, tuple[int, ...]] = {}

    def layout(self, family: int, output: bool) -> tuple[int, ...]:
        """Return the attribute of each column."""
        return self._layouts.get((family, output), ())

    def missing(self, family: int, output: bool, bounds: Bounds) -> tuple[int, ...]:
        """Return the attributes that the layout has no column for yet."""
        columns = self.layout(family, output)
        return tuple(attribute for attribute, _, _ in bounds if attribute not in columns)

    def widen(
        self, family: int, output: bool, attributes: tuple[int, ...], blocks: Iterable[int]
    ) -> list[int]:
        """Add columns; return the new block of each of the side's flows, in the order given."""
        olds = list(blocks)
        bounds_of = [self.read(block, family, output) for block in olds]
        for block in olds:
            self.drop(block, family, output)
        self._layouts[family, output] = (*self.layout(family, output), *attributes)
        return [self.write(family, output, bounds) for bounds in bounds_of]

    def write(self, family: int, output: bool, bounds: Bounds) -> int:
        """Write a new block; every attribute must have its column."""
        layout = self.layout(family, output)
        if not bounds:
            return 0
        block = self._take(len(layout))
        for attribute, low, high in bounds:
            column = block + layout.index(attribute)
            self.low[column], self.high[column] = low, high
        return block

    def read(self, block: int, family: int, output: bool) -> Bounds:
        if block == 0:
            return ()
        layout = self.layout(family, output)
        found = (
            (attribute, float(self.low[block + i]), float(self.high[block + i]))
            for i, attribute in enumerate(layout)
        )
        return tuple(sorted(one for one in found if one[1:] != (-np.inf, np.inf)))

    def drop(self, block: int, family: int, output: bool) -> None:
        if block:
            width = len(self.layout(family, output))
            self._spare.setdefault(width, []).append(block)

    @property
    def nbytes(self) -> int:
        return self.low.nbytes + self.high.nbytes

    def _take(self, width: int) -> int:
        spare = self._spare.get(width)
        if spare:
            block = spare.pop()
        else:
            block, self._end = self._end, self._end + width
            if self._end > len(self.low):
                self._grow(self._end)
        self.low[block : block + width] = -np.inf
        self.high[block : block + width] = np.inf
        return block

    def _grow(self, least: int) -> None:
        extra = max(least - len(self.low), len(self.low) // 2)
        self.low = np.concatenate([self.low, np.full(extra, -np.inf)])
        self.high = np.concatenate([self.high, np.full(extra, np.inf)])
