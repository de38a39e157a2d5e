"""Find what changed in published lists."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.kernel import (
    MONTHS,
    has_months_taken,
    moved_by_month,
    score_pair,
)
from boucle.matching.engine.rows.columns import Array, Columns
from boucle.matching.engine.rows.list_columns import ListColumns, gathered
from boucle.matching.engine.world import World
from boucle.matching.scoring.inputs import UNDECLARED

SAME: Final = 0
GAINED: Final = 1
KEPT: Final = 2
"""Still there, its rank the same, and a flow of the pair changed."""
MOVED: Final = 3
"""Still there, of another rank."""

CHANGE: Final = np.dtype(
    [
        ("owner", np.int32),
        ("start", np.int32),
        ("end", np.int32),
        ("lost_start", np.int32),
        ("lost_end", np.int32),
        ("gives", np.bool_),
    ],
    align=True,
)


class Moves(NamedTuple):
    """The changes, flat. Change i has the entries ``partner``, ``rank``, ``quantity``, ``what``
    from its start to its end, and ``lost`` from its lost_start to its lost_end."""

    changes: Array
    partner: Array
    rank: Array
    quantity: Array
    what: Array
    lost: Array


def _in_columns(moves: Moves, columns: Columns) -> ListColumns:
    """Return the columns, ordered by partition and flow id."""
    owners, rows = moves.changes["owner"], columns.rows
    keys = (rows["id_lo"], rows["id_hi"], rows["partition"])
    changes = moves.changes[np.lexsort([key[owners] for key in keys])]
    starts, entries = gathered(changes["start"], changes["end"])
    lost_starts, lost = gathered(changes["lost_start"], changes["lost_end"])
    return ListColumns(
        owner=columns.id_bytes(changes["owner"]),
        partition=rows["partition"][changes["owner"]],
        gives=changes["gives"],
        starts=starts,
        partner=columns.id_bytes(moves.partner[entries]),
        rank=moves.rank[entries],
        quantity=moves.quantity[entries],
        what=moves.what[entries],
        lost_starts=lost_starts,
        lost=columns.id_bytes(moves.lost[lost]),
    )


def list_changes(world: World, columns: Columns) -> ListColumns:
    """Return the lists that changed since the snapshots were taken."""
    size = int(world.ends[0])
    entries = size * world.taken_partner.shape[1]
    changes, lost = np.zeros(size, CHANGE), np.zeros(entries, np.int32)
    flat = (
        np.zeros(entries, np.int32),
        np.zeros(entries, np.int16),
        np.zeros(entries, np.int64),
        np.zeros(entries, np.int8),
    )
    count, at, lost_count = _moves(world, changes, *flat, lost)
    partner, rank, quantity, what = (column[:at] for column in flat)
    moves = Moves(changes[:count], partner, rank, quantity, what, lost[:lost_count])
    return _in_columns(moves, columns)


@compiled
def _moves(
    world: World, changes: Any, partner: Any, rank: Any, quantity: Any, what: Any, lost: Any
) -> tuple[int, int, int]:
    """Fill the arrays; return the counts of changes, entries and lost ones."""
    taken, end = world.taken, world.ends[0]
    count, at, lost_count = 0, 0, 0
    for i in range(end):
        if taken[i].row < 0:
            continue
        now = world.lists[taken[i].row]
        now.before = -1
        change = changes[count]
        change.owner, change.gives = now.owner, now.gives
        change.start, change.lost_start = at, lost_count
        moved = False
        for j in range(now.shown):
            partner[at], rank[at] = world.partner[taken[i].row, j], world.rank[taken[i].row, j]
            what[at] = _what(world, i, partner[at], rank[at])
            pair = (now.owner, partner[at]) if now.gives else (partner[at], now.owner)
            quantity[at] = _moved(world, pair[0], pair[1])
            moved |= what[at] != SAME
            at += 1
        for j in range(taken[i].shown):
            lost[lost_count] = world.taken_partner[i, j]
            if now.gives != taken[i].gives or not _shows(world, taken[i].row, lost[lost_count]):
                lost_count += 1
        if moved or lost_count > change.lost_start:
            change.end, change.lost_end = at, lost_count
            count += 1
        else:  # only what stands behind the shown entries moved
            at = change.start
    return count, at, lost_count


@inlined
def _moved(world: World, offer: int, need: int) -> int:
    """Return what the pair could move in a year, as ``Pairing.moved``; 0 without a route."""
    if world.flows[offer].next >= 0 or world.flows[need].next >= 0:
        return _moved_by_best(world, offer, need)
    return _quantity(world, offer, need, _route(world, offer, need))


@compiled
def _moved_by_best(world: World, offer: int, need: int) -> int:
    """Return the same for flows of several families: the first of the best pairs, as
    ``best_families``."""
    most, quantity = -2, 0
    ours = offer
    while ours >= 0:
        theirs = need
        while theirs >= 0:
            route = _route(world, ours, theirs)
            score = score_pair(world, ours, theirs, route) if route >= 0 else -2
            if score > most:
                most, quantity = score, _quantity(world, ours, theirs, route)
            theirs = world.flows[theirs].next
        ours = world.flows[ours].next
    return quantity


@inlined
def _route(world: World, offer: int, need: int) -> int:
    """Return the route of the two families, -1 without one."""
    side, family = 2 * world.flows[offer].family + 1, world.flows[need].family
    for i in range(world.side_start[side], world.side_start[side + 1]):
        if world.routes[world.side_route[i]].input == family:
            return int(world.side_route[i])
    return -1


@inlined
def _quantity(world: World, offer: int, need: int, route: int) -> int:
    if route < 0:
        return 0
    ours, theirs, rule = world.flows[offer], world.flows[need], world.routes[route]
    if has_months_taken(world, offer, need, rule):
        return int(np.rint(moved_by_month(world, offer, need, rule)))
    wanted = float(theirs.quantity - theirs.taken) / rule.yield_
    offered = float(ours.quantity - ours.taken)
    if rule.network and ours.months != UNDECLARED and theirs.months != UNDECLARED:
        shared = MONTHS[ours.months & theirs.months]
        wanted = wanted * (shared / MONTHS[theirs.months])
        offered = offered * (shared / MONTHS[ours.months])
    return int(np.rint(min(offered, wanted)))


@inlined
def _what(world: World, i: int, partner: int, rank: int) -> int:
    before = world.taken[i]
    now = world.lists[before.row]
    if now.gives != before.gives:  # all other pairs, maybe with the same partners
        return GAINED
    for j in range(before.shown):
        if world.taken_partner[i, j] == partner:
            if rank != world.taken_rank[i, j]:
                return MOVED
            return KEPT if world.changed[now.owner] or world.changed[partner] else SAME
    return GAINED


@inlined
def _shows(world: World, row: int, partner: int) -> bool:
    shown = False
    for j in range(world.lists[row].shown):
        shown |= world.partner[row, j] == partner
    return shown
