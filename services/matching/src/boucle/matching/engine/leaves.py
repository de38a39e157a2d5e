"""Compare a flow with those in a leaf: lanes first, then facts, then the exact score."""

from typing import Any, Final

import numpy as np

from boucle.matching.engine.arrays.prefetch import fetch
from boucle.matching.engine.bounds import ScoreBound, pair_loss, passes_closely
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.index.cells import (
    ALL,
    FLOOR,
    LANES,
    LOST,
    NOT_KEPT,
    ROOT,
    ROWS,
    X,
    Y,
    Z,
    raise_bars,
)
from boucle.matching.engine.insertion import score_and_insert
from boucle.matching.engine.lists import (
    worst,
)
from boucle.matching.engine.rows.exclusions import Gate
from boucle.matching.engine.value import CellLoss, cell_loss
from boucle.matching.engine.world import World

BLOCK: Final = 64
"""Lanes looked at in one go."""
NOBODY: Final = np.float32(NOT_KEPT)
_NO_BIT: Final = np.uint32(0)
EVERYBODY: Final = np.float32(-NOT_KEPT)
_ZERO: Final = np.float32(0.0)


@inlined
def fetch_leaf(world: World, cell: Any) -> None:
    """Prefetch what ``_bound_lanes`` reads."""
    first, room = LANES * cell.chunk, LANES * cell.room
    fetch(world.lanes, ROWS * first, ROWS * room)
    fetch(world.gates, 2 * first, 2 * room)


@inlined
def scan_leaf(
    world: World, slot: int, others: bool, route: int, at: int, bound: ScoreBound, gate: Gate
) -> None:
    cell, flow = world.cells[at], world.flows[slot]
    weights = world.least[0] if flow.output else world.shares[flow.territory]
    there = cell_loss(cell, flow, bound.value, weights)
    stride = LANES * cell.room
    for start in range(0, cell.count, BLOCK):
        many = min(BLOCK, cell.count - start)
        first = LANES * cell.chunk
        base = ROWS * first + start
        own = own_worst(world, world.flows[slot])
        _bound_lanes(
            world, cell, start, many, bound, there, gate, own, EVERYBODY if others else own
        )
        passed = 0
        for i in range(many):
            if world.margin[i] >= _ZERO:
                world.chosen[passed] = i
                passed += 1
                fetch(world.facts, first + start + i, 1)
                fetch(world.who, first + start + i, 1)
        chosen = 0
        for j in range(passed):
            i = world.chosen[j]
            facts, lane = world.facts[first + start + i], base + i
            x, y, z = lane + X * stride, lane + Y * stride, lane + Z * stride
            place = (world.lanes[x], world.lanes[y], world.lanes[z])
            margin = world.margin[BLOCK + i]
            if passes_closely(world, flow, facts, route, bound, place, margin):
                world.chosen[chosen] = world.who[first + start + i]
                world.floors[chosen] = world.lanes[lane + FLOOR * stride]
                fetch(world.flows, world.chosen[chosen], 1)
                chosen += 1
        for j in range(chosen):
            _fetch_qualities(world, route, world.flows[world.chosen[j]])
        for j in range(chosen):
            score_and_insert(world, slot, world.chosen[j], route, others, world.floors[j])
    if cell.stale:
        raise_bars(world, at)


@inlined
def _fetch_qualities(world: World, route: int, flow: Any) -> None:
    """Prefetch the qualities that a route checks."""
    checks = world.routes[route].checks
    if flow.quality > 0 and checks > 0:
        fetch(world.low, flow.quality, checks)
        fetch(world.high, flow.quality, checks)


@inlined
def _bound_lanes(
    world: World,
    cell: Any,
    start: int,
    many: int,
    bound: ScoreBound,
    there: CellLoss,
    gate: Gate,
    own: Any,
    least: Any,
) -> None:
    """Compute by how many points each lane may beat the required floor; negative if it cannot."""
    stride = LANES * cell.room
    base = ROWS * LANES * cell.chunk + start
    x = world.lanes[base + X * stride : base + X * stride + many]
    y = world.lanes[base + Y * stride : base + Y * stride + many]
    z = world.lanes[base + Z * stride : base + Z * stride + many]
    root = world.lanes[base + ROOT * stride : base + ROOT * stride + many]
    floor = world.lanes[base + FLOOR * stride : base + FLOOR * stride + many]
    lost = world.lanes[base + LOST * stride : base + LOST * stride + many]
    unsure = world.lanes[base + ALL * stride : base + ALL * stride + many]
    base = 2 * LANES * cell.chunk + start
    one = world.gates[base : base + many]
    two = world.gates[base + stride : base + stride + many]
    for i in range(many):
        loss, away = pair_loss(bound, there, x[i], y[i], z[i], root[i])
        top = bound.top - loss - max(min(floor[i], own), least)
        world.margin[BLOCK + i] = top
        top -= away + max(bound.full + lost[i], bound.part + unsure[i])
        passes = np.uint32(one[i] & gate.first) != _NO_BIT
        passes &= np.uint32(two[i] & gate.months) != _NO_BIT
        passes &= np.uint32(two[i] & gate.statuses) != _NO_BIT
        world.margin[i] = top if passes else EVERYBODY


@inlined
def own_worst(world: World, flow: Any) -> Any:
    """Return the rank that a partner must reach to enter the flow's own list."""
    row = world.flows[flow.main].list_row
    return np.float32(worst(world, row)) if row >= 0 else NOBODY
