"""Where flows are: family x side x cell of a cube grid on unit vectors (no seam, no poles).

A cell's flows lie one after another in a run of chunks, a power of two long, each of eight lanes; a
lane has what tells at a glance that two flows are too far apart, too unlike in quantity, or no
match for a list's worst entry.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any, Final

import numpy as np

from boucle.matching.engine import hashing
from boucle.matching.engine.bounds import unsure_loss, untold_loss
from boucle.matching.engine.columns import Array
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.hashing import find
from boucle.matching.engine.world import World
from boucle.matching.scoring.rules import EARTH_KM, STOP, Rules

LANES: Final = 8
X, Y, Z, ROOT, FLOOR, LOST, ALL = range(7)
"""The rows of a chunk: unit vector, square root of the free quantity, floor of the flow's list,
points that the flow loses with whatever partner: by what only an offer tells, and in all."""
NOT_KEPT: Final = 1e9
"""The floor of a list that is not ours: nothing beats it."""
CELL: Final = np.dtype(
    [
        ("low", np.float32, (3,)),
        ("high", np.float32, (3,)),
        ("floor", np.float32),
        ("chunk", np.int32),
        ("room", np.int32),
        ("count", np.int32),
        ("next", np.int32),
    ],
    align=True,
)
"""``low``, ``high``: a box around all that was ever there. ``floor``: no lane's is lower.
``chunk``: the first of ``room``; ``count``: flows; ``next``: another cell of the side."""
FACTS: Final = np.dtype(
    [
        ("treatments", np.uint32),
        ("months", np.uint16),
        ("form", np.uint16),
        ("status", np.uint8),
        ("accepts", np.uint8),
        ("certainty", np.uint8),
        ("hazardous", np.bool_),
        ("priced", np.bool_),
    ]
)
"""Of a lane's flow, what a second glance looks at. ``priced``: ``eur`` is declared."""
_SHIFT: Final = 4096
_HALF: Final = 2048
LEAST_CELL_KM: Final = 10.0
MOST_CELL_KM: Final = 80.0
_ACROSS: Final = 8


class Places:
    """``first_cell`` by side (family x 2 + output); ``cell_km`` by side: how wide its cells are.

    ``cell_at``: the cell of a chunk; of a spare run's first chunk, the next spare run as long.
    ``spare_runs`` by the logarithm of their length; ``used``: cells and chunks.
    """

    def __init__(self, cell_km: Array) -> None:
        self._units = EARTH_KM / cell_km
        self.cells: Array = np.zeros(64, CELL)
        self.cell_of = hashing.empty()
        self.first_cell: Array = np.full(len(cell_km), -1, np.int32)
        self.cell_at: Array = np.zeros(64, np.int32)
        self.lanes: Array = np.zeros((64, 7, LANES), np.float32)
        self.facts: Array = np.zeros((64, LANES), FACTS)
        self.who: Array = np.zeros((64, LANES), np.int32)
        self.spare_runs: Array = np.full(32, -1, np.int32)
        self.used: Array = np.zeros(2, np.int32)

    def reserve_cells(self, flows: int) -> None:
        """Room for that many flows more, wherever they are."""
        used = int(self.used[0])
        if used + flows > len(self.cells):
            self.cells.resize(used * 9 // 8 + flows, refcheck=False)
        self.cell_of = hashing.roomy(self.cell_of, used, flows)

    def reserve_chunks(self, more: int) -> None:
        """Room for a longer run."""
        size = int(self.used[1]) * 9 // 8 + more
        self.cell_at.resize(size, refcheck=False)
        self.lanes.resize((size, 7, LANES), refcheck=False)
        self.facts.resize((size, LANES), refcheck=False)
        self.who.resize((size, LANES), refcheck=False)

    def add(self, world: Callable[[], World], slots: Array) -> None:
        """Flows written since they were last taken away."""
        self.reserve_cells(len(slots))
        done, wanted = _add(world(), self._units, slots, 0)
        while done < len(slots):
            self.reserve_chunks(wanted)
            done, wanted = _add(world(), self._units, slots, done)

    def members(self, world: World, side: int) -> Array:
        """Every slot of a side."""
        found: Array = np.empty(self.who.size, np.int32)
        return found[: _members(world, side, found)]

    @property
    def nbytes(self) -> int:
        arrays = (self.cells, self.cell_of, self.cell_at, self.lanes, self.facts, self.who)
        return sum(each.nbytes for each in arrays)


def cell_sizes(rules: Rules) -> Array:
    """By side, in km: some cells across the radius in which its flows are looked for."""
    sizes = np.full(2 * len(rules.catalogue.families), MOST_CELL_KM)
    for route in rules.routes:
        size = min(max(STOP * route.reach_km / _ACROSS, LEAST_CELL_KM), MOST_CELL_KM)
        for side in (2 * route.output + 1, 2 * route.input):
            sizes[side] = min(sizes[side], size)
    return sizes


@compiled
def _add(world: World, units: Any, slots: Any, start: int) -> tuple[int, int]:
    """How many are done, and what room in chunks the next one wants."""
    for i in range(start, len(slots)):
        flow = world.flows[slots[i]]
        side = 2 * flow.family + flow.output
        at = _cell(world, side, units[side], flow)
        cell = world.cells[at]
        if cell.count == LANES * cell.room:
            run = _take_run(world, max(1, 2 * cell.room))
            if run < 0:
                return i, max(1, 2 * cell.room)
            _move_to(world, at, run)
        flow.lane = LANES * cell.chunk + cell.count
        cell.count += 1
        world.who[flow.lane // LANES, flow.lane % LANES] = slots[i]
        _write(world, slots[i])
    return len(slots), 0


@inlined
def _take_run(world: World, room: int) -> int:
    """A run of so many chunks, a power of two; -1 when there is no room."""
    size = _logarithm(room)
    run = world.spare_runs[size]
    if run >= 0:
        world.spare_runs[size] = world.cell_at[run]
        return int(run)
    if world.used[1] + room > len(world.cell_at):
        return -1
    world.used[1] += room
    return int(world.used[1] - room)


@inlined
def _move_to(world: World, at: int, run: int) -> None:
    """Double a cell's room."""
    cell = world.cells[at]
    for chunk in range(cell.room):
        for lane in range(LANES):
            for row in range(7):
                world.lanes[run + chunk, row, lane] = world.lanes[cell.chunk + chunk, row, lane]
            slot = world.who[cell.chunk + chunk, lane]
            world.who[run + chunk, lane] = slot
            world.facts[run + chunk, lane] = world.facts[cell.chunk + chunk, lane]
            world.flows[slot].lane = LANES * (run + chunk) + lane
    if cell.room:
        size = _logarithm(cell.room)
        world.cell_at[cell.chunk] = world.spare_runs[size]
        world.spare_runs[size] = cell.chunk
    for chunk in range(run + cell.room, run + max(1, 2 * cell.room)):
        world.lanes[chunk, FLOOR, :] = NOT_KEPT
    cell.chunk, cell.room = run, max(1, 2 * cell.room)
    for chunk in range(cell.room):
        world.cell_at[run + chunk] = at


@inlined
def _logarithm(room: int) -> int:
    size = 0
    while (1 << size) < room:
        size += 1
    return size


@inlined
def _write(world: World, slot: int) -> None:
    flow = world.flows[slot]
    chunk, lane = flow.lane // LANES, flow.lane % LANES
    lanes = world.lanes[chunk]
    lanes[X, lane], lanes[Y, lane], lanes[Z, lane] = flow.x, flow.y, flow.z
    set_root(world, slot)
    set_floor(world, slot)
    _set_lost(world, slot)
    facts = world.facts[chunk, lane]
    facts.treatments, facts.months, facts.form = flow.treatments, flow.months, flow.form
    facts.status, facts.accepts, facts.certainty = flow.status, flow.accepts, flow.certainty
    facts.hazardous, facts.priced = flow.hazardous, not np.isnan(flow.eur)
    cell = world.cells[world.cell_at[chunk]]
    for axis in range(3):
        cell.low[axis] = min(cell.low[axis], lanes[axis, lane])
        cell.high[axis] = max(cell.high[axis], lanes[axis, lane])


@inlined
def set_root(world: World, slot: int) -> None:
    """The flow's free quantity changed, or its lane."""
    flow = world.flows[slot]
    if flow.lane < 0:
        return
    free = max(0.0, float(flow.quantity - flow.taken))
    world.lanes[flow.lane // LANES, ROOT, flow.lane % LANES] = sqrt(free)


@inlined
def set_floor(world: World, slot: int) -> None:
    """The floor of the flow's list changed, or its lane; a list may be one of ours no more."""
    flow = world.flows[slot]
    if flow.lane < 0:
        return
    floor = NOT_KEPT if flow.list_row < 0 else float(world.lists[flow.list_row].floor_rank)
    chunk = flow.lane // LANES
    world.lanes[chunk, FLOOR, flow.lane % LANES] = floor
    cell = world.cells[world.cell_at[chunk]]
    cell.floor = min(cell.floor, np.float32(floor))


@inlined
def _set_lost(world: World, slot: int) -> None:
    flow, weights = world.flows[slot], world.least[0]
    lost = 0.0
    if flow.output:
        side = 2 * flow.family + 1
        least = np.inf
        for i in range(world.side_start[side], world.side_start[side + 1]):
            least = min(least, untold_loss(world, flow, world.side_route[i], weights))
        lost = least if least < np.inf else 0.0
    chunk, lane = flow.lane // LANES, flow.lane % LANES
    world.lanes[chunk, LOST, lane] = lost
    world.lanes[chunk, ALL, lane] = lost + unsure_loss(flow, weights)


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
    """Fill the flow's lane with the last one of its cell."""
    flow = world.flows[slot]
    hole, lane = flow.lane // LANES, flow.lane % LANES
    cell = world.cells[world.cell_at[hole]]
    cell.count -= 1
    first, last = cell.chunk + cell.count // LANES, cell.count % LANES
    moved = world.who[first, last]
    for row in range(7):
        world.lanes[hole, row, lane] = world.lanes[first, row, last]
    world.lanes[first, FLOOR, last] = NOT_KEPT
    world.who[hole, lane] = moved
    world.facts[hole, lane] = world.facts[first, last]
    world.flows[moved].lane = flow.lane
    flow.lane = -1


@inlined
def _cell(world: World, side: int, unit: float, flow: Any) -> int:
    key = _key(side, unit, flow)
    entry = world.cell_of[find(world.cell_of, key)]
    if entry.key == -1:
        entry.key, entry.value = key, world.used[0]
        world.used[0] += 1
        cell = world.cells[entry.value]
        cell.low[:] = np.inf
        cell.high[:] = -np.inf
        cell.floor, cell.chunk, cell.room, cell.count = NOT_KEPT, 0, 0, 0
        cell.next = world.first_cell[side]
        world.first_cell[side] = entry.value
    return int(entry.value)


@inlined
def _key(side: int, unit: float, flow: Any) -> int:
    x = int(np.floor(flow.x * unit)) + _HALF
    y = int(np.floor(flow.y * unit)) + _HALF
    z = int(np.floor(flow.z * unit)) + _HALF
    return ((side * _SHIFT + x) * _SHIFT + y) * _SHIFT + z


@compiled
def _members(world: World, side: int, found: Any) -> int:
    count = 0
    cell = world.first_cell[side]
    while cell >= 0:
        for i in range(world.cells[cell].count):
            found[count] = world.who[world.cells[cell].chunk + i // LANES, i % LANES]
            count += 1
        cell = world.cells[cell].next
    return count
