"""Which groups a market has, as each declaration stands in one at most. Pure.

Viable ones first, then near ones from what is left; the greatest worth first, ties by id. An
anchor's best group stands until one of its members is taken by another; when it then comes first,
it is looked for again among those that are left.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from boucle.matching.kinds.pooling.anchors import Anchor, Stand
from boucle.matching.kinds.pooling.subsets import NEAR, VIABLE


@dataclass(frozen=True, eq=False, slots=True)
class PoolProposal:
    """The best group of an anchor. ``level``: ``NEAR`` or ``VIABLE``."""

    id: UUID
    level: int
    worth: int
    anchor: Anchor
    members: tuple[Stand, ...]


Propose = Callable[[Anchor, Collection[Stand]], PoolProposal | None]
"""The best group of an anchor, without those who stand in another."""


def take(
    anchors: Iterable[Anchor], propose: Propose, standing: Collection[Stand]
) -> list[PoolProposal]:
    """In the order in which they are taken. ``standing``: who stands in a group already."""
    anchors = list(anchors)
    taken: list[PoolProposal] = []
    busy = set(standing)
    for level in (VIABLE, NEAR):
        queue: list[tuple[int, UUID, PoolProposal]] = []
        waiting = list(anchors)
        while waiting or queue:
            for anchor in waiting:
                found = propose(anchor, busy)
                if found is not None and found.level >= level:
                    heapq.heappush(queue, (-found.worth, found.id, found))
            if not queue:
                break
            _, _, best = heapq.heappop(queue)
            if busy.isdisjoint(best.members):
                taken.append(best)
                busy.update(best.members)
            waiting = [best.anchor]
    return taken
