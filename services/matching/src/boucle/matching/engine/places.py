"""Where flows are: for each family and side, a tree that halves space until few flows are left.

A leaf's flows lie in a run of chunks, a power of two long, each with room for eight. They lie by
lanes: one row of the run has the first coordinate of all its flows, the next the second..., so
that one instruction compares several of them with the flow at hand. A lane has what tells at a
glance that two flows are too far apart, too unlike in quantity, excluded, or no match for a list's
worst entry.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any, Final

import numpy as np

from boucle.matching.engine.bounds import undeclared, unsure_loss, untold_loss
from boucle.matching.engine.columns import Array, grown
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.gates import first_gate, is_shut, second_gate
from boucle.matching.engine.world import World

LANES: Final = 8
ROWS: Final = 7
X, Y, Z, ROOT, FLOOR, LOST, ALL = range(ROWS)
"""The rows of a run: unit vector, square root of the free quantity, floor of the flow's list,
points that the flow loses with whatever partner: by what only an offer tells, and in all."""
LEAF: Final = 8
"""Chunks of a leaf that is split when full, unless all its flows are at one place."""
NOT_KEPT: Final = 1e9
"""The floor of a list that is not ours: nothing beats it."""
CELL: Final = np.dtype(
    [
        ("low", np.float32, (3,)),
        ("high", np.float32, (3,)),
        ("floor", np.float32),
        ("middle", np.float32),
        ("axis", np.int32),
        ("half", np.int32),
        ("up", np.int32),
        ("chunk", np.int32),
        ("room", np.int32),
        ("count", np.int32),
    ],
    align=True,
)
"""``low``, ``high``: a box around all that was ever there. ``floor``: no lane's is lower. ``half``:
the cell below ``middle`` on ``axis``, the next is the one above; a leaf has axis -1, and its
``count`` flows in ``room`` chunks from ``chunk`` on. ``up``: the cell it is a half of, or -1."""
FACTS: Final = np.dtype(
    [
        ("eur", np.float32),
        ("kgco2e", np.float32),
        ("untold", np.float32),
        ("treatments", np.uint32),
        ("months", np.uint16),
        ("form", np.uint16),
        ("status", np.uint8),
        ("accepts", np.uint8),
        ("certainty", np.uint8),
        ("hazardous", np.bool_),
    ]
)
"""Of a lane's flow, what a second glance looks at. ``eur`` and ``kgco2e`` are no less than the
flow's; ``untold``: mean points that an offer loses at least by qualities that it does not tell."""
_LEAST_APART: Final = 1e-6
"""Six metres: a leaf no wider is not split."""
DEEPEST: Final = 128
"""More than twice the halvings of three axes from the whole earth to that."""


class Places:
    """``first_cell`` by side (family x 2 + output), then by side of the offers that no route takes:
    nobody need look at these, but they are of their side too.

    ``cell_at``: the cell of a chunk; of a spare run's first chunk, the next spare run as long.
    ``spare_runs`` by the logarithm of their length; ``used``: cells and chunks. ``lanes`` (a run
    has ROWS rows of them), ``gates`` (two rows), ``facts`` and ``who``: LANES a chunk.
    """

    def __init__(self, sides: int) -> None:
        self.cells: Array = np.zeros(64, CELL)
        self.first_cell: Array = np.full(2 * sides, -1, np.int32)
        self.cell_at: Array = np.zeros(64, np.int32)
        self.lanes: Array = np.zeros(64 * ROWS * LANES, np.float32)
        self.gates: Array = np.zeros(64 * 2 * LANES, np.uint32)
        self.facts: Array = np.zeros(64 * LANES, FACTS)
        self.who: Array = np.zeros(64 * LANES, np.int32)
        self.spare_runs: Array = np.full(32, -1, np.int32)
        self.used: Array = np.zeros(2, np.int32)

    def add(self, world: Callable[[], World], slots: Array) -> None:
        """Flows written since they were last taken away."""
        done, wanted = 0, 0
        while done < len(slots):
            self._reserve(len(slots) - done, wanted)
            done, wanted = _add(world(), slots, done)

    def members(self, world: World, side: int) -> Array:
        """Every slot of a side."""
        found: Array = np.empty(self.who.size, np.int32)
        return found[: _members(world, side, found)]

    @property
    def nbytes(self) -> int:
        arrays = (self.cells, self.cell_at, self.lanes, self.gates, self.facts, self.who)
        return sum(each.nbytes for each in arrays)

    def _reserve(self, flows: int, chunks: int) -> None:
        """Each flow makes three cells at most: a first one, or two halves."""
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
    """How many are done, and what room in chunks the next one may want."""
    for i in range(start, len(slots)):
        flow = world.flows[slots[i]]
        at = _leaf(world, flow)
        cell = world.cells[at]
        if cell.count == LANES * cell.room:
            wanted = max(1, 2 * cell.room)
            if world.used[1] + wanted > len(world.cell_at):
                return i, wanted
            if cell.room >= LEAF and _split(world, at):
                at = _leaf(world, flow)
            else:
                _move_to(world, at, _take_run(world, wanted), wanted)
        cell = world.cells[at]
        if cell.count == LANES * cell.room:  # a half of one that was split is full
            wanted = max(1, 2 * cell.room)
            _move_to(world, at, _take_run(world, wanted), wanted)
        _put_in(world, slots[i], at)
    return len(slots), 0


@inlined
def _leaf(world: World, flow: Any) -> int:
    """The leaf where a flow belongs; the first cell of its side is made where there is none."""
    side = 2 * flow.family + flow.output
    if flow.output and _is_shut_out(world, flow):
        side += len(world.first_cell) // 2
    at = world.first_cell[side]
    if at < 0:
        at = world.used[0]
        world.used[0] += 1
        _clear(world, at, -1)
        world.first_cell[side] = at
    while world.cells[at].axis >= 0:
        cell = world.cells[at]
        at = cell.half + (_along(flow, cell.axis) >= cell.middle)
    return int(at)


@inlined
def _is_shut_out(world: World, offer: Any) -> bool:
    """Whether no route takes the offer, whoever needs it."""
    side, shut = 2 * offer.family + 1, True
    for i in range(world.side_start[side], world.side_start[side + 1]):
        shut &= is_shut(offer, world.routes[world.side_route[i]])
    return shut


@inlined
def _along(flow: Any, axis: int) -> Any:
    return np.float32(flow.x if axis == 0 else flow.y if axis == 1 else flow.z)


@inlined
def _clear(world: World, at: int, up: int) -> None:
    """An empty leaf."""
    cell = world.cells[at]
    cell.low[:] = np.inf
    cell.high[:] = -np.inf
    cell.floor, cell.axis, cell.up = NOT_KEPT, -1, up
    cell.chunk, cell.room, cell.count = 0, 0, 0


@inlined
def _split(world: World, at: int) -> bool:
    """Halve a full leaf where it is widest; not if it is a point."""
    cell = world.cells[at]
    base, stride = ROWS * LANES * cell.chunk, LANES * cell.room
    axis, widest, middle = 0, np.float32(_LEAST_APART), np.float32(0.0)
    found = False
    for row in range(3):
        low, high = np.float32(np.inf), np.float32(-np.inf)
        for i in range(base + row * stride, base + row * stride + cell.count):
            low, high = min(low, world.lanes[i]), max(high, world.lanes[i])
        if high - low > widest:
            found, axis, widest, middle = True, row, high - low, (low + high) / np.float32(2.0)
    if not found:
        return False
    half, first = world.used[0], base + axis * stride
    world.used[0] += 2
    above = 0
    for i in range(first, first + cell.count):
        above += world.lanes[i] >= middle
    _clear(world, half, at)
    _clear(world, half + 1, at)
    _make_room(world, half, cell.count - above)
    _make_room(world, half + 1, above)
    chunk, room, count = cell.chunk, cell.room, cell.count
    cell.axis, cell.middle, cell.half, cell.count, cell.room = axis, middle, half, 0, 0
    for i in range(count):
        side = half + (world.lanes[first + i] >= middle)
        _put_in(world, world.who[LANES * chunk + i], side)
    _spare_run(world, chunk, room)
    return True


@inlined
def _make_room(world: World, at: int, count: int) -> None:
    """In an empty leaf."""
    chunks = 1
    while LANES * chunks < count:
        chunks *= 2
    _move_to(world, at, _take_run(world, chunks), chunks)


@inlined
def _put_in(world: World, slot: int, at: int) -> None:
    """Into a leaf that has room."""
    cell = world.cells[at]
    world.flows[slot].lane = LANES * cell.chunk + cell.count
    cell.count += 1
    world.who[world.flows[slot].lane] = slot
    _write(world, slot)


@inlined
def _take_run(world: World, room: int) -> int:
    """A run of so many chunks, a power of two, for which there is room."""
    size = _logarithm(room)
    run = world.spare_runs[size]
    if run >= 0:
        world.spare_runs[size] = world.cell_at[run]
        return int(run)
    world.used[1] += room
    return int(world.used[1] - room)


@inlined
def _spare_run(world: World, run: int, room: int) -> None:
    size = _logarithm(room)
    world.cell_at[run] = world.spare_runs[size]
    world.spare_runs[size] = run


@inlined
def _move_to(world: World, at: int, run: int, room: int) -> None:
    """Give a leaf a longer run."""
    cell = world.cells[at]
    for i in range(cell.count):
        was, now = LANES * cell.chunk + i, LANES * run + i
        for row in range(ROWS):
            world.lanes[ROWS * LANES * run + row * LANES * room + i] = world.lanes[
                ROWS * LANES * cell.chunk + row * LANES * cell.room + i
            ]
        for row in range(2):
            world.gates[2 * LANES * run + row * LANES * room + i] = world.gates[
                2 * LANES * cell.chunk + row * LANES * cell.room + i
            ]
        world.who[now], world.facts[now] = world.who[was], world.facts[was]
        world.flows[world.who[now]].lane = now
    if cell.room:
        _spare_run(world, cell.chunk, cell.room)
    cell.chunk, cell.room = run, room
    for chunk in range(run, run + room):
        world.cell_at[chunk] = at


@inlined
def _logarithm(room: int) -> int:
    size = 0
    while (1 << size) < room:
        size += 1
    return size


@inlined
def lane_of(world: World, flow: Any, row: int) -> int:
    """Where a row has the flow's lane."""
    cell = world.cells[world.cell_at[flow.lane // LANES]]
    first = LANES * cell.chunk
    return int(ROWS * first + row * LANES * cell.room + flow.lane - first)


@inlined
def _write(world: World, slot: int) -> None:
    flow = world.flows[slot]
    world.lanes[lane_of(world, flow, X)] = flow.x
    world.lanes[lane_of(world, flow, Y)] = flow.y
    world.lanes[lane_of(world, flow, Z)] = flow.z
    at = world.cell_at[flow.lane // LANES]
    cell = world.cells[at]
    first = LANES * cell.chunk
    world.gates[first + flow.lane] = first_gate(flow)
    world.gates[first + LANES * cell.room + flow.lane] = second_gate(flow)
    facts = world.facts[flow.lane]
    facts.treatments, facts.months, facts.form = flow.treatments, flow.months, flow.form
    facts.status, facts.accepts, facts.certainty = flow.status, flow.accepts, flow.certainty
    facts.hazardous = flow.hazardous
    facts.eur = np.nextafter(np.float32(flow.eur), np.float32(np.inf))
    facts.kgco2e = np.nextafter(np.float32(flow.kgco2e), np.float32(np.inf))
    set_root(world, slot)
    set_floor(world, slot)
    _set_lost(world, slot)
    while at >= 0:
        cell = world.cells[at]
        for axis in range(3):
            cell.low[axis] = min(cell.low[axis], _along(flow, axis))
            cell.high[axis] = max(cell.high[axis], _along(flow, axis))
        at = cell.up


@inlined
def set_root(world: World, slot: int) -> None:
    """The flow's free quantity changed, or its lane."""
    flow = world.flows[slot]
    if flow.lane < 0:
        return
    free = max(0.0, float(flow.quantity - flow.taken))
    world.lanes[lane_of(world, flow, ROOT)] = sqrt(free)


@inlined
def set_floor(world: World, slot: int) -> None:
    """The floor of the flow's list changed, or its lane; a list may be one of ours no more, or is
    being made."""
    flow = world.flows[slot]
    if flow.lane < 0:
        return
    kept = flow.list_row >= 0 and not flow.marked
    floor = NOT_KEPT if not kept else float(world.lists[flow.list_row].floor_rank)
    world.lanes[lane_of(world, flow, FLOOR)] = floor
    at = world.cell_at[flow.lane // LANES]
    while at >= 0 and world.cells[at].floor > floor:
        world.cells[at].floor = floor
        at = world.cells[at].up


@inlined
def raise_floor(world: World, at: int, floor: Any) -> None:
    """No lane of a leaf is lower: let the cells above it know."""
    world.cells[at].floor = floor
    at = world.cells[at].up
    while at >= 0:
        cell = world.cells[at]
        lowest = min(world.cells[cell.half].floor, world.cells[cell.half + 1].floor)
        if lowest == cell.floor:
            break
        cell.floor = lowest
        at = cell.up


@inlined
def _set_lost(world: World, slot: int) -> None:
    flow, weights = world.flows[slot], world.least[0]
    lost, least = 0.0, np.inf
    if flow.output:
        side = 2 * flow.family + 1
        for i in range(world.side_start[side], world.side_start[side + 1]):
            route = world.side_route[i]
            untold = undeclared(world, flow, route)
            if untold < least:
                least, lost = untold, untold_loss(world, flow, route, weights)
    world.facts[flow.lane].untold = least if least < np.inf else 0.0
    world.lanes[lane_of(world, flow, LOST)] = lost
    world.lanes[lane_of(world, flow, ALL)] = lost + unsure_loss(flow, weights)


@compiled
def set_all_lost(world: World, count: int) -> None:
    """Weights or what routes check changed: what flows lose is another."""
    for slot in range(count):
        if world.flows[slot].lane >= 0:
            _set_lost(world, slot)


@compiled
def set_roots(world: World, slots: Any) -> None:
    """The free quantities of flows changed."""
    for slot in slots:
        set_root(world, slot)


@compiled
def set_floors(world: World, slots: Any) -> None:
    """The lists of flows are ours now, or no more."""
    for slot in slots:
        set_floor(world, slot)


@compiled
def take_away(world: World, slots: Any) -> None:
    """Flows are about to change; those that are nowhere stay so."""
    for slot in slots:
        if world.flows[slot].lane >= 0:
            _take_away(world, slot)


@inlined
def _take_away(world: World, slot: int) -> None:
    """Fill the flow's lane with the last one of its leaf."""
    flow = world.flows[slot]
    cell = world.cells[world.cell_at[flow.lane // LANES]]
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
