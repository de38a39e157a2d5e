"""Which groups a market has, as each declaration stands in one at most. Pure.

Viable ones first, then near ones from what is left; the greatest worth first, ties by the members'
ids. An anchor's best group stands until one of its members is taken by another, or room of its
carrier is; when it then comes first, it is looked for again among what is left.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from boucle.matching.kinds.pooling.anchors import Stand
from boucle.matching.kinds.pooling.subsets import NEAR, VIABLE


@dataclass(frozen=True, eq=False, slots=True)
class PoolProposal:
    """The best group of an anchor. ``level``: ``NEAR`` or ``VIABLE``; ``used``: what others take of
    its carrier's room; ``takes``: what it takes of it; ``may_rise``: once some of it is taken, the
    best of what is left may be worth more, as another carrier or none comes in."""

    level: int
    worth: int
    anchor: Stand
    members: tuple[Stand, ...]
    carrier: Stand | None = None
    used: int = 0
    takes: int = 0
    may_rise: bool = False

    @property
    def order(self) -> tuple[int, tuple[UUID, ...], UUID]:
        """The least comes first."""
        ids = tuple(each.sharing.sharing_id for each in self.members)
        return -self.worth, ids, self.anchor.sharing.sharing_id


@dataclass(slots=True)
class Taken:
    """Who stands in a group already; what groups take of carriers' room, by the carriers' ids."""

    stands: set[Stand] = field(default_factory=set)
    used: dict[UUID, int] = field(default_factory=dict)

    def used_of(self, carrier: Stand | None) -> int:
        return 0 if carrier is None else self.used.get(carrier.sharing.sharing_id, 0)

    def leaves(self, proposal: PoolProposal) -> bool:
        """Whether it is as good as when it was made."""
        same_room = self.used_of(proposal.carrier) == proposal.used
        return same_room and self.stands.isdisjoint(proposal.members)

    def take(self, proposal: PoolProposal) -> None:
        self.stands.update(proposal.members)
        if proposal.carrier is not None:
            id_ = proposal.carrier.sharing.sharing_id
            self.used[id_] = proposal.used + proposal.takes


Propose = Callable[[Stand, Taken], PoolProposal | None]
"""The best group of an anchor, of what is left."""


def take(anchors: Iterable[Stand], propose: Propose, taken: Taken) -> list[PoolProposal]:
    """In the order in which they are taken."""
    anchors = list(anchors)
    found: list[PoolProposal] = []
    for level in (VIABLE, NEAR):
        queue, waiting = PoolQueue(), anchors
        while True:
            for anchor in waiting:
                proposal = propose(anchor, taken)
                queue.put(anchor, proposal if proposal and proposal.level >= level else None)
            best = queue.first()
            if best is None:
                break
            waiting = [best.anchor]
            if taken.leaves(best):
                found.append(best)
                taken.take(best)
                waiting += queue.risen(taken, best.anchor)
                waiting += queue.without(anchors) if best.takes else ()
    return found


class PoolQueue:
    """The proposals of anchors, each anchor's newest; the first of them comes first. What may rise
    is proposed again as soon as it is stale; all else can only fall, so it waits for its turn."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple[int, tuple[UUID, ...], UUID], int, PoolProposal]] = []
        self._newest: dict[Stand, PoolProposal] = {}
        self._number = 0

    def without(self, anchors: Iterable[Stand]) -> list[Stand]:
        """Those that no group had: with less room, another carrier or none may come in."""
        return [anchor for anchor in anchors if anchor not in self._newest]

    def put(self, anchor: Stand, proposal: PoolProposal | None) -> None:
        self._newest.pop(anchor, None)
        if proposal is not None:
            self._newest[anchor] = proposal
            self._number += 1
            heapq.heappush(self._heap, (proposal.order, self._number, proposal))

    def first(self) -> PoolProposal | None:
        while self._heap:
            *_, best = heapq.heappop(self._heap)
            if self._newest.get(best.anchor) is best:
                return best
        return None

    def risen(self, taken: Taken, but: Stand) -> list[Stand]:
        return [
            anchor
            for anchor, one in self._newest.items()
            if one.may_rise and anchor is not but and not taken.leaves(one)
        ]
