"""Limit the places of a list that one organisation takes: at most ``MOST_PLACES``, those of its
best. A tag of the organisation beside each entry finds others of the same without reading their
records, which are far apart."""

from typing import Any, Final

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.kernel import is_of_one
from boucle.matching.engine.world import World
from boucle.matching.scoring.rules import MOST_PLACES

_UNKNOWN: Final = np.uint16(0)
"""Of a flow that is still to be declared here: its organisation may be any."""
_KNOWN: Final = np.uint16(1)
_TAGS: Final = np.uint64(0xFFFE)


@inlined
def tag_of(world: World, slot: int) -> Any:
    """Return a few bits of the flow's organisation."""
    flow = world.flows[slot]
    return np.uint16(flow.organisation_lo & _TAGS) | _KNOWN if flow.version >= 0 else _UNKNOWN


@inlined
def one_too_many(world: World, row: int, partner: int, at: int) -> int:
    """Return the position of the entry that loses its place if the partner enters at ``at``: behind
    the last one for the partner itself, -1 for none."""
    tag, count = tag_of(world, partner), int(world.lists[row].count)
    places, last = 0, -1
    for i in range(count):
        same = world.tag[row, i] == tag
        if same and is_of_one(world.flows[world.partner[row, i]], world.flows[partner]):
            places, last = places + 1, i
    if places < MOST_PLACES:
        return -1
    world.lists[row].capped = True
    return last if last >= at else count


@inlined
def cap(world: World, row: int) -> None:
    """Compute, for a row loaded from elsewhere, whether a partner may have been left out."""
    for i in range(world.lists[row].count):
        if _others(world, row, i) >= MOST_PLACES - 1:
            world.lists[row].capped = True


@inlined
def lose(world: World, row: int, i: int) -> None:
    """Note, before the entry at ``i`` goes, whether a left-out partner may come in."""
    if world.lists[row].capped and _others(world, row, i) >= MOST_PLACES - 1:
        world.lists[row].lacking = True


@inlined
def _others(world: World, row: int, i: int) -> int:
    """Return the entries that may be of the same organisation as that at ``i``."""
    tags, others = world.tag[row], -1
    for j in range(world.lists[row].count):
        if tags[j] == tags[i] or tags[j] == _UNKNOWN or tags[i] == _UNKNOWN:
            others += 1
    return others
