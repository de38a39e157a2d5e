"""Compares a flow with everyone in reach, and mends the lists that this changes.

Nearly all pairs are put aside by a bound: what the pair would score if all that a lane does not
tell were perfect. It is in float32 and never below the true rank; who passes it is scored exactly.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from boucle.matching.engine.bounds import Bound, bound_of, box_bound, lost_apart, passes_again
from boucle.matching.engine.boxes import (
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
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.fetching import fetch
from boucle.matching.engine.gates import Gate, gate_of
from boucle.matching.engine.holders import forget_last, last_holder, position
from boucle.matching.engine.lanes import set_floor
from boucle.matching.engine.lists import (
    NO_FLOOR,
    drop,
    empty,
    remember,
    seal,
    tell_holders,
    worst,
)
from boucle.matching.engine.meeting import meet
from boucle.matching.engine.offers import is_shut
from boucle.matching.engine.pictures import touch
from boucle.matching.engine.places import DEEPEST
from boucle.matching.engine.world import World
from boucle.matching.engine.worth import Away, away_of

BLOCK: Final = 64
"""Lanes looked at in one go."""
_NOBODY: Final = np.float32(NOT_KEPT)
_NO_BIT: Final = np.uint32(0)
_EVERYBODY: Final = np.float32(-NOT_KEPT)
_ZERO: Final = np.float32(0.0)
_AHEAD: Final = 3
"""Leaves that wait."""


@compiled
def withdraw(world: World, slots: Any) -> None:
    """Take flows out of all lists that hold them, before they change."""
    for slot in slots:
        world.flows[slot].left = 0
        while world.flows[slot].held > 0:
            row = last_holder(world, slot)
            at = position(world, row, slot)
            if at >= 0:
                touch(world, row)
                drop(world, row, at)
            else:
                forget_last(world, slot)


@compiled
def forget(world: World, rows: Any) -> None:
    """Take the marked flows out of these rows."""
    for row in rows:
        for i in range(world.lists[row].count - 1, -1, -1):
            if world.flows[world.partner[row, i]].marked:
                touch(world, row)
                drop(world, row, i)


@compiled
def enter(world: World, slots: Any) -> None:
    """Build the lists of flows that changed, and put these into those of others; but not into those
    of marked flows, which are built anew anyhow. The rows touched are then to be concluded."""
    for slot in slots:
        row, seeds = world.flows[slot].list_row, 0
        if row >= 0:
            touch(world, row)
            seeds = remember(world, row)
            empty(world, row)
        if world.flows[slot].alive:
            _seed(world, slot, seeds)
            _scan(world, slot, True)
        if row >= 0:
            tell_holders(world, row, seeds)


@compiled
def conclude(world: World, most: int) -> None:
    """Of the rows touched, build anew those that may lack an entry (fewer than k above a floor);
    show. At most so many, the last first."""
    for _ in range(min(most, world.ends[1])):
        world.ends[1] -= 1
        row = world.touched[world.ends[1]]
        at = world.lists[row]
        owner = world.flows[at.owner]
        k = world.settings[owner.territory].k
        if at.count < k and at.floor_rank >= 0:
            at.floor_rank = NO_FLOOR  # what it has stays: it soon shuts out the others
            set_floor(world, at.owner)
            seeds = remember(world, row)
            _scan(world, at.owner, False)
            tell_holders(world, row, seeds)
        at.shown, at.gives, at.touched = min(at.count, k), owner.output, False


@inlined
def _seed(world: World, slot: int, seeds: int) -> None:
    """Begin the flow's list with partners of before: they shut out most others at a glance."""
    flow = world.flows[slot]
    side = 2 * flow.family + flow.output
    for i in range(seeds):
        fetch(world.flows, world.seeds[i], 1)
    for i in range(seeds):
        other = world.flows[world.seeds[i]]
        if other.alive and other.output != flow.output:
            for j in range(world.side_start[side], world.side_start[side + 1]):
                rule = world.routes[world.side_route[j]]
                if other.family == (rule.input if flow.output else rule.output):
                    meet(world, slot, world.seeds[i], world.side_route[j], False, _NOBODY)


@compiled
def _scan(world: World, slot: int, others: bool) -> None:
    """Build the flow's own list, on what it has; with ``others``, put it into theirs."""
    flow = world.flows[slot]
    side = 2 * flow.family + flow.output
    for i in range(world.side_start[side], world.side_start[side + 1]):
        route = world.side_route[i]
        rule = world.routes[route]
        if not (flow.output and is_shut(world, flow, route)):
            first = world.first_cell[2 * rule.input if flow.output else 2 * rule.output + 1]
            if first >= 0:
                _scan_tree(world, slot, others, route, first)
    if flow.list_row >= 0:
        seal(world, flow.list_row)


@inlined
def _scan_tree(world: World, slot: int, others: bool, route: int, first: int) -> None:
    """The better half first: it has the partners that shut out the others. A leaf waits until some
    more are found, while it comes from memory."""
    flow = world.flows[slot]
    bound, gate = bound_of(world, flow, route), gate_of(flow, world.routes[route])
    own = _own_worst(world, flow)
    size, begun, found = _push(world, slot, first, 0, others, bound, gate, own), 0, 0
    while size > 0 or begun < found:
        own = _own_worst(world, flow)
        if size > 0 and found - begun < _AHEAD:
            size -= 1
            at = world.stack[size]
            if world.tops[0, size] >= own or world.tops[1, size] >= _ZERO:
                cell = world.cells[at]
                if cell.axis < 0:
                    _fetch_leaf(world, cell)
                    wait = DEEPEST + found % _AHEAD
                    world.stack[wait], world.tops[0, wait] = at, world.tops[0, size]
                    world.tops[1, wait] = world.tops[1, size]
                    found += 1
                else:
                    before = size
                    for half in range(cell.half, cell.half + 2):
                        size = _push(world, slot, half, size, others, bound, gate, own)
                    if size == before + 2 and world.tops[0, before] > world.tops[0, before + 1]:
                        _swap(world, before)
        else:
            wait = DEEPEST + begun % _AHEAD
            begun += 1
            if world.tops[0, wait] >= own or world.tops[1, wait] >= _ZERO:
                _scan_leaf(world, slot, others, route, world.stack[wait], bound, gate)


@inlined
def _fetch_leaf(world: World, cell: Any) -> None:
    """What a glance looks at."""
    first, room = LANES * cell.chunk, LANES * cell.room
    fetch(world.lanes, ROWS * first, ROWS * room)
    fetch(world.gates, 2 * first, 2 * room)


@inlined
def _push(
    world: World, slot: int, at: int, size: int, others: bool, bound: Bound, gate: Gate, own: Any
) -> int:
    """Remember to look into a cell, if somebody in it may matter."""
    flow = world.flows[slot]
    weights = world.least[0] if flow.output else world.shares[flow.territory]
    best, bar = box_bound(world.cells[at], flow, weights, bound, gate)
    if not others:
        bar = _EVERYBODY
    if best < own and bar < _ZERO:
        return size
    world.stack[size], world.tops[0, size], world.tops[1, size] = at, best, bar
    return size + 1


@inlined
def _swap(world: World, i: int) -> None:
    """Two cells that are remembered one after the other."""
    world.stack[i], world.stack[i + 1] = world.stack[i + 1], world.stack[i]
    for row in range(2):
        tops = world.tops[row]
        tops[i], tops[i + 1] = tops[i + 1], tops[i]


@inlined
def _scan_leaf(
    world: World, slot: int, others: bool, route: int, at: int, bound: Bound, gate: Gate
) -> None:
    cell, flow = world.cells[at], world.flows[slot]
    weights = world.least[0] if flow.output else world.shares[flow.territory]
    there = away_of(cell, flow, bound.worth, weights)
    stride = LANES * cell.room
    for start in range(0, cell.count, BLOCK):
        many = min(BLOCK, cell.count - start)
        first = LANES * cell.chunk
        base = ROWS * first + start
        own = _own_worst(world, world.flows[slot])
        _glance(world, cell, start, many, bound, there, gate, own, _EVERYBODY if others else own)
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
            if passes_again(world, flow, facts, route, bound, place, margin):
                world.chosen[chosen] = world.who[first + start + i]
                world.floors[chosen] = world.lanes[lane + FLOOR * stride]
                fetch(world.flows, world.chosen[chosen], 1)
                chosen += 1
        for j in range(chosen):
            _fetch_qualities(world, route, world.flows[world.chosen[j]])
        for j in range(chosen):
            meet(world, slot, world.chosen[j], route, others, world.floors[j])
    if cell.stale:
        raise_bars(world, at)


@inlined
def _fetch_qualities(world: World, route: int, flow: Any) -> None:
    """What is compared with what a route checks."""
    checks = world.routes[route].checks
    if flow.quality > 0 and checks > 0:
        fetch(world.low, flow.quality, checks)
        fetch(world.high, flow.quality, checks)


@inlined
def _glance(
    world: World,
    cell: Any,
    start: int,
    many: int,
    bound: Bound,
    there: Away,
    gate: Gate,
    own: Any,
    least: Any,
) -> None:
    """By how many points each lane may beat the floor that it must, below zero if it can't."""
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
        apart, away = lost_apart(bound, there, x[i], y[i], z[i], root[i])
        top = bound.top - apart - max(min(floor[i], own), least)
        world.margin[BLOCK + i] = top
        top -= away + max(bound.full + lost[i], bound.part + unsure[i])
        passes = np.uint32(one[i] & gate.first) != _NO_BIT
        passes &= np.uint32(two[i] & gate.months) != _NO_BIT
        passes &= np.uint32(two[i] & gate.statuses) != _NO_BIT
        world.margin[i] = top if passes else _EVERYBODY


@inlined
def _own_worst(world: World, flow: Any) -> Any:
    """What a partner must reach to matter to the flow's own list."""
    return np.float32(worst(world, flow.list_row)) if flow.list_row >= 0 else _NOBODY
