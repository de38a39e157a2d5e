"""Save what lists published before they changed, to find the changes, and which changed just
now."""

from typing import Final

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.rows.columns import Array
from boucle.matching.engine.world import World

SNAPSHOT: Final = np.dtype(
    [("row", np.int32), ("shown", np.int16), ("gives", np.bool_)], align=True
)
"""``row``: -1 once nobody is to know."""
MANY: Final = 4096


class Snapshots:
    """``taken[i]``, of entries ``partner[i]`` and ``rank[i]``: what a row published at the last
    ``drain``. ``touched``: the rows that the current piece changed. ``ends``: the count of each.
    There is room for every row; the system allocates memory on use."""

    def __init__(self) -> None:
        self.ends: Array = np.zeros(2, np.int64)
        self._make(0, 0)

    def fit(self, rows: int, width: int) -> None:
        old, width = self.partner.shape[1], max(width, self.partner.shape[1])
        if rows <= len(self.taken) and width == old:
            return
        saved = (self.taken, self.partner, self.rank, self.touched)
        self._make(max(rows, len(self.taken)), width)
        snapshots, touched = self.ends.tolist()
        self.taken[:snapshots] = saved[0][:snapshots]
        self.partner[:snapshots, :old] = saved[1][:snapshots]
        self.rank[:snapshots, :old] = saved[2][:snapshots]
        self.touched[:touched] = saved[3][:touched]

    def forget(self) -> None:
        """Drop the snapshots once all changes were returned."""
        if self.ends[0] > MANY:  # give the memory back
            self._make(*self.partner.shape)
        self.ends[0] = 0

    def _make(self, rows: int, width: int) -> None:
        self.taken: Array = np.zeros(rows, SNAPSHOT)
        self.partner: Array = np.zeros((rows, width), np.int32)
        self.rank: Array = np.zeros((rows, width), np.int16)
        self.touched: Array = np.zeros(rows, np.int32)


@inlined
def touch(world: World, row: int) -> None:
    """Save what a row publishes before it changes, once between two drains."""
    at = world.lists[row]
    if not at.touched:
        at.touched = True
        world.touched[world.ends[1]] = row
        world.ends[1] += 1
    if at.before < 0:
        end = world.ends[0]
        world.ends[0] += 1
        at.before = end
        saved = world.taken[end]
        saved.row, saved.shown, saved.gives = row, at.shown, at.gives
        for i in range(at.shown):
            world.taken_partner[end, i] = world.partner[row, i]
            world.taken_rank[end, i] = world.rank[row, i]
