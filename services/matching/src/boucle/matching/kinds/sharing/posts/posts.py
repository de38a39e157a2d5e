"""The posts that needs could make, and which of them to propose. Pure.

Up to ``EXACT`` needs that reach one another, all posts of two to four of them are made and the best
cover is found: no need in two posts; the most full-time work first, then part-time, then seasonal;
then fewer employers, fewer of one activity, fewer kilometres; then the least ids. Beyond, each need
makes posts with its ``NEAREST`` only, and posts are taken best first; who is left makes posts with
the nearest of those left, until there is none. Among equals, what is asked for and where decides
before ids do: which ids needs have changes no count.

All members of a post begin within some months of the first (``starting``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from operator import attrgetter
from typing import Any, Final

from boucle.matching.kinds.sharing.posts.contracts import (
    RANKS,
    Contract,
    contract_of,
    share_of,
)
from boucle.matching.kinds.sharing.posts.needs import Need, every, none_above, rules_among
from boucle.matching.kinds.sharing.posts.pairs import same_activity
from boucle.matching.kinds.starting import joining

EXACT: Final = 12
NEAREST: Final = 12
KEPT: Final = 16
"""Posts that a need brings to those of a market beyond ``EXACT``: its best."""
_DIGITS: Final = 40
"""Bits of one term of a worth: sums of a thousand of them stay within."""
_HUNDRED_METRES: Final = 100

Edges = Mapping[Need, Mapping[Need, int]]


@dataclass(frozen=True, eq=False)
class Post:
    """``members`` by id; ``metres``: between the two that are furthest apart."""

    members: tuple[Need, ...]
    contract: Contract
    metres: int

    @property
    def near(self) -> bool:
        return self.contract.name == "near"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(need.key for need in self.members)

    @cached_property
    def place(self) -> tuple[Fraction | int, int, tuple[str, ...]]:
        """In the order in which posts are taken; of near ones, that which lacks least first."""
        return (*self._rank, self.ids)

    @cached_property
    def place_by_content(self) -> tuple[Any, ...]:
        """The same, where ids decide last."""
        return (*self._rank, sorted(need.content for need in self.members))

    @property
    def _rank(self) -> tuple[Fraction | int, int]:
        share = share_of(self.contract, rules_among(self.members)) if self.near else 1
        return -share, -self.worth

    @cached_property
    def worth(self) -> int:
        """Terms of a lexicographic order, packed: sums of posts compare as their terms do."""
        season = self.contract.season
        fte = sum(need.months[month] for need in self.members for month in season)
        terms = [fte if self.contract.name == rank else 0 for rank in RANKS]
        alike = sum(same_activity(a.sharing, b.sharing) for a, b in combinations(self.members, 2))
        terms += [-len(self.members), -alike, -(self.metres // _HUNDRED_METRES)]
        worth = 0
        for term in terms:
            worth = (worth << _DIGITS) + term
        return worth


def posts_of(needs: Sequence[Need], edges: Edges) -> list[Post]:
    """All posts of these needs, near ones too."""
    return [
        post for at, first in enumerate(needs) for post in posts_with(first, needs[at + 1 :], edges)
    ]


def posts_with(first: Need, others: Sequence[Need], edges: Edges) -> list[Post]:
    """All posts of the first with some of the others."""
    rules = {need.rules for need in (first, *others)}
    fullest = every(max(of.near_most for of in rules))
    most = max(of.members_most for of in rules)
    rest = [other for other in others if other in edges[first]]
    made = (
        _post(members, lanes, edges)
        for members, lanes in _grown((first,), first.lanes, rest, edges, fullest, most)
    )
    return [post for post in made if post is not None]


def best_cover(needs: Sequence[Need], posts: Iterable[Post]) -> list[Post]:
    """Exact: the cover of most worth, least ids where several have it."""
    bits = {need: 1 << at for at, need in enumerate(needs)}
    by_first: dict[int, list[tuple[int, Post]]] = {bit: [] for bit in bits.values()}
    for post in posts:
        taken = sum(bits[need] for need in post.members)
        by_first[taken & -taken].append((taken, post))
    found: dict[int, tuple[int, tuple[tuple[str, ...], ...], tuple[Post, ...]]] = {}

    def best(free: int) -> tuple[int, tuple[tuple[str, ...], ...], tuple[Post, ...]]:
        if free == 0:
            return (0, (), ())
        if free not in found:
            first = free & -free
            chosen = best(free ^ first)
            for taken, post in by_first[first]:
                if taken & free == taken:
                    worth, ids, rest = best(free ^ taken)
                    other = (worth + post.worth, (post.ids, *ids), (post, *rest))
                    if (-other[0], other[1]) < (-chosen[0], chosen[1]):
                        chosen = other
            found[free] = chosen
        return found[free]

    return list(best((1 << len(needs)) - 1)[2])


def best_first(posts: Iterable[Post], taken: Iterable[Need] = (), by: str = "place") -> list[Post]:
    """One need in one at most, and none of those taken."""
    taken = set(taken)
    chosen = []
    free = (post for post in posts if taken.isdisjoint(post.members))
    for post in sorted(free, key=attrgetter(by)):
        if taken.isdisjoint(post.members):
            chosen.append(post)
            taken.update(post.members)
    return chosen


def kept_of(posts: Iterable[Post]) -> list[Post]:
    """The best of them."""
    return sorted(posts, key=attrgetter("place_by_content"))[:KEPT]


def split(posts: Iterable[Post]) -> tuple[list[Post], list[Post]]:
    """Those that are posts, and those that are near."""
    full: list[Post] = []
    near: list[Post] = []
    for post in posts:
        (near if post.near else full).append(post)
    return full, near


def _grown(
    members: tuple[Need, ...],
    lanes: int,
    rest: Sequence[Need],
    edges: Edges,
    fullest: int,
    most: int,
) -> Iterator[tuple[tuple[Need, ...], int]]:
    """These members with one or more of the rest, none of which is before another by id."""
    for at, other in enumerate(rest):
        summed = lanes + other.lanes
        if not none_above(summed, fullest):
            continue
        grown = (*members, other)
        yield grown, summed
        if len(grown) < most:
            further = [one for one in rest[at + 1 :] if one in edges[other]]
            yield from _grown(grown, summed, further, edges, fullest, most)


def _post(members: tuple[Need, ...], lanes: int, edges: Edges) -> Post | None:
    """What these members make together, by the rules of their least territory."""
    members = tuple(sorted(members, key=lambda need: need.key))
    own = rules_among(members)
    if not own.members_least <= len(members) <= own.members_most:
        return None
    contract = contract_of(members, lanes, own)
    if contract is None or not _begin_together(members, own.begin_months):
        return None
    return Post(members, contract, max(edges[a][b] for a, b in combinations(members, 2)))


def _begin_together(members: Sequence[Need], months: int) -> bool:
    if all(need.sharing.contract_end is None for need in members):
        return True
    return not any(joining([need.sharing for need in members], months))
