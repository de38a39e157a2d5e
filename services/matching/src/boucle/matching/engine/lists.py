"""The lists: one row an owned flow, best first, with a few spare entries behind the shown ones.

A row's floor is the best entry it ever dropped since it was built: every partner that goes before
the floor is in the row. So a lost entry is refilled from the spare ones, and the row is built anew
only when fewer than k are left above a floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.columns import Array, Columns

SPARE: Final = 8
NO_FLOOR: Final = -1


class Picture(NamedTuple):
    """What a row shows: an offer's list or not, partners' slots and their ranks, best first."""

    gives: bool
    partners: list[int]
    ranks: list[int]


class Lists:
    """``partner[row, i]`` (slot) and ``rank[row, i]`` for i < ``count[row]``; ``shown[row]`` are
    published, as an offer's list if ``gives[row]`` (a flow may change sides)."""

    def __init__(self, k: int, spare: int = SPARE) -> None:
        self.width, self._spare = k + spare, spare
        self.partner: npt.NDArray[np.int32] = np.full((0, self.width), -1, np.int32)
        self.rank: npt.NDArray[np.int16] = np.zeros((0, self.width), np.int16)
        self.count: npt.NDArray[np.int16] = np.zeros(0, np.int16)
        self.shown: npt.NDArray[np.int16] = np.zeros(0, np.int16)
        self.gives: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self.floor_rank: npt.NDArray[np.int16] = np.zeros(0, np.int16)
        self.floor_partner: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.owner: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self._spare_rows: list[int] = []
        self._end = 0

    def add(self, owner: int) -> int:
        """An empty row: complete, nothing shown."""
        if self._spare_rows:
            row = self._spare_rows.pop()
        else:
            row, self._end = self._end, self._end + 1
            if self._end > len(self.count):
                self._grow()
        self.owner[row] = owner
        self.shown[row] = 0
        self.clear(np.array([row]))
        return row

    def remove(self, row: int) -> None:
        self.owner[row] = -1
        self.count[row] = self.shown[row] = 0
        self._spare_rows.append(row)

    def clear(self, rows: Array) -> None:
        """Forget the entries and the floor; what is shown stays until the row is settled."""
        self.count[rows] = 0
        self.floor_rank[rows] = NO_FLOOR

    def fit(self, k: int) -> None:
        """Make room for lists of ``k``."""
        if k + self._spare > self.width:
            extra = k + self._spare - self.width
            rows = len(self.count)
            self.partner = np.hstack([self.partner, np.full((rows, extra), -1, np.int32)])
            self.rank = np.hstack([self.rank, np.zeros((rows, extra), np.int16)])
            self.width = k + self._spare

    def pictures(self, rows: Sequence[int]) -> list[Picture]:
        """What rows show, for as many as there are in one go."""
        at = np.array(rows, np.int64)
        shown = self.shown[at]
        most = int(shown.max(initial=0))
        return [
            Picture(gives, partners[:size], ranks[:size])
            for gives, size, partners, ranks in zip(
                self.gives[at].tolist(),
                shown.tolist(),
                self.partner[at, :most].tolist(),
                self.rank[at, :most].tolist(),
                strict=True,
            )
        ]

    def put(self, row: int, partners: Array, ranks: Array, *, gives: bool, complete: bool) -> None:
        """A row as it was kept elsewhere. ``complete``: nobody else was worth a place."""
        size = len(partners)
        self.gives[row] = gives
        self.partner[row, :size], self.rank[row, :size] = partners, ranks
        self.count[row] = self.shown[row] = size
        self.floor_rank[row] = NO_FLOOR
        if not complete and size:
            self.floor_rank[row], self.floor_partner[row] = ranks[-1], partners[-1]

    def holding(self, rows: Array, partners: Array) -> Array:
        """For each (row, partner): whether it is in the row, spare entries included."""
        within = np.arange(self.width) < self.count[rows][:, None]
        held: Array = ((self.partner[rows] == partners[:, None]) & within).any(axis=1)
        return held

    def holding_any(self, rows: Array, marked: Array) -> Array:
        """For each row: whether it holds one of the ``marked`` (by slot)."""
        within = np.arange(self.width) < self.count[rows][:, None]
        held: Array = np.asarray((marked[self.partner[rows]] & within).any(axis=1))
        return held

    def beats_floor(self, columns: Columns, rows: Array, partners: Array, ranks: Array) -> Array:
        """For each (row, partner, rank): whether it goes before the row's floor."""
        floor = self.floor_rank[rows]
        better: Array = np.array(ranks > floor)
        ties = np.flatnonzero((ranks == floor) & (floor >= 0))
        if len(ties):
            better[ties] = _goes_before(columns, partners[ties], self.floor_partner[rows[ties]])
        return better

    def merge(
        self, columns: Columns, rows: Array, marked: Array, new: tuple[Array, Array, Array]
    ) -> None:
        """Drop from ``rows`` the partners ``marked`` (by slot), add ``new`` (row, partner, rank).

        ``rows`` are distinct and hold every row of ``new``, whose entries beat their floors.
        """
        width = np.arange(self.width)
        kept = (width < self.count[rows][:, None]) & ~marked[self.partner[rows]]
        at, _ = np.nonzero(kept)
        new_at = _positions(rows, new[0])
        row_at = np.concatenate([at, new_at])
        partner = np.concatenate([self.partner[rows][kept], new[1]])
        rank = np.concatenate([self.rank[rows][kept], new[2]])
        order = np.lexsort((columns.id_lo[partner], columns.id_hi[partner], -rank, row_at))
        row_at, partner, rank = row_at[order], partner[order], rank[order]
        sizes = np.bincount(row_at, minlength=len(rows))
        place = np.arange(len(row_at)) - (np.cumsum(sizes) - sizes)[row_at]
        self._write(rows, row_at, place, partner, rank)
        self.count[rows] = np.minimum(sizes, self.width)

    def _write(self, rows: Array, row_at: Array, place: Array, partner: Array, rank: Array) -> None:
        fits = place < self.width
        self.partner[rows[row_at[fits]], place[fits]] = partner[fits]
        self.rank[rows[row_at[fits]], place[fits]] = rank[fits]
        first = np.flatnonzero(place == self.width)
        self.floor_rank[rows[row_at[first]]] = rank[first]
        self.floor_partner[rows[row_at[first]]] = partner[first]

    @property
    def nbytes(self) -> int:
        arrays = (self.partner, self.rank, self.count, self.shown, self.gives, self.floor_rank)
        return sum(each.nbytes for each in (*arrays, self.floor_partner, self.owner))

    def _grow(self) -> None:
        extra = len(self.count) // 2 + 64
        rows = ((0, extra), (0, 0))
        self.partner = np.pad(self.partner, rows, constant_values=-1)
        self.rank = np.pad(self.rank, rows)
        self.count = np.pad(self.count, (0, extra))
        self.shown = np.pad(self.shown, (0, extra))
        self.gives = np.pad(self.gives, (0, extra))
        self.floor_rank = np.pad(self.floor_rank, (0, extra), constant_values=NO_FLOOR)
        self.floor_partner = np.pad(self.floor_partner, (0, extra))
        self.owner = np.pad(self.owner, (0, extra), constant_values=-1)


def _positions(rows: Array, wanted: Array) -> Array:
    """Where each of ``wanted`` stands in ``rows``."""
    order = np.argsort(rows)
    result: Array = order[np.searchsorted(rows, wanted, sorter=order)]
    return result


def _goes_before(columns: Columns, left: Array, right: Array) -> Array:
    """Ties of rank go by the partner's id."""
    high, other = columns.id_hi[left], columns.id_hi[right]
    result: Array = (high < other) | (
        (high == other) & (columns.id_lo[left] < columns.id_lo[right])
    )
    return result
