"""Rank divisions by what routes bring to their activities."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.facts.routes import LEAST_RANK, Route
from boucle.catalogue.outlets.documented import NOTHING, Documented
from boucle.catalogue.outlets.receivers import Ranked

_BY_RANK: Final = {1: 1.0, 2: 0.5, 3: 0.2, 4: 0.06}
_PLACE_FADE: Final = 0.05  # factor per earlier code of the same rank
_SECOND_ROUTE: Final = 0.25
_OWN_DIVISION: Final = 0.85
_NAMED_USE: Final = 10.0
# All of chemistry is one division, named almost everywhere. It goes first only if it takes such a
# flow more often than any flow (one documented exchange in six).
_WIDE: Final = "20"
_WIDE_PART: Final = 0.19
_WIDE_LESS: Final = 0.2
_FAINT: Final = 0.1  # part of the first route's score below which a route is not listed


@dataclass(frozen=True, slots=True)
class Via:
    """One route to (or from) a division, and its share of the score. `rank` (1 to 4): how usually
    the division takes (or gives) it; `why`: what it does with it, in French and English, empty for
    a giver."""

    route: str
    family: str
    score: float
    rank: int = 1
    why: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A NACE division that could take (or give) the flow. `classes`: likeliest first; `documented`:
    exchanges in the literature that went to it."""

    division: str
    score: float
    classes: tuple[str, ...]
    via: tuple[Via, ...]
    documented: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one route brings to one class; `order` is its place among the route's codes."""

    code: str
    order: int
    route: str
    family: str
    score: float
    rank: int
    why: tuple[str, str]


def shares_of(
    route: Route,
    family: str,
    ranked: Iterable[Ranked],
    strength: float,
    named: frozenset[str] = frozenset(),
) -> Iterable[Share]:
    """Yield one share per code; the rank does not count for a division whose use is stated."""
    places = Counter[int]()
    first: dict[str, tuple[int, int]] = {}
    for order, each in enumerate(ranked):
        division = each.code[:2]
        if division not in first:
            first[division] = each.rank, places[each.rank]
            places[each.rank] += 1
        rank, before = (1, 0) if division in named else first[division]
        score = strength * _BY_RANK[rank] / (1 + _PLACE_FADE * before)
        yield Share(each.code, order, route.key, family, score, each.rank, each.why)


def ranked_outlets(
    found: Iterable[Share],
    own: str,
    limit: int,
    named: frozenset[str] = frozenset(),
    documented: Documented = NOTHING,
) -> list[Outlet]:
    """Return divisions, best first; `own`: the asker's, `named`: those whose use the text tells."""
    by_division: dict[str, list[Share]] = {}
    for share in found:
        by_division.setdefault(share.code[:2], []).append(share)
    routes = {division: _best_of_each_route(shares) for division, shares in by_division.items()}
    hardly = {key for key, each in routes.items() if all(s.rank == LEAST_RANK for s in each)}
    by_rules = {key: _diminishing(each) for key, each in routes.items()}
    scores = documented.ordered(by_rules, hardly)
    ranked = [
        _outlet(
            division,
            by_division[division],
            routes[division],
            score * _fit(division, score, own, named),
            documented.count(division),
        )
        for division, score in scores.items()
    ]
    return sorted(ranked, key=lambda outlet: (-outlet.score, outlet.division))[:limit]


def _fit(division: str, part: float, own: str, named: frozenset[str]) -> float:
    if division in named:
        return _NAMED_USE
    if division == _WIDE and part < _WIDE_PART:
        return _WIDE_LESS
    return _OWN_DIVISION if division == own else 1.0


def _best_of_each_route(shares: list[Share]) -> list[Share]:
    best: dict[str, Share] = {}
    for share in shares:
        if share.route not in best or share.score > best[share.route].score:
            best[share.route] = share
    return sorted(best.values(), key=lambda s: (-s.score, s.route))


def _outlet(
    division: str, shares: list[Share], routes: list[Share], score: float, documented: int
) -> Outlet:
    listed_routes = [s for s in routes[:5] if s.score >= _FAINT * routes[0].score]
    via = tuple(Via(s.route, s.family, round(s.score, 4), s.rank, s.why) for s in listed_routes)
    return Outlet(division, round(score, 4), _classes(shares), via, documented)


def _diminishing(routes: list[Share]) -> float:
    """Sum the routes: the best of each family counts whole, the others in part."""
    total = 0.0
    families: set[str] = set()
    for share in routes:
        total += share.score if share.family not in families else share.score * _SECOND_ROUTE
        families.add(share.family)
    return total


def _classes(shares: list[Share]) -> tuple[str, ...]:
    best: dict[str, tuple[float, int]] = {}
    for share in shares:
        if len(share.code) > 2:
            mine = (-share.score, share.order)
            best[share.code] = min(best.get(share.code, mine), mine)
    return tuple(sorted(best, key=lambda code: (best[code], code)))
