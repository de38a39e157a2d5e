"""What a detector keeps between two calls: memo tables of pure functions, by content. Pure.

What is read of a declaration is one object as long as the declaration says the same, so that tuples
of them are keys of what was computed from them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from heapq import nsmallest
from operator import itemgetter
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from boucle.common.events.sharing import Sharing

_MOST: Final = 100_000
"""Declarations that are kept as they were read; beyond, they are read again."""

Read = TypeVar("Read")
Given = TypeVar("Given")
Made = TypeVar("Made")


class Interned(Generic[Read, Given]):
    """What ``read`` makes of a declaration under its territory's rules: one object while neither
    says otherwise."""

    def __init__(self, read: Callable[[Sharing, Given], Read | None]) -> None:
        self._read = read
        self._kept: dict[UUID, tuple[Sharing, Given, Read | None]] = {}

    def of(self, sharing: Sharing, rules: Given) -> Read | None:
        kept = self._kept.get(sharing.sharing_id)
        if kept is not None and _same(kept[0], sharing) and _same(kept[1], rules):
            return kept[2]
        if len(self._kept) >= _MOST:
            self._kept.clear()
        read = self._read(sharing, rules)
        self._kept[sharing.sharing_id] = (sharing, rules, read)
        return read


class MadeOnce(Generic[Made]):
    """What was made of a key, made once while it is asked for: what nobody asks for while ``most``
    others are is forgotten."""

    def __init__(self, most: int = 5_000) -> None:
        self._most = most
        self._young: dict[Hashable, Made] = {}
        self._old: dict[Hashable, Made] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        if key in self._young:
            return self._young[key]
        made = self._old[key] if key in self._old else make()
        if len(self._young) >= self._most:
            self._young, self._old = {}, self._young
        self._young[key] = made
        return made


class Node(Hashable, Protocol):
    """What stands in a graph, in the order of its ``key``."""

    @property
    def key(self) -> str: ...


Stands = TypeVar("Stands", bound=Node)
Edge = TypeVar("Edge")


class Graph(Generic[Stands, Edge]):
    """Who fits whom, and how: edges of what was there before are not made again.

    ``fits``: of two nodes, whichever comes first; None where they do not. ``nearest``: of each
    node, the ``most`` others whose edges are least ``by`` it, ties by key.
    """

    def __init__(
        self,
        fits: Callable[[Stands, Stands], Edge | None],
        most: int,
        by: Callable[[Edge], int],
    ) -> None:
        self._fits, self._most, self._by = fits, most, by
        self._edges: dict[Stands, dict[Stands, Edge]] = {}
        self._nearest: dict[Stands, tuple[tuple[int, str, Stands], ...]] = {}

    def edges(self, nodes: Iterable[Stands]) -> Mapping[Stands, Mapping[Stands, Edge]]:
        """Of these nodes, and of no other."""
        wanted = set(nodes)
        for gone in self._edges.keys() - wanted:
            self._nearest.pop(gone, None)
            for other in self._edges.pop(gone):
                del self._edges[other][gone]
                if any(near is gone for _, _, near in self._nearest.get(other, ())):
                    del self._nearest[other]
        for new in wanted - self._edges.keys():
            fits = ((other, self._fits(new, other)) for other in self._edges)
            mine = {other: edge for other, edge in fits if edge is not None}
            for other, edge in mine.items():  # once nothing can be raised any more
                self._edges[other][new] = edge
                near = self._nearest.get(other, ())
                if len(near) < self._most or (self._by(edge), new.key) < near[-1][:2]:
                    self._nearest.pop(other, None)
            self._edges[new] = mine
        return self._edges

    def nearest(self, node: Stands) -> tuple[Stands, ...]:
        if node not in self._nearest:
            edges = (
                (self._by(edge), other.key, other) for other, edge in self._edges[node].items()
            )
            self._nearest[node] = tuple(nsmallest(self._most, edges, key=itemgetter(0, 1)))
        return tuple(other for _, _, other in self._nearest[node])


def components(
    edges: Mapping[Stands, Mapping[Stands, Edge]], joins: Callable[[Edge], bool] | None = None
) -> Iterator[tuple[Stands, ...]]:
    """The sets of nodes that edges join (those that ``joins`` says), in the order of keys."""
    seen: set[Stands] = set()
    for first in edges:
        if first in seen:
            continue
        reached, open_ends = {first}, [first]
        while open_ends:
            there = edges[open_ends.pop()]
            ends = there.keys() - reached
            if joins is not None:
                ends = {other for other in ends if joins(there[other])}
            open_ends.extend(ends)
            reached |= ends
        seen |= reached
        yield tuple(sorted(reached, key=lambda node: node.key))


def _same(one: object, other: object) -> bool:
    return one is other or one == other
