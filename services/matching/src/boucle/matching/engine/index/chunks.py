"""Allocate runs of chunks, which hold the flows of leaves, in few sizes that are reused."""

from typing import Any, Final

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.index.cells import LANES, ROWS
from boucle.matching.engine.world import World

LEAF: Final = 8
"""Chunks of a leaf that is split when full, unless all its flows are alike."""


@inlined
def more(room: int) -> int:
    """Return the next size, only a little larger: unused room costs memory."""
    return room + 1 if room < LEAF else 2 * room


@inlined
def fitting(count: int) -> int:
    """Return the least run for a count, of the sizes that ``more`` makes."""
    room = -(-count // LANES)
    if room > LEAF:
        size = 2 * LEAF
        while size < room:
            size *= 2
        room = size
    return int(room)


@inlined
def copy(world: World, chunk: int, room: int, lane: int, other: Any) -> None:
    """Copy a lane of a run to the last one of a leaf."""
    first, stride = LANES * chunk, LANES * room
    to, its = LANES * other.chunk, LANES * other.room
    i, j = lane - first, other.count - 1
    for row in range(ROWS):
        world.lanes[ROWS * to + row * its + j] = world.lanes[ROWS * first + row * stride + i]
    for row in range(2):
        world.gates[2 * to + row * its + j] = world.gates[2 * first + row * stride + i]
    world.who[to + j], world.facts[to + j] = world.who[lane], world.facts[lane]
    world.flows[world.who[lane]].lane = to + j


@inlined
def _take_run(world: World, room: int) -> int:
    """Take a run of chunks, for which there is room."""
    size = _size(room)
    run = world.spare_runs[size]
    if run >= 0:
        world.spare_runs[size] = world.cell_at[run]
        return int(run)
    world.used[1] += room
    return int(world.used[1] - room)


@inlined
def spare_run(world: World, run: int, room: int) -> None:
    size = _size(room)
    world.cell_at[run] = world.spare_runs[size]
    world.spare_runs[size] = run


@inlined
def _size(room: int) -> int:
    """Return the index of a size that ``more`` makes."""
    size = room
    if room > LEAF:
        size = LEAF
        while (LEAF << (size - LEAF)) < room:
            size += 1
    return size


@inlined
def move_to(world: World, at: int, room: int) -> None:
    cell, was = world.cells[at], world.cells[at].chunk
    run, old, count = _take_run(world, room), cell.room, cell.count
    cell.chunk, cell.room = run, room
    for i in range(count):
        cell.count = i + 1
        copy(world, was, old, LANES * was + i, cell)
    if old:
        spare_run(world, was, old)
    for chunk in range(run, run + room):
        world.cell_at[chunk] = at
