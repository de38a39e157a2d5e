"""Index flows by place: for each family and side, a tree that halves space until few flows are
left. A leaf's flows lie in a run of chunks, a power of two long, each with room for eight. They lie
by lanes: one row of the run has the first coordinate of all its flows, the next the second..., so
that one instruction compares several of them with the flow at hand. A lane tells at once whether
two flows are too far apart, too unlike in quantity, excluded, or no match for a list's worst
entry."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from boucle.matching.engine.bounds import unsure_loss
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.index.cells import (
    ALL,
    CELL,
    LANES,
    LOST,
    ROWS,
    along,
    clear,
    fit,
    widest,
)
from boucle.matching.engine.index.chunks import LEAF, copy, fitting, more, move_to, spare_run
from boucle.matching.engine.index.lanes import FACTS, write
from boucle.matching.engine.offers import OfferValues, offer_values
from boucle.matching.engine.rows.columns import Array, grown
from boucle.matching.engine.world import World

DEEPEST: Final = 128
"""A leaf as deep is not split."""


class SearchIndex:
    """``first_cell`` by side (family x 2 + output), then by side of the offers that no route takes,
    which no search visits. ``cell_at``: the cell of a chunk; of a spare run's first chunk, the next
    spare run as long. ``spare_runs`` by their size; ``used``: cells and chunks. ``lanes`` (a run
    has ROWS rows of them), ``gates`` (two rows), ``facts`` and ``who``: LANES a chunk."""

    def __init__(self, sides: int) -> None:
        self.cells: Array = np.zeros(64, CELL)
        self.first_cell: Array = np.full(2 * sides, -1, np.int32)
        self.cell_at: Array = np.zeros(64, np.int32)
        self.lanes: Array = np.zeros(64 * ROWS * LANES, np.float32)
        self.gates: Array = np.zeros(64 * 2 * LANES, np.uint32)
        self.facts: Array = np.zeros(64 * LANES, FACTS)
        self.who: Array = np.zeros(64 * LANES, np.int32)
        self.spare_runs: Array = np.full(64, -1, np.int32)
        self.used: Array = np.zeros(2, np.int32)

    def add(self, world: Callable[[], World], slots: Array) -> None:
        """Add flows written since they were removed."""
        done, wanted = 0, 0
        while done < len(slots):
            self._reserve(len(slots) - done, wanted)
            done, wanted = _add(world(), slots, done)

    def members(self, world: World, side: int) -> Array:
        found: Array = np.empty(self.who.size, np.int32)
        return found[: _members(world, side, found)]

    @property
    def nbytes(self) -> int:
        arrays = (self.cells, self.cell_at, self.lanes, self.gates, self.facts, self.who)
        return sum(each.nbytes for each in arrays)

    def _reserve(self, flows: int, chunks: int) -> None:
        """Reserve room: each flow makes three cells at most, a first one or two halves."""
        cells, used = self.used.tolist()
        if cells + 3 * flows > len(self.cells):
            self.cells.resize(grown(cells) + 3 * flows, refcheck=False)
        if used + chunks > len(self.cell_at):
            size = grown(used) + chunks
            self.cell_at.resize(size, refcheck=False)
            self.lanes.resize(size * ROWS * LANES, refcheck=False)
            self.gates.resize(size * 2 * LANES, refcheck=False)
            self.facts.resize(size * LANES, refcheck=False)
            self.who.resize(size * LANES, refcheck=False)


@compiled
def _add(world: World, slots: Any, start: int) -> tuple[int, int]:
    """Add flows; return how many are done, and the room in chunks that the next one may need."""
    for i in range(start, len(slots)):
        flow = world.flows[slots[i]]
        values = offer_values(world, flow)
        at = _leaf(world, flow, values)
        cell = world.cells[at]
        if cell.count == LANES * cell.room:
            wanted = 4 * cell.room + 2
            if world.used[1] + wanted > len(world.cell_at):
                return i, wanted
            if cell.room >= LEAF and _split(world, at):
                at = _leaf(world, flow, values)
        cell = world.cells[at]
        if cell.count == LANES * cell.room:  # also a half of one that was split
            move_to(world, at, more(cell.room))
        _put_in(world, slots[i], at)
        write(world, slots[i], values)
    return len(slots), 0


@inlined
def _leaf(world: World, flow: Any, values: OfferValues) -> int:
    """Return the leaf where a flow belongs; make the first cell of its side if missing."""
    side = 2 * flow.family + flow.output
    if flow.output and values.taken == 0:
        side += len(world.first_cell) // 2
    at = world.first_cell[side]
    if at < 0:
        at = world.used[0]
        world.used[0] += 1
        clear(world, at, -1)
        world.first_cell[side] = at
    unsure = unsure_loss(flow, world.least[0])
    while world.cells[at].axis >= 0:
        cell = world.cells[at]
        at = cell.half + (along(flow, values.lost, unsure, cell.axis) >= cell.middle)
    return int(at)


@inlined
def _split(world: World, at: int) -> bool:
    """Halve a full leaf where its flows differ most; return False if they are alike."""
    depth, up = 0, world.cells[at].up
    while up >= 0:
        depth, up = depth + 1, world.cells[up].up
    axis, middle = widest(world, at)
    if axis < 0 or depth >= DEEPEST - 2:
        return False
    cell = world.cells[at]
    chunk, room, count = cell.chunk, cell.room, cell.count
    half = world.used[0]
    world.used[0] += 2
    above = 0
    for lane in range(LANES * chunk, LANES * chunk + count):
        above += _along_lane(world, cell, lane, axis) >= middle
    clear(world, half, at)
    clear(world, half + 1, at)
    move_to(world, half, fitting(count - above))
    move_to(world, half + 1, fitting(above))
    for lane in range(LANES * chunk, LANES * chunk + count):
        side = half + (_along_lane(world, cell, lane, axis) >= middle)
        world.cells[side].count += 1
        copy(world, chunk, room, lane, world.cells[side])
    cell.axis, cell.middle, cell.half, cell.count, cell.room = axis, middle, half, 0, 0
    fit(world, half)
    fit(world, half + 1)
    spare_run(world, chunk, room)
    return True


@inlined
def _along_lane(world: World, cell: Any, lane: int, axis: int) -> Any:
    first, stride = LANES * cell.chunk, LANES * cell.room
    lost = world.lanes[ROWS * first + LOST * stride + lane - first]
    unsure = world.lanes[ROWS * first + ALL * stride + lane - first] - lost
    return along(world.flows[world.who[lane]], lost, unsure, axis)


@inlined
def _put_in(world: World, slot: int, at: int) -> None:
    cell = world.cells[at]
    world.flows[slot].lane = LANES * cell.chunk + cell.count
    cell.count += 1
    world.who[world.flows[slot].lane] = slot


@compiled
def take_away(world: World, slots: Any) -> None:
    """Remove flows that are about to change; those not in the index stay out."""
    for slot in slots:
        if world.flows[slot].lane >= 0:
            _take_away(world, slot)


@inlined
def _take_away(world: World, slot: int) -> None:
    """Fill the flow's lane with the last one of its leaf."""
    flow = world.flows[slot]
    at = world.cell_at[flow.lane // LANES]
    cell = world.cells[at]
    cell.count -= 1
    first = LANES * cell.chunk
    hole, last = flow.lane, first + cell.count
    for row in range(ROWS):
        start = ROWS * first + row * LANES * cell.room - first
        world.lanes[start + hole] = world.lanes[start + last]
    for row in range(2):
        start = 2 * first + row * LANES * cell.room - first
        world.gates[start + hole] = world.gates[start + last]
    world.who[hole], world.facts[hole] = world.who[last], world.facts[last]
    world.flows[world.who[hole]].lane = hole
    flow.lane = -1
    fit(world, at)


@compiled
def _members(world: World, side: int, found: Any) -> int:
    count, size = 0, 0
    for first in (world.first_cell[side], world.first_cell[side + len(world.first_cell) // 2]):
        if first >= 0:
            world.stack[size] = first
            size += 1
    while size > 0:
        size -= 1
        cell = world.cells[world.stack[size]]
        if cell.axis >= 0:
            world.stack[size], world.stack[size + 1] = cell.half, cell.half + 1
            size += 2
        for i in range(cell.count):
            found[count] = world.who[LANES * cell.chunk + i]
            count += 1
    return count
