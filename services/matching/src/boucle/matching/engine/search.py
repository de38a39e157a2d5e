"""Compare a flow with everyone in reach, and refresh the lists that this changes. A bound drops
nearly all pairs: their score if all that a lane does not tell were perfect. It is in float32 and
never below the true rank; what passes is scored exactly."""

from typing import Any, Final

import numpy as np

from boucle.matching.engine.arrays.prefetch import fetch
from boucle.matching.engine.bounds import ScoreBound, bound_of, box_bound
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.holders import forget_last, last_holder, position
from boucle.matching.engine.index.lanes import set_floor
from boucle.matching.engine.index.tree import DEEPEST
from boucle.matching.engine.insertion import score_and_insert
from boucle.matching.engine.leaves import EVERYBODY, NOBODY, fetch_leaf, own_worst, scan_leaf
from boucle.matching.engine.lists import (
    NO_FLOOR,
    drop,
    empty,
    remember,
    seal,
    update_holders,
)
from boucle.matching.engine.offers import is_shut
from boucle.matching.engine.rows.exclusions import Gate, gate_of
from boucle.matching.engine.snapshots import touch
from boucle.matching.engine.world import World

_ZERO: Final = np.float32(0.0)
_AHEAD: Final = 3
"""Leaves that wait."""


@compiled
def withdraw(world: World, slots: Any) -> None:
    """Remove flows that are about to change from all lists."""
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
    """Remove the marked flows from these rows."""
    for row in rows:
        for i in range(world.lists[row].count - 1, -1, -1):
            if world.flows[world.partner[row, i]].marked:
                touch(world, row)
                drop(world, row, i)


@compiled
def enter(world: World, slots: Any) -> None:
    """Build the lists of changed flows and insert the flows in others' lists, except marked ones,
    which are rebuilt anyway. Then ``conclude`` the touched rows."""
    for slot in slots:
        row, seeds = world.flows[slot].list_row, 0
        if row >= 0:
            touch(world, row)
            seeds = remember(world, row)
            empty(world, row)
        if world.flows[slot].alive:
            part = slot
            while part >= 0:
                _seed(world, part, seeds)
                part = world.flows[part].next
            _scan(world, slot, True)
        if row >= 0:
            update_holders(world, row, seeds)


@compiled
def conclude(world: World, most: int) -> None:
    """Rebuild touched rows that may lack an entry (fewer than k above a floor, or a left-out
    partner), then publish. At most ``most`` rows, the last first."""
    for _ in range(min(most, world.ends[1])):
        world.ends[1] -= 1
        row = world.touched[world.ends[1]]
        at = world.lists[row]
        owner = world.flows[at.owner]
        k = world.settings[owner.territory].k
        if at.lacking or (at.count < k and at.floor_rank >= 0):
            at.capped = at.lacking = False
            at.floor_rank = NO_FLOOR  # what it has stays: it soon shuts out the others
            set_floor(world, at.owner)
            seeds = remember(world, row)
            _scan(world, at.owner, False)
            update_holders(world, row, seeds)
        at.shown, at.gives, at.touched = min(at.count, k), owner.output, False


@inlined
def _seed(world: World, slot: int, seeds: int) -> None:
    """Start the flow's list with its former partners, which exclude most others at once."""
    flow = world.flows[slot]
    side = 2 * flow.family + flow.output
    for i in range(seeds):
        fetch(world.flows, world.seeds[i], 1)
    for i in range(seeds):
        part = world.seeds[i]
        other = world.flows[part]
        if other.alive and other.output != flow.output:
            while part >= 0:
                other = world.flows[part]
                for j in range(world.side_start[side], world.side_start[side + 1]):
                    rule = world.routes[world.side_route[j]]
                    if other.family == (rule.input if flow.output else rule.output):
                        score_and_insert(world, slot, part, world.side_route[j], False, NOBODY)
                part = other.next


@compiled
def _scan(world: World, slot: int, others: bool) -> None:
    """Build the flow's own list from its entries; with ``others``, insert it in theirs."""
    part = slot
    while part >= 0:
        _scan_family(world, part, others)
        part = world.flows[part].next
    if world.flows[slot].list_row >= 0:
        seal(world, world.flows[slot].list_row)


@inlined
def _scan_family(world: World, slot: int, others: bool) -> None:
    flow = world.flows[slot]
    side = 2 * flow.family + flow.output
    for i in range(world.side_start[side], world.side_start[side + 1]):
        route = world.side_route[i]
        rule = world.routes[route]
        if not (flow.output and is_shut(world, flow, route)):
            first = world.first_cell[2 * rule.input if flow.output else 2 * rule.output + 1]
            if first >= 0:
                _scan_tree(world, slot, others, route, first)


@inlined
def _scan_tree(world: World, slot: int, others: bool, route: int, first: int) -> None:
    """Visit the better half first: its partners exclude the others. A leaf waits for its
    prefetch."""
    flow = world.flows[slot]
    bound, gate = bound_of(world, flow, route), gate_of(flow, world.routes[route])
    own = own_worst(world, flow)
    size, begun, found = _push(world, slot, first, 0, others, bound, gate, own), 0, 0
    while size > 0 or begun < found:
        own = own_worst(world, flow)
        if size > 0 and found - begun < _AHEAD:
            size -= 1
            at = world.stack[size]
            if world.tops[0, size] >= own or world.tops[1, size] >= _ZERO:
                cell = world.cells[at]
                if cell.axis < 0:
                    fetch_leaf(world, cell)
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
                scan_leaf(world, slot, others, route, world.stack[wait], bound, gate)


@inlined
def _push(
    world: World,
    slot: int,
    at: int,
    size: int,
    others: bool,
    bound: ScoreBound,
    gate: Gate,
    own: Any,
) -> int:
    """Push a cell to visit, if somebody in it may matter."""
    flow = world.flows[slot]
    weights = world.least[0] if flow.output else world.shares[flow.territory]
    best, bar = box_bound(world.cells[at], flow, weights, bound, gate)
    if not others:
        bar = EVERYBODY
    if best < own and bar < _ZERO:
        return size
    world.stack[size], world.tops[0, size], world.tops[1, size] = at, best, bar
    return size + 1


@inlined
def _swap(world: World, i: int) -> None:
    """Swap two pushed cells."""
    world.stack[i], world.stack[i + 1] = world.stack[i + 1], world.stack[i]
    for row in range(2):
        tops = world.tops[row]
        tops[i], tops[i + 1] = tops[i + 1], tops[i]
