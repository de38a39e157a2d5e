"""What detectors of sharing keep between two calls."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from boucle.matching.kinds.sharing.graphs import Graph, components


@dataclass(frozen=True)
class Place:
    key: str


def test_a_graph_is_whole_after_an_error() -> None:
    wrong = {Place("c")}

    def fits(one: Place, other: Place) -> int | None:
        if {one, other} & wrong and Place("b") in (one, other):
            raise ValueError
        return 1

    graph = Graph(fits, 1, int)
    a, b, c = (Place(key) for key in "abc")
    graph.edges([a])
    graph.edges([a, b])
    with pytest.raises(ValueError, match=r"^$"):
        graph.edges([a, b, c])
    assert list(components(graph.edges([a, b]))) == [(a, b)]
    wrong.clear()
    assert list(components(graph.edges([a, b, c]))) == [(a, b, c)]
