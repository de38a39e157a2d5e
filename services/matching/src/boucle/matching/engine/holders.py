"""Who lists a flow: rows, in blocks of seven, so that a flow leaves all lists without a search.

All blocks of a flow but the first are full; ``held`` says how many rows there are.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from boucle.matching.engine.columns import Array
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.world import World

_MANY: Final = 7
BLOCK: Final = np.dtype([("next", np.int32), ("rows", np.int32, (_MANY,))], align=True)


class Holders:
    """``blocks``; ``ends``: how many were ever used, and the first spare one or -1.

    There is always room for the blocks of full lists, to which the system gives memory when used.
    """

    def __init__(self) -> None:
        self.blocks: Array = np.zeros(0, BLOCK)
        self.ends: Array = np.array([0, -1], np.int32)

    def fit(self, rows: int, width: int, flows: int) -> None:
        """Make room for lists of these flows."""
        entries = rows * width
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
    """A row lists the flow now."""
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
    """A row that lists the flow, which some row does."""
    flow = world.flows[slot]
    return int(world.holders[flow.holders].rows[(flow.held - 1) % _MANY])


@inlined
def let_go(world: World, slot: int, row: int) -> None:
    """A row lists the flow no more: the last one takes its place."""
    flow = world.flows[slot]
    block, size = flow.holders, (flow.held - 1) % _MANY + 1
    last = world.holders[block].rows[size - 1]
    found = False
    while not found and block >= 0:
        at = world.holders[block]
        for i in range(size):
            if at.rows[i] == row:
                at.rows[i], found = last, True
                break
        block, size = at.next, _MANY
    flow.held -= 1
    if flow.held % _MANY == 0:
        first = flow.holders
        flow.holders = world.holders[first].next
        world.holders[first].next = world.holder_ends[1]
        world.holder_ends[1] = first
