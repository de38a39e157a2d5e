"""What a detector keeps between two calls: memo tables of pure functions, by content. Pure.

What is read of a declaration is one object as long as the declaration says the same, so that tuples
of them are keys of what was computed from them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from boucle.common.events.sharing import Sharing

_MOST: Final = 100_000
"""Entries of a table; beyond, it begins again."""

Read = TypeVar("Read")
Rules = TypeVar("Rules")
Made = TypeVar("Made")


class Interned(Generic[Read, Rules]):
    """What ``read`` makes of a declaration under its territory's rules: one object while neither
    says otherwise."""

    def __init__(self, read: Callable[[Sharing, Rules], Read | None]) -> None:
        self._read = read
        self._kept: dict[UUID, tuple[Sharing, Rules, Read | None]] = {}

    def of(self, sharing: Sharing, rules: Rules) -> Read | None:
        kept = self._kept.get(sharing.sharing_id)
        if kept is not None and kept[0] == sharing and kept[1] == rules:
            return kept[2]
        if len(self._kept) >= _MOST:
            self._kept.clear()
        read = self._read(sharing, rules)
        self._kept[sharing.sharing_id] = (sharing, rules, read)
        return read


class Memo(Generic[Made]):
    """What was made of a key, made once."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Made] = {}

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = make()
        return self._kept[key]


class Node(Hashable, Protocol):
    """What stands in a graph, in the order of its ``key``."""

    @property
    def key(self) -> str: ...


Stands = TypeVar("Stands", bound=Node)
Edge = TypeVar("Edge")


class Graph(Generic[Stands, Edge]):
    """Who fits whom, and how: edges of what was there before are not made again.

    ``fits``: of two nodes, whichever comes first; None where they do not.
    """

    def __init__(self, fits: Callable[[Stands, Stands], Edge | None]) -> None:
        self._fits = fits
        self._edges: dict[Stands, dict[Stands, Edge]] = {}

    def edges(self, nodes: Iterable[Stands]) -> Mapping[Stands, Mapping[Stands, Edge]]:
        """Of these nodes, and of no other."""
        wanted = set(nodes)
        for gone in self._edges.keys() - wanted:
            for other in self._edges.pop(gone):
                del self._edges[other][gone]
        for new in wanted - self._edges.keys():
            mine: dict[Stands, Edge] = {}
            for other, theirs in self._edges.items():
                edge = self._fits(new, other)
                if edge is not None:
                    mine[other] = theirs[new] = edge
            self._edges[new] = mine
        return self._edges


def components(
    edges: Mapping[Stands, Mapping[Stands, Edge]], joins: Callable[[Edge], bool] = lambda _: True
) -> Iterator[tuple[Stands, ...]]:
    """The sets of nodes that edges which join do join, each in the order of its keys."""
    seen: set[Stands] = set()
    for first in edges:
        if first in seen:
            continue
        reached, open_ends = {first}, [first]
        while open_ends:
            ends = {other for other, edge in edges[open_ends.pop()].items() if joins(edge)}
            open_ends.extend(ends - reached)
            reached |= ends
        seen |= reached
        yield tuple(sorted(reached, key=lambda node: node.key))
