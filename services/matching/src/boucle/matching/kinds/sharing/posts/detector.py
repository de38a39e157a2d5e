"""Groups that share a post. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.kept import Interned, KeptResults
from boucle.matching.kinds.sharing.graphs import Graph, components
from boucle.matching.kinds.sharing.posts.acted_on import parts_held, standing
from boucle.matching.kinds.sharing.posts.groups import STREAM, group_of
from boucle.matching.kinds.sharing.posts.needs import Need, asks, read, rules_among, rules_of
from boucle.matching.kinds.sharing.posts.pairs import metres_of
from boucle.matching.kinds.sharing.posts.posts import (
    EXACT,
    NEAREST,
    Edges,
    Post,
    best_cover,
    best_first,
    kept_of,
    posts_of,
    posts_with,
    split,
)

NAME: Final = "posts"
_Posts = list[Post]


class PostsDetector:
    """Keeps what was computed, by content: a change costs what it reaches."""

    def __init__(self) -> None:
        self._needs = Interned(read)
        self._graphs: KeptResults[Graph[Need, int]] = KeptResults(400)
        self._posts: KeptResults[_Posts] = KeptResults(2_000)
        self._nearest: KeptResults[tuple[_Posts, _Posts]] = KeptResults()
        self._groups: KeptResults[Group] = KeptResults()

    def market_of(self, sharing: Sharing) -> str | None:
        if not asks(sharing):
            return None
        parent = sharing_catalogue().occupations.parent(sharing.subject or "")
        return None if parent is None else f"{NAME}/{_roots().get(parent, parent)}/{STREAM}"

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        rules = cache(lambda territory: rules_of(parameters(territory)))
        needs = {
            need.part_id: need
            for one in declared
            for need in self._needs.of(one.body, rules(one.body.territory))
        }
        stand = [standing(acted, needs, rules(acted.group.territory)) for acted in acted_on]
        taken = {key for acted in acted_on for key in parts_held(acted)}
        bound = {one.id for one in declared if one.bound}
        graph = self._graphs.get(market, lambda: Graph(metres_of, NEAREST, int, _next_in_order))
        free = (need for key, need in needs.items() if key not in taken and key[0] not in bound)
        edges = graph.edges(free)
        found = chain.from_iterable(
            self._posts.get(component, partial(self._found, component, graph, edges))
            for component in components(edges)
            if len(component) > 1
        )
        groups = [*stand, *map(self._said, found)]
        return tuple(sorted(groups, key=lambda group: group.synergy_id))

    def _found(self, component: tuple[Need, ...], graph: Graph[Need, int], edges: Edges) -> _Posts:
        if len(component) > EXACT:
            return self._found_best_first(component, graph, edges)
        full, near = split(posts_of(component, edges))
        chosen = best_cover(component, full)
        return chosen + best_first(near, chain.from_iterable(post.members for post in chosen))

    def _found_best_first(
        self, component: tuple[Need, ...], graph: Graph[Need, int], edges: Edges
    ) -> _Posts:
        """Round by round: who is left looks at the nearest of those left."""
        chosen: _Posts = []
        close: _Posts = []
        free = dict.fromkeys(component)
        while True:
            near = graph.nearest if not chosen else partial(graph.nearest_of, some=free.keys())
            made = [self._best(need, near(need), edges) for need in free]
            close = [post for _, some in made for post in some]
            taken = best_first((post for full, _ in made for post in full), by="place_by_content")
            if not taken:
                return chosen + best_first(close, by="place_by_content")
            chosen += taken
            for need in chain.from_iterable(post.members for post in taken):
                del free[need]

    def _best(self, need: Need, near: tuple[Need, ...], edges: Edges) -> tuple[_Posts, _Posts]:
        """The best posts of a need with its nearest, and the best that are near."""

        def made() -> tuple[_Posts, _Posts]:
            full, close = split(posts_with(need, near, edges))
            return kept_of(full), kept_of(close)

        return self._nearest.get((need, near), made)

    def _said(self, post: Post) -> Group:
        return self._groups.get(post, lambda: group_of(post, rules_among(post.members)))


def _next_in_order(need: Need, other: Need) -> tuple[bool, tuple[object, ...]]:
    """Of those as near: the next ones, then from the beginning: equals choose each other, and not
    all of them the same few."""
    return other.content < need.content, other.content


@cache
def _roots() -> Mapping[str, str]:
    """Of each family that neighbours others, the least of all that it reaches: one market."""
    pairs = sharing_catalogue().occupations.neighbours
    roots = {one: one for one, _ in pairs}
    changed = True
    while changed:
        changed = False
        for one, other in sorted(pairs):
            least = min(roots[one], roots[other])
            changed |= roots[one] != least
            roots[one] = least
    return roots
