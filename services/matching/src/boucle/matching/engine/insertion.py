"""Score two flows that passed all bounds, and insert them in each other's list."""

from typing import Any

import numpy as np

from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.matching.engine.arrays.hashing import find
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.holders import position
from boucle.matching.engine.kernel import is_typical, score_pair
from boucle.matching.engine.lists import beats_floor, insert, lift, place
from boucle.matching.engine.snapshots import touch
from boucle.matching.engine.world import World


@inlined
def score_and_insert(
    world: World, slot: int, other: int, route: int, others: bool, floor: Any
) -> None:
    """Insert both slots, of the families that the route joins. ``floor``: of the other's list, or
    less. A flow already listed by another of its families keeps the higher rank."""
    me, near = world.flows[slot], world.flows[other]
    offer, need = (slot, other) if me.output else (other, slot)
    score = score_pair(world, offer, need, route)
    if score < 0 or (me.lived and near.lived and _barred(world, me, near)):
        return
    rank = score if is_typical(me, near) else score + DECLARED_FIRST
    mine, its = world.flows[me.main], world.flows[near.main]
    row = mine.list_row
    if row >= 0 and _belongs(world, mine, near.main, score, rank):
        at = position(world, row, near.main)
        if at < 0:
            place(world, row, near.main, rank)
        elif world.rank[row, at] < rank:
            lift(world, row, at, rank)
    row = its.list_row
    wanted = others and row >= 0 and rank >= floor and not its.marked
    if wanted and _belongs(world, its, me.main, score, rank):
        at = position(world, row, me.main)
        if at < 0:
            touch(world, row)
            insert(world, row, me.main, rank)
        elif world.rank[row, at] < rank:
            touch(world, row)
            lift(world, row, at, rank)


@inlined
def _belongs(world: World, owner: Any, partner: int, score: int, rank: int) -> bool:
    if score < world.settings[owner.territory].threshold:
        return False
    return beats_floor(world, owner.list_row, partner, rank)


@inlined
def _barred(world: World, me: Any, near: Any) -> bool:
    """Tell whether the pair's life excludes it from lists."""
    offer, need = (me.main, near.main) if me.output else (near.main, me.main)
    entry = world.barred[find(world.barred, (np.int64(offer) << 32) | need)]
    return bool(entry.key != -1 and entry.value != 0)
