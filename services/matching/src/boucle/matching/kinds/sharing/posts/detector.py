"""Groups that share a post. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.common.events.groups import Group
from boucle.common.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.sharing.kept import Graph, Interned, Memo, components
from boucle.matching.kinds.sharing.posts.groups import STREAM, group_of, standing
from boucle.matching.kinds.sharing.posts.needs import Need, asks, read, rules_among, rules_of
from boucle.matching.kinds.sharing.posts.pairs import metres_of
from boucle.matching.kinds.sharing.posts.posts import (
    EXACT,
    KEPT,
    Edges,
    Post,
    best_cover,
    best_first,
    by_worth,
    nearest,
    posts_of,
    posts_with,
)
from boucle.matching.kinds.sharing.standing import held

NAME: Final = "posts"


class PostsDetector:
    """Keeps what was computed, by content: a change costs what it reaches."""

    def __init__(self) -> None:
        self._needs = Interned(read)
        self._graphs: dict[str, Graph[Need, int]] = {}
        self._posts: Memo[list[Post]] = Memo()
        self._groups: Memo[tuple[Group, ...]] = Memo()

    def market_of(self, sharing: Sharing) -> str | None:
        if not asks(sharing):
            return None
        parent = sharing_catalogue().occupations.parent(sharing.subject or "")
        return None if parent is None else f"{NAME}/{_roots().get(parent, parent)}/{STREAM}"

    def groups(
        self,
        market: str,
        declared: Collection[Declared],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        rules = cache(lambda territory: rules_of(parameters(territory)))
        needs = {
            one.sharing.sharing_id: need
            for one in declared
            if (need := self._needs.of(one.sharing, rules(one.sharing.territory))) is not None
        }
        stand = [standing(acted, needs, rules(acted.group.territory)) for acted in acted_on]
        taken = {key for acted in acted_on for key in held(acted)}
        graph = self._graphs.setdefault(market, Graph(metres_of))
        edges = graph.edges(need for key, need in needs.items() if key not in taken)
        found = (
            self._groups.of(component, partial(self._found, component, edges))
            for component in components(edges)
        )
        return tuple(sorted(chain(stand, *found), key=lambda group: group.synergy_id))

    def _found(self, component: tuple[Need, ...], edges: Edges) -> tuple[Group, ...]:
        if len(component) <= EXACT:
            made = posts_of(component, edges)
            chosen = best_cover(component, [post for post in made if not post.near])
        else:
            made = list(chain.from_iterable(self._nearby(need, edges) for need in component))
            chosen = best_first(post for post in made if not post.near)
        taken = chain.from_iterable(post.members for post in chosen)
        chosen += best_first((post for post in made if post.near), taken)
        return tuple(group_of(post, rules_among(post.members)) for post in chosen)

    def _nearby(self, need: Need, edges: Edges) -> list[Post]:
        """The best posts of a need with its nearest, and the best near ones."""
        near = nearest(need, edges)

        def made() -> list[Post]:
            posts = sorted(posts_with(need, near, edges), key=by_worth)
            return [post for post in posts if not post.near][:KEPT] + [
                post for post in posts if post.near
            ][:KEPT]

        return self._posts.of((need, near), made)


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
