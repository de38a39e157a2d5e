"""Graphs of declarations that fit each other, whose edges are kept between two calls. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from heapq import nsmallest
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeVar


class Node(Hashable, Protocol):
    """What stands in a graph, in the order of its ``key``."""

    @property
    def key(self) -> str: ...


Stands = TypeVar("Stands", bound=Node)
Edge = TypeVar("Edge")


class Graph(Generic[Stands, Edge]):
    """Who fits whom, and how: edges of what was there before are not made again.

    ``fits``: of two nodes, whichever comes first; None where they do not. ``nearest``: of each
    node, the ``most`` others whose edges are least ``by`` it, then by ``tie`` (of it and another).
    """

    def __init__(
        self,
        fits: Callable[[Stands, Stands], Edge | None],
        most: int,
        by: Callable[[Edge], int],
        tie: Callable[[Stands, Stands], Any] = lambda _, other: other.key,
    ) -> None:
        self._fits, self._most, self._by, self._tie = fits, most, by, tie
        self._edges: dict[Stands, dict[Stands, Edge]] = {}
        self._nearest: dict[Stands, tuple[tuple[int, Any, Stands], ...]] = {}

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
                place = self._by(edge), self._tie(other, new)
                if len(near) < self._most or place < near[-1][:2]:
                    self._nearest.pop(other, None)
            self._edges[new] = mine
        return self._edges

    def nearest(self, node: Stands) -> tuple[Stands, ...]:
        if node not in self._nearest:
            self._nearest[node] = tuple(self._least(node, self._edges[node]))
        return tuple(other for _, _, other in self._nearest[node])

    def nearest_of(self, node: Stands, some: Collection[Stands]) -> tuple[Stands, ...]:
        """Of some others."""
        there = self._edges[node]
        return tuple(other for _, _, other in self._least(node, there.keys() & set(some)))

    def _least(self, node: Stands, others: Iterable[Stands]) -> list[tuple[int, Any, Stands]]:
        there = self._edges[node]
        placed = ((self._by(there[one]), self._tie(node, one), one) for one in others)
        return nsmallest(self._most, placed, key=itemgetter(0, 1))


def components(edges: Mapping[Stands, Mapping[Stands, Edge]]) -> Iterator[tuple[Stands, ...]]:
    """The sets of nodes that edges join, in the order of keys."""
    seen: set[Stands] = set()
    for first in edges:
        if first in seen:
            continue
        reached, open_ends = {first}, [first]
        while open_ends:
            ends = edges[open_ends.pop()].keys() - reached
            open_ends.extend(ends)
            reached |= ends
        seen |= reached
        yield tuple(sorted(reached, key=lambda node: node.key))
