"""Summarise the flows of a cell in a box, and choose where a full leaf is split. A box may be wider
than its content, never narrower."""

from typing import Any, Final

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.world import World
from boucle.matching.scoring.inputs import ALWAYS
from boucle.matching.scoring.rules import EARTH_KM

LANES: Final = 8
ROWS: Final = 7
X, Y, Z, ROOT, FLOOR, LOST, ALL = range(ROWS)
"""The rows of a run: unit vector, square root of the free quantity, floor of the flow's list,
points that the flow loses with whatever partner: by what only an offer tells, and in all."""
NOT_KEPT: Final = 1e9
"""The floor of a list that is not ours: nothing beats it."""
BOX: Final = 4
"""Of the rows, the first so many have a box."""
CELL: Final = np.dtype(
    [
        ("low", np.float32, (BOX,)),
        ("high", np.float32, (BOX,)),
        ("lost", np.float32),
        ("all", np.float32),
        ("floor", np.float32),
        ("bar", np.float32),
        ("bar_all", np.float32),
        ("one", np.uint32),
        ("two", np.uint32),
        ("eur", np.float32),
        ("kgco2e", np.float32),
        ("months", np.uint16),
        ("unpriced", np.bool_),
        ("usual", np.bool_),
        ("stale", np.bool_),
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
"""``low``, ``high``: a box around all, by the first rows. ``lost``, ``all``, ``floor``: no lane's
is lower; ``bar``, ``bar_all``: nor is floor and lost, floor and all, together. ``one``, ``two``:
bits that some lane's gates have. ``eur``, ``kgco2e``: the most known; ``unpriced``, ``usual``: of
some lane the one, the other is unknown. ``months``: declared by all. ``stale``: some lane's
floor rose since. ``half``: the cell below ``middle`` on ``axis``, the next is the one above; a leaf
has axis -1, and its ``count`` flows in ``room`` chunks from ``chunk`` on. ``up``: the cell it is a
half of, or -1."""
MONTHS, SURE = 6, 5
AXES: Final = 7
"""A leaf is split by one of the first rows, by LOST (in FLOOR's place), by ALL less LOST (SURE), or
by how many months its flows tell."""
_NOBODY: Final = np.float32(NOT_KEPT)


@inlined
def along(flow: Any, lost: Any, unsure: Any, axis: int) -> Any:
    """Return a flow's coordinate on an axis."""
    if axis < ROOT:
        place = flow.x if axis == X else flow.y if axis == Y else flow.z
        return np.float32(place)
    if axis == ROOT:
        return np.float32(np.sqrt(max(0.0, float(flow.quantity - flow.taken))))
    if axis == MONTHS:
        count = 0
        for month in range(12):
            count += flow.months >> month & 1
        return np.float32(count)
    return np.float32(unsure if axis == SURE else lost)


@inlined
def clear(world: World, at: int, up: int) -> None:
    """Make an empty leaf."""
    cell = world.cells[at]
    cell.axis, cell.up = -1, up
    cell.chunk, cell.room, cell.count = 0, 0, 0
    clear_box(cell)


@inlined
def clear_box(cell: Any) -> None:
    """Empty a cell's box."""
    for row in range(BOX):
        cell.low[row], cell.high[row] = np.inf, -np.inf
    cell.lost = cell.all = cell.floor = cell.bar = cell.bar_all = _NOBODY
    cell.one = cell.two = np.uint32(0)
    cell.eur = cell.kgco2e = -np.inf
    cell.months = ALWAYS
    cell.unpriced = cell.usual = cell.stale = False


@inlined
def take_in(world: World, cell: Any, leaf: Any, lane: int) -> None:
    """Extend the cell's box by a lane of a leaf."""
    first, stride = LANES * leaf.chunk, LANES * leaf.room
    base = ROWS * first + lane - first
    for row in range(BOX):
        value = world.lanes[base + row * stride]
        cell.low[row], cell.high[row] = min(cell.low[row], value), max(cell.high[row], value)
    floor, lost = world.lanes[base + FLOOR * stride], world.lanes[base + LOST * stride]
    unsure = world.lanes[base + ALL * stride]
    cell.lost, cell.all = min(cell.lost, lost), min(cell.all, unsure)
    cell.floor = min(cell.floor, floor)
    cell.bar, cell.bar_all = min(cell.bar, floor + lost), min(cell.bar_all, floor + unsure)
    gates = 2 * first + lane - first
    cell.one = np.uint32(cell.one | world.gates[gates])
    cell.two = np.uint32(cell.two | world.gates[gates + stride])
    facts = world.facts[lane]
    cell.months &= facts.months
    if np.isnan(facts.eur):
        cell.unpriced = True
    else:
        cell.eur = max(cell.eur, facts.eur)
    if np.isnan(facts.kgco2e):
        cell.usual = True
    else:
        cell.kgco2e = max(cell.kgco2e, facts.kgco2e)


@inlined
def stretch(world: World, at: int, lane: int) -> None:
    """Extend the boxes above a new or changed lane."""
    leaf = world.cells[at]
    while at >= 0:
        cell = world.cells[at]
        take_in(world, cell, leaf, lane)
        at = cell.up


@inlined
def fit(world: World, at: int) -> None:
    """Narrow the box of a leaf that a flow left, and those above it."""
    leaf = world.cells[at]
    clear_box(leaf)
    first = LANES * leaf.chunk
    for lane in range(first, first + leaf.count):
        take_in(world, leaf, leaf, lane)
    at = leaf.up
    while at >= 0:
        _join(world, at)
        at = world.cells[at].up


@inlined
def _join(world: World, at: int) -> None:
    """Set a cell's box to those of its halves."""
    cell = world.cells[at]
    below, above = world.cells[cell.half], world.cells[cell.half + 1]
    for row in range(BOX):
        cell.low[row] = min(below.low[row], above.low[row])
        cell.high[row] = max(below.high[row], above.high[row])
    cell.lost, cell.all = min(below.lost, above.lost), min(below.all, above.all)
    cell.one, cell.two = np.uint32(below.one | above.one), np.uint32(below.two | above.two)
    cell.eur, cell.kgco2e = max(below.eur, above.eur), max(below.kgco2e, above.kgco2e)
    cell.unpriced, cell.usual = below.unpriced | above.unpriced, below.usual | above.usual
    cell.months = below.months & above.months
    _join_bars(cell, below, above)


@inlined
def _join_bars(cell: Any, below: Any, above: Any) -> None:
    cell.floor = min(below.floor, above.floor)
    cell.bar, cell.bar_all = min(below.bar, above.bar), min(below.bar_all, above.bar_all)


@inlined
def raise_bars(world: World, at: int) -> None:
    """Update a leaf and the cells above it after floors rose."""
    leaf = world.cells[at]
    first, stride = LANES * leaf.chunk, LANES * leaf.room
    floors = ROWS * first + FLOOR * stride
    least = least_bar = least_all = _NOBODY
    for i in range(floors, floors + leaf.count):
        floor = world.lanes[i]
        least = min(least, floor)
        least_bar = min(least_bar, floor + world.lanes[i + (LOST - FLOOR) * stride])
        least_all = min(least_all, floor + world.lanes[i + (ALL - FLOOR) * stride])
    leaf.floor, leaf.bar, leaf.bar_all, leaf.stale = least, least_bar, least_all, False
    at = leaf.up
    while at >= 0:
        cell = world.cells[at]
        floor, bar, bar_all = cell.floor, cell.bar, cell.bar_all
        _join_bars(cell, world.cells[cell.half], world.cells[cell.half + 1])
        if cell.floor == floor and cell.bar == bar and cell.bar_all == bar_all:
            break
        at = cell.up


@inlined
def widest(world: World, at: int) -> tuple[int, Any]:
    """Return the axis along which a leaf's flows differ by most points, and its middle; -1 for
    none."""
    leaf, weights = world.cells[at], world.least[0]
    first, stride = LANES * leaf.chunk, LANES * leaf.room
    base, count = ROWS * first - first, float(leaf.count)
    best, axis, middle = 0.0, -1, np.float32(0.0)
    side = world.flows[world.who[first]]
    a_place = weights.distance * 2000.0 * EARTH_KM / _reach(world, 2 * side.family + side.output)
    for each in range(AXES):
        total = squares = 0.0
        low, high = np.float32(np.inf), np.float32(-np.inf)
        for lane in range(first, first + leaf.count):
            lost = world.lanes[base + LOST * stride + lane]
            unsure = world.lanes[base + ALL * stride + lane] - lost
            here = along(world.flows[world.who[lane]], lost, unsure, each)
            low, high = min(low, here), max(high, here)
            total, squares = total + float(here), squares + float(here) * float(here)
        mean = total / count
        spread = max(0.0, squares / count - mean * mean)
        points = 1.0
        if each < ROOT:
            points = a_place
        elif each == ROOT:
            points = weights.quantity * 10_000.0 / max(1.0, mean)
        elif each == MONTHS:
            points = weights.season * 10_000.0 / 12.0
        half = np.float32(mean)
        if low < half and half <= high and spread * points * points > best:
            best, axis, middle = spread * points * points, each, half
    return (axis, middle) if best > _LEAST_APART else (-1, middle)


_LEAST_APART: Final = 1e-4
"""Points, squared: a leaf no wider is not split."""


@inlined
def _reach(world: World, side: int) -> float:
    """Return the mean reach of a side's routes."""
    total, routes = 0.0, 0
    for i in range(world.side_start[side], world.side_start[side + 1]):
        total += world.routes[world.side_route[i]].reach
        routes += 1
    return total / routes if routes else 100.0
