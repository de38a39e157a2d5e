"""Why a flow has no more possibilities: what excludes copies, and by how little. Pure.

It reads what possibilities read, the asker's exact row and coarse copies, and says nothing that
would not follow from possibilities asked with other values of one's own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from boucle.contract.events.reasons import Criterion
from boucle.contract.rounding import distance_band
from boucle.matching.candidates.synergy import PairInputs, of_best_families
from boucle.matching.possibilities.decisions import Copy, pair_with
from boucle.matching.possibilities.misses import Miss, MissedPair, miss_of
from boucle.matching.scoring import FlowInputs, RouteRule, Rules, ScoringSettings, explain
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.families import families_of
from boucle.matching.scoring.pairing import chord_km

ReachState = Literal["suits", "excluded", "beyond", "nobody", "switched_off"]
_ALL_QUALITIES: Final = "quality"
"""Fails where one of them does, which is said of that one."""
_BEST_FIRST: Final[Mapping[ReachState, int]] = {
    "suits": 0,
    "excluded": 1,
    "beyond": 2,
    "nobody": 3,
    "switched_off": 4,
}


class NearMiss(NamedTuple):
    """Of a copy that a criterion excludes. ``family``: the copy's; ``band``: of the distance, None
    where the place is not shown; ``others``: criteria that exclude it too."""

    family: int
    band: str | None
    miss: Miss
    others: tuple[str, ...]


class CriterionMisses(NamedTuple):
    """``fails``: how many copies it excludes; ``alone``: of these, which nothing else does."""

    name: str
    fails: int
    alone: int
    nearest: NearMiss


class FamilyReach(NamedTuple):
    """A family that could be a partner. ``band``: of the nearest that may be shown; None where the
    place is not, or there is nobody."""

    family: int
    route: str
    state: ReachState
    band: str | None


class Explanation(NamedTuple):
    """``criteria``: those that exclude most by themselves first; ``families``: from those that suit
    to those of nobody; ``without_route``: of the flow's own."""

    looked_at: int
    criteria: Sequence[CriterionMisses]
    families: Sequence[FamilyReach]
    without_route: Sequence[int]


class _Seen(NamedTuple):
    """A copy as the asker's flow meets it. ``failing``: criteria that exclude it."""

    copy: Copy
    pair: PairInputs
    km: float
    failing: tuple[Criterion, ...]

    @property
    def band(self) -> str | None:
        return distance_band(f"{self.km:.1f}") if self.copy.placed else None


def explanation(
    own: FlowInputs,
    free: int,
    settings: ScoringSettings,
    copies: Iterable[Copy],
    beyond: Mapping[int, Sequence[Copy]],
    rules: Rules,
) -> Explanation:
    """``own``, ``free``, ``settings``, ``copies``: as of ``possibilities``; ``beyond``: by family
    of which there is nobody within reach, the nearest farther away."""
    seen = [_seen(own, free, settings, copy, rules) for copy in copies]
    routes = _routes(own, rules)
    return Explanation(
        looked_at=len(seen),
        criteria=_criteria(own, [one for one in seen if one.failing], rules),
        families=_families(own, settings.routes_off, routes, seen, beyond, rules),
        without_route=[family for family in families_of(own) if family not in routes],
    )


def _seen(own: FlowInputs, free: int, settings: ScoringSettings, copy: Copy, rules: Rules) -> _Seen:
    pair = of_best_families(pair_with(own, free, settings, copy), rules)
    reasons = explain(pair.offer, pair.need, rules, pair.settings, pair.free)
    failing = tuple(one for one in reasons if one.verdict == "fail" and one.name != _ALL_QUALITIES)
    return _Seen(copy, pair, chord_km(pair.offer, pair.need), failing)


def _criteria(own: FlowInputs, excluded: Sequence[_Seen], rules: Rules) -> list[CriterionMisses]:
    fails: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    misses: dict[str, list[NearMiss]] = defaultdict(list)
    for seen in excluded:
        names = [one.name for one in seen.failing]
        fails.update(names)
        alone.update(names if len(names) == 1 else ())
        for one in seen.failing:
            misses[one.name].append(_near_miss(own, seen, one, rules))
    found = [
        CriterionMisses(name, fails[name], alone[name], min(each, key=_how_far))
        for name, each in misses.items()
    ]
    return sorted(found, key=lambda one: (-one.alone, -one.fails, one.name))


def _near_miss(own: FlowInputs, seen: _Seen, failing: Criterion, rules: Rules) -> NearMiss:
    offer, need = seen.pair.offer, seen.pair.need
    pairing = pairing_of(offer, need, rules, seen.pair.settings, seen.pair.free)
    miss = Miss()
    if pairing is not None:
        mine = offer.family if own.output else need.family
        miss = miss_of(MissedPair(pairing, own.output, _share(own, mine)), failing)
    others = tuple(sorted(one.name for one in seen.failing if one.name != failing.name))
    return NearMiss(seen.copy.row.family, seen.band, miss, others)


def _share(own: FlowInputs, family: int) -> float:
    """Of all of a flow, that is of this family."""
    return next(one.share for one in (own, *own.others) if one.family == family) or 1.0


def _how_far(one: NearMiss) -> tuple[object, ...]:
    """What fails nothing else first, then by the gap; nothing of it tells equals apart."""
    gap = float("inf") if one.miss.gap is None else one.miss.gap
    return (len(one.others), gap, one.family, one.band or "", one.others, repr(one.miss))


def _families(
    own: FlowInputs,
    off: Collection[int],
    routes: Mapping[int, Sequence[RouteRule]],
    seen: Sequence[_Seen],
    beyond: Mapping[int, Sequence[Copy]],
    rules: Rules,
) -> list[FamilyReach]:
    by_family: dict[int, list[_Seen]] = defaultdict(list)
    for one in seen:
        by_family[one.copy.row.family].append(one)
    found = []
    for rule in (rule for some in routes.values() for rule in some):
        family = rule.input if own.output else rule.output
        if rule.index in off:
            found.append(FamilyReach(family, rule.key, "switched_off", None))
        else:
            near, far = by_family.get(family, ()), beyond.get(family, ())
            found.append(_reach(own, family, rule.key, near, far))
    found.sort(key=lambda one: (_BEST_FIRST[one.state], rules.family(one.family).key, one.route))
    best = {one.family: one for one in reversed(found)}
    return sorted(best.values(), key=found.index)


def _reach(
    own: FlowInputs, family: int, route: str, near: Collection[_Seen], far: Collection[Copy]
) -> FamilyReach:
    """Of those that suit, the nearest; else of those that do not, else of those farther away."""
    suiting = [one for one in near if not one.failing]
    if near:
        some = suiting or near
        placed = [one.km for one in some if one.copy.placed]
        return FamilyReach(family, route, "suits" if suiting else "excluded", _nearest(placed))
    placed = [chord_km(own, one.row) for one in far if one.placed]
    return FamilyReach(family, route, "beyond" if placed else "nobody", _nearest(placed))


def _nearest(placed: Sequence[float]) -> str | None:
    return distance_band(f"{min(placed):.1f}") if placed else None


def _routes(own: FlowInputs, rules: Rules) -> Mapping[int, Sequence[RouteRule]]:
    """By own family, those that have any."""
    mine: dict[int, list[RouteRule]] = defaultdict(list)
    for rule in rules.routes:
        family = rule.output if own.output else rule.input
        if family in families_of(own):
            mine[family].append(rule)
    return mine
