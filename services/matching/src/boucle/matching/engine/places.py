"""Places of a list that one organisation takes: at most ``MOST_PLACES``, those of its best."""

from typing import Final

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.world import World
from boucle.matching.scoring.rules import MOST_PLACES

UNKNOWN: Final = 0
"""The organisation of a flow that is still to be declared here: it may be any."""


@inlined
def one_too_many(world: World, row: int, partner: int, at: int) -> int:
    """Where the entry stands for which there is no place if the partner comes in at ``at``: behind
    the last one if it is the partner itself, -1 if there is none."""
    organisation, count = world.flows[partner].organisation, int(world.lists[row].count)
    places, last = 0, -1
    for i in range(count):
        if world.organisation[row, i] == organisation:
            places, last = places + 1, i
    if places < MOST_PLACES:
        return -1
    world.lists[row].capped = True
    return last if last >= at else count


@inlined
def cap(world: World, row: int) -> None:
    """A row was kept elsewhere: whether somebody may have been left out there."""
    for i in range(world.lists[row].count):
        if _others(world, row, i) >= MOST_PLACES - 1:
            world.lists[row].capped = True


@inlined
def lose(world: World, row: int, i: int) -> None:
    """Before the entry at ``i`` goes: whether one that was left out may come in."""
    if world.lists[row].capped and _others(world, row, i) >= MOST_PLACES - 1:
        world.lists[row].lacking = True


@inlined
def _others(world: World, row: int, i: int) -> int:
    """Entries that may be of the same organisation as that at ``i``."""
    own, others = world.organisation[row], -1
    for j in range(world.lists[row].count):
        if own[j] == own[i] or own[j] == UNKNOWN or own[i] == UNKNOWN:
            others += 1
    return others
