"""How well an offer and each of many needs can go together at most: whom the recompute need not
look at. Pure; shares no code with the engine.

Distance and quantity are computed for all needs at once; the other criteria's bounds depend on a
few declared values that many flows share, and are asked once for each; a criterion without a bound
counts as perfect. A bound too high costs time, a bound too low would be a wrong list: a property
test holds them.
"""

from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from boucle.catalogue.criteria import CRITERIA
from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.criteria import WEIGHED, WeighedCriterion
from boucle.matching.scoring.inputs import TYPICAL
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import EARTH_KM, FULL, STOP, RouteRule
from tests.reference.sides import PlainSide

Floats = npt.NDArray[np.float64]

_BY_ARRAYS: Final = ("distance", "quantity")
"""Computed here for all needs at once."""
_ON_ITS_OWN: Final = ("quality",)
"""What it reads differs from flow to flow: asked together with the others, nothing would be shared.
"""
_ROUNDED: Final = 2.0
"""Points are rounded, and so is the score: never more than this above what is computed here."""
_EXCLUDED: Final = float("-inf")


class Needs:
    """The needs that one route leads to."""

    def __init__(self, rules: Rules, rule: RouteRule, needs: Sequence[PlainSide]) -> None:
        self._rules, self._rule, self._needs = rules, rule, needs
        rows = [need.row for need in needs]
        self._network = np.array([_network_km(row, rule) for row in rows])
        self._place = np.array([(row.x, row.y, row.z) for row in rows])
        self._slack = np.array([row.slack_km for row in rows])
        self._wanted = np.array([need.free for need in needs], np.float64)
        self._bar = np.array([need.bar for need in needs])
        self._threshold = np.array([need.settings.threshold for need in needs], np.float64)
        self._typical = np.array([row.certainty == TYPICAL for row in rows])
        weights = {
            name: np.array([getattr(need.settings.weights, name) for need in needs], np.float64)
            for name in CRITERIA
        }
        self._far, self._much = (weights[name] for name in _BY_ARRAYS)
        self._weight = np.maximum(sum(weights.values()), 1.0)
        bounded = [each for each in WEIGHED if each.bound is not None]
        own = [each for each in bounded if each.name in _ON_ITS_OWN]
        both = ([each for each in bounded if each not in own], own)
        self._shared = [_Shared(rules, rule, group, needs) for group in both]
        self._perfect = np.zeros(len(needs))
        for each in WEIGHED:
            if each.bound is None and each.name not in _BY_ARRAYS:
                self._perfect += FULL * weights[each.name]

    def worth(self, offer: PlainSide) -> list[int]:
        """Which of the needs, by place, may enter the offer's list, or it theirs."""
        km = EARTH_KM * np.sqrt(((self._place - _place(offer)) ** 2).sum(axis=1))
        points = self._perfect.copy()
        for shared in self._shared:
            points += shared.of(offer)
        reach = self._rule.reach_km + np.minimum(self._network, _network_km(offer.row, self._rule))
        points += self._far * _distance_points(km, reach) + self._much * self._quantity_points(
            offer
        )
        score = points / self._weight + _ROUNDED
        rank = score + np.where(self._typical | (offer.row.certainty == TYPICAL), 0, DECLARED_FIRST)
        ours = (rank >= offer.bar) & (score >= offer.settings.threshold)
        theirs = (rank >= self._bar) & (score >= self._threshold)
        near = km - self._slack - offer.row.slack_km <= STOP * reach + 1e-6
        left = (self._wanted > 0.0) & (offer.free > 0)
        found: list[int] = np.flatnonzero((ours | theirs) & near & left).tolist()
        return found

    def _quantity_points(self, offer: PlainSide) -> Floats:
        """As ``value.quantity``, where something is left of both."""
        served = max(float(offer.free) * self._rule.yield_, 1e-9)
        wanted = np.maximum(self._wanted, 1e-9)
        ratio: Floats = np.minimum(served, wanted) / np.maximum(served, wanted)
        return 10000.0 * np.sqrt(ratio)


class _Shared:
    """The most that some criteria give an offer with each need, asked once for all flows alike."""

    def __init__(
        self,
        rules: Rules,
        rule: RouteRule,
        criteria: Sequence[WeighedCriterion],
        needs: Sequence[PlainSide],
    ) -> None:
        self._rules, self._rule = rules, rule
        self._bounds = [(each.name, each.bound) for each in criteria if each.bound is not None]
        keys = [self._need_key(need) for need in needs]
        examples = dict(zip(keys, needs, strict=True))
        index = {key: at for at, key in enumerate(examples)}
        self._examples = list(examples.values())
        self._at = np.array([index[key] for key in keys], np.int64)
        self._known: dict[Hashable, Floats] = {}

    def of(self, offer: PlainSide) -> Floats:
        key = tuple(
            [bound.offer(offer.row, offer.settings, self._rule) for _, bound in self._bounds]
        )
        known = self._known.get(key)
        if known is None:
            known = np.array([self._most(offer, example) for example in self._examples])
            self._known[key] = known
        of_each: Floats = known[self._at]
        return of_each

    def _need_key(self, need: PlainSide) -> Hashable:
        row, own = need.row, need.settings
        read = [bound.need(row, own, self._rule) for _, bound in self._bounds]
        return (*read, *[getattr(own.weights, name) for name, _ in self._bounds])

    def _most(self, offer: PlainSide, need: PlainSide) -> float:
        """Weighed points, or the pair is excluded."""
        pair = Pairing(
            self._rules,
            self._rule,
            offer.row,
            need.row,
            offer.settings,
            need.settings,
            offer.free,
            need.free,
            km=0.0,
        )
        total = 0.0
        for name, bound in self._bounds:
            points = bound.most(pair)
            if points < 0:
                return _EXCLUDED
            total += getattr(need.settings.weights, name) * points
        return total


def _network_km(row: FlowInputs, rule: RouteRule) -> float:
    """No network that it shares with another adds more to the reach."""
    return max((km for _, km in row.networks), default=0.0) if rule.network else 0.0


def _distance_points(km: Floats, reach: Floats) -> Floats:
    """As ``logistics.distance_points``; never less for a longer reach."""
    beyond = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return np.where(km <= reach, 10000.0 - 2000.0 * (km / reach), np.maximum(beyond, 0.0))


def _place(side: PlainSide) -> Floats:
    return np.array((side.row.x, side.row.y, side.row.z))
