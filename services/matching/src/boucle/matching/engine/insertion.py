"""Two flows that passed all bounds: scored exactly, and put into each other's list."""

from typing import Any

from boucle.common.events.changed_lists import DECLARED_FIRST
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.hashing import find
from boucle.matching.engine.holders import position
from boucle.matching.engine.kernel import is_typical, score_pair
from boucle.matching.engine.lists import beats_floor, insert, place
from boucle.matching.engine.snapshots import touch
from boucle.matching.engine.world import World


@inlined
def score_and_insert(
    world: World, slot: int, other: int, route: int, others: bool, floor: Any
) -> None:
    """``floor``: of the other's list, or less."""
    me, near = world.flows[slot], world.flows[other]
    offer, need = (slot, other) if me.output else (other, slot)
    score = score_pair(world, offer, need, route)
    if score < 0 or (me.lived and near.lived and _barred(world, offer, need)):
        return
    rank = score if is_typical(me, near) else score + DECLARED_FIRST
    row = me.list_row
    wanted = row >= 0 and _belongs(world, me, other, score, rank)
    if wanted and position(world, row, other) < 0:
        place(world, row, other, rank)
    row = near.list_row
    wanted = others and row >= 0 and rank >= floor and not near.marked
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
