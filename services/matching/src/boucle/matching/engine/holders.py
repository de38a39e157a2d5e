"""Track which rows list a flow, in blocks of seven, so that a flow leaves all lists without a
search. All blocks of a flow but the first are full. ``held`` counts its rows, ``left`` those that
removed the flow and are still counted (and maybe one more, rebuilt during a sweep). A reader must
check that a row still lists the flow, and may get it twice."""

from typing import Final

import numpy as np

from boucle.matching.engine.arrays.prefetch import fetch
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.rows.columns import Array
from boucle.matching.engine.world import World

_MANY: Final = 7
_MOST_LEFT: Final = 3
"""Of so many rows of a flow one may have let go of it."""
_NO_ROW: Final = np.int32(-1)
_EVER_LEFT: Final = 60_000
"""And no more in all: they are counted in 16 bits."""
BLOCK: Final = np.dtype([("next", np.int32), ("rows", np.int32, (_MANY,))], align=True)


class Holders:
    """``blocks``; ``ends``: how many were ever used, the first spare one or -1, and the row being
    rebuilt (its holders are updated at the end) or -1. There is always room for the blocks of full
    lists and of flows that left; the system allocates memory on use."""

    def __init__(self) -> None:
        self.blocks: Array = np.zeros(0, BLOCK)
        self.ends: Array = np.array([0, -1, -1], np.int32)

    def fit(self, rows: int, width: int, flows: int) -> None:
        """Reserve room for lists of these flows: a flow in ``n`` lists has at most ``n + 1`` rows,
        half as many that removed it, and one block that is not full."""
        entries = (rows * width + flows) * _MOST_LEFT // (_MOST_LEFT - 1)
        needed = entries // _MANY + min(entries, flows)
        if needed > len(self.blocks):
            used = int(self.ends[0])
            old, self.blocks = self.blocks, np.zeros(2 * needed, BLOCK)
            self.blocks[:used] = old[:used]

    @property
    def nbytes(self) -> int:
        return int(self.ends[0]) * BLOCK.itemsize


@inlined
def hold(world: World, slot: int, row: int) -> None:
    """Note that a row lists the flow."""
    flow = world.flows[slot]
    place = flow.held % _MANY
    if place == 0:
        block = world.holder_ends[1]
        if block >= 0:
            world.holder_ends[1] = world.holders[block].next
        else:
            block = world.holder_ends[0]
            world.holder_ends[0] += 1
        world.holders[block].next = flow.holders if flow.held > 0 else -1
        flow.holders = block
    world.holders[flow.holders].rows[place] = row
    flow.held += 1


@inlined
def last_holder(world: World, slot: int) -> int:
    """Return a row that lists the flow, which some row does."""
    flow = world.flows[slot]
    return int(world.holders[flow.holders].rows[(flow.held - 1) % _MANY])


@inlined
def position(world: World, row: int, partner: int) -> int:
    """Return the position of a partner in a row, -1 if absent."""
    for i in range(world.lists[row].count):
        if world.partner[row, i] == partner:
            return int(i)
    return -1


@inlined
def forget_last(world: World, slot: int) -> None:
    flow = world.flows[slot]
    flow.held -= 1
    if flow.held % _MANY == 0:
        first = flow.holders
        flow.holders = world.holders[first].next
        world.holders[first].next = world.holder_ends[1]
        world.holder_ends[1] = first


@inlined
def let_go(world: World, slot: int, row: int) -> None:
    """Note that a row removed the flow. Only one block is searched: some flows are in a thousand
    lists. If it is not there it stays counted, until every third row is such a one."""
    flow = world.flows[slot]
    if flow.held == 0:  # of a list that named it twice: never ours, but these loops check no bounds
        return
    size = (flow.held - 1) % _MANY + 1
    rows = world.holders[flow.holders].rows
    for i in range(size):
        if rows[i] == row:
            rows[i] = rows[size - 1]
            forget_last(world, slot)
            break
    else:
        flow.left += 1
    if _MOST_LEFT * flow.left > flow.held or flow.left > _EVER_LEFT:
        _sweep(world, slot)


@compiled
def _sweep(world: World, slot: int) -> None:
    """Leave each row that lists the flow once, and the one being rebuilt, which may list it again.
    Visited rows are marked by the complement of the flow; a removed one is replaced by the last,
    already visited one."""
    flow, building = world.flows[slot], world.holder_ends[2]
    block, size = flow.holders, (flow.held - 1) % _MANY + 1
    while block >= 0:
        following, rows = world.holders[block].next, world.holders[block].rows
        for i in range(size):
            fetch(world.partner[rows[i]], 0, world.partner.shape[1])
        for i in range(size - 1, -1, -1):
            at = position(world, rows[i], slot)
            if rows[i] == building:
                building = _NO_ROW
            elif at >= 0 and rows[i] != world.holder_ends[2]:
                world.partner[rows[i], at] = ~slot
            else:
                rows[i] = last_holder(world, slot)
                forget_last(world, slot)
        block, size = following, _MANY
    flow.left = 0
    block, size = flow.holders, (flow.held - 1) % _MANY + 1
    while block >= 0 and flow.held > 0:
        rows = world.holders[block].rows
        for i in range(size):
            at = position(world, rows[i], ~slot)
            if at >= 0:
                world.partner[rows[i], at] = slot
        block, size = world.holders[block].next, _MANY
