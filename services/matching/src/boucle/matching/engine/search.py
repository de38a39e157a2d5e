"""Compares a flow with everyone in reach, and mends the lists that this changes.

Nearly all pairs are put aside by a bound: what the pair would score if all that a lane does not
tell were perfect. It is in float32 and never below the true rank; who passes it is scored exactly.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from boucle.matching.engine.bounds import Bound, bound_of, lost_apart, may_matter, second_loss
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.hashing import find
from boucle.matching.engine.kernel import is_typical, score_pair
from boucle.matching.engine.lists import beats_floor, clear, drop, insert, position
from boucle.matching.engine.pictures import touch
from boucle.matching.engine.places import ALL, FLOOR, LANES, LOST, NOT_KEPT, ROOT, X, Y, Z
from boucle.matching.engine.world import World
from boucle.matching.scoring.assess import DECLARED_FIRST

COMPARE: Final = np.int64(0)
"""Build the flow's own list, and put it into those of others."""
BUILD: Final = np.int64(1)
"""Build its own list only."""
LEAVE: Final = np.int64(2)
"""Take it out of the lists of others, where its score of now has put it."""
SWEEP: Final = np.int64(3)
"""Take it out of the lists of others, anywhere in reach."""

_NOBODY: Final = np.float32(NOT_KEPT)


@compiled
def withdraw(world: World, slots: Any) -> None:
    """Take flows out of all lists that hold them, before they change."""
    for slot in slots:
        if world.flows[slot].held > 0:
            _scan(world, slot, LEAVE)
        if world.flows[slot].held > 0:  # scores of before a change of settings: anywhere in reach
            _scan(world, slot, SWEEP)


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
        row = world.flows[slot].list_row
        if row >= 0:
            touch(world, row)
            clear(world, row)
    for slot in slots:
        if world.flows[slot].alive:
            _scan(world, slot, COMPARE)


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
            clear(world, row)
            _scan(world, at.owner, BUILD)
        at.shown, at.gives, at.touched = min(at.count, k), owner.output, False


@compiled
def _scan(world: World, slot: int, task: Any) -> None:
    flow = world.flows[slot]
    side = 2 * flow.family + flow.output
    for i in range(world.side_start[side], world.side_start[side + 1]):
        route = world.side_route[i]
        bound = bound_of(world, flow, route, task == SWEEP)
        rule = world.routes[route]
        cell = world.first_cell[2 * rule.input if flow.output else 2 * rule.output + 1]
        while cell >= 0:
            floor = min(world.cells[cell].floor, _own_floor(world, flow, task))
            if may_matter(world.cells[cell], bound, floor):
                _scan_cell(world, slot, task, route, cell, bound)
            cell = world.cells[cell].next
        if task >= LEAVE and flow.held == 0:
            break


@inlined
def _scan_cell(world: World, slot: int, task: Any, route: int, cell: int, bound: Bound) -> None:
    floor = _NOBODY
    start, count = world.cells[cell].chunk, world.cells[cell].count
    for chunk in range(start, start + (count + LANES - 1) // LANES):
        lanes, worst = world.lanes[chunk], _own_floor(world, world.flows[slot], task)
        hits = 0
        for i in range(LANES):
            lost = lost_apart(bound, lanes[X, i], lanes[Y, i], lanes[Z, i], lanes[ROOT, i])
            world.lost[i] = lost
            top = bound.top - lost - max(bound.full + lanes[LOST, i], bound.part + lanes[ALL, i])
            hits += (top >= lanes[FLOOR, i]) | (top >= worst)
            floor = min(floor, lanes[FLOOR, i])
        if hits:
            full = min(LANES, count - LANES * (chunk - start))
            _scan_chunk(world, slot, task, route, chunk, bound, worst, full)
    world.cells[cell].floor = floor


@inlined
def _scan_chunk(
    world: World, slot: int, task: Any, route: int, chunk: int, bound: Bound, worst: Any, full: int
) -> None:
    """The second glance, and the meeting. The first ``full`` lanes are somebody's."""
    flow, lanes = world.flows[slot], world.lanes[chunk]
    for i in range(full):
        top = bound.top - world.lost[i]
        top -= max(bound.full + lanes[LOST, i], bound.part + lanes[ALL, i])
        least = min(lanes[FLOOR, i], worst)
        if top >= least:
            facts = world.facts[chunk, i]
            top = bound.top - world.lost[i] - second_loss(world, flow, facts, route, bound)
            if top >= least and task >= LEAVE:
                _leave(world, slot, world.who[chunk, i])
            elif top >= least:
                _meet(world, slot, world.who[chunk, i], route, task)


@inlined
def _leave(world: World, slot: int, other: int) -> None:
    row = world.flows[other].list_row
    if row >= 0:
        i = position(world, row, slot)
        if i >= 0:
            touch(world, row)
            drop(world, row, i)


@inlined
def _meet(world: World, slot: int, other: int, route: int, task: Any) -> None:
    me, near = world.flows[slot], world.flows[other]
    offer, need = (slot, other) if me.output else (other, slot)
    score = score_pair(world, offer, need, route)
    if score < 0 or (me.lived and near.lived and _barred(world, offer, need)):
        return
    rank = score if is_typical(me, near) else score + DECLARED_FIRST
    row = me.list_row
    if row >= 0 and _belongs(world, me, other, score, rank):
        insert(world, row, other, rank)
    row = near.list_row
    wanted = task == COMPARE and row >= 0 and not near.marked
    if wanted and _belongs(world, near, slot, score, rank) and position(world, row, slot) < 0:
        touch(world, row)
        insert(world, row, slot, rank)


@inlined
def _belongs(world: World, owner: Any, partner: int, score: int, rank: int) -> bool:
    if score < world.settings[owner.territory].threshold:
        return False
    return beats_floor(world, owner.list_row, partner, rank)


@inlined
def _barred(world: World, offer: int, need: int) -> bool:
    """Whether the pair's life keeps it out of lists."""
    entry = world.barred[find(world.barred, (offer << 32) | need)]
    return bool(entry.key != -1 and entry.value != 0)


@inlined
def _own_floor(world: World, flow: Any, task: Any) -> Any:
    """What a partner must beat to matter to the flow's own list."""
    if task >= LEAVE or flow.list_row < 0:
        return _NOBODY
    return np.float32(world.lists[flow.list_row].floor_rank)
