"""How well an offer and each of many needs can go together at most: whom the recompute need not
look at. Pure; shares no code with the engine.

Distance and quantity are computed for all needs at once; what the other criteria give depends on a
few declared values that many flows share, and is asked of the criteria themselves once for each. A
bound too high costs a look, a bound too low would be a wrong list: a property test holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.scoring import CRITERIA, FlowRow, Rules, Settings, criteria
from boucle.matching.scoring.assess import DECLARED_FIRST
from boucle.matching.scoring.inputs import TYPICAL
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import EARTH_KM, FULL, STOP, RouteRule

Floats = npt.NDArray[np.float64]

_APART: Final = ("distance", "quantity", "quality")
_ROUNDED: Final = 2.0
"""Points are rounded, and so is the score: never more than this above what is computed here."""
_EXCLUDED: Final = float("-inf")


@dataclass(frozen=True, slots=True)
class Side:
    """A flow with its territory's settings and what running synergies leave of it. ``bar``: what is
    of a lower rank takes no place in its list."""

    row: FlowRow
    settings: Settings
    free: int
    bar: float


class Needs:
    """The needs that one route leads to."""

    def __init__(self, rules: Rules, rule: RouteRule, needs: Sequence[Side]) -> None:
        self._rules, self._rule, self._needs = rules, rule, needs
        rows = [need.row for need in needs]
        self._network = np.array([_network_km(row, rule) for row in rows])
        self._place = np.array([(row.x, row.y, row.z) for row in rows])
        self._slack = np.array([row.slack_km for row in rows])
        self._wanted = np.array([need.free for need in needs], np.float64)
        self._bar = np.array([need.bar for need in needs])
        self._threshold = np.array([need.settings.threshold for need in needs], np.float64)
        self._typical = np.array([row.certainty == TYPICAL for row in rows])
        weights = np.array([need.settings.weights for need in needs], np.float64)
        self._far, self._much = (weights[:, CRITERIA.index(name)] for name in _APART[:2])
        self._weight = np.maximum(weights.sum(axis=1), 1.0)
        told = [_need_told(need, rule) for need in needs]
        self._shared = _Shared(told, needs, self._without_qualities)
        asked = [(one.row.qualities, one.settings.weights, self._tightened(one)) for one in needs]
        self._asked = _Shared(asked, needs, self._of_qualities)

    def worth(self, offer: Side) -> list[int]:
        """Which of the needs, by place, may enter the offer's list, or it theirs."""
        km = EARTH_KM * np.sqrt(((self._place - _place(offer)) ** 2).sum(axis=1))
        points = self._shared.of(_offer_told(offer), offer)
        points = points + self._asked.of((offer.row.qualities, self._tightened(offer)), offer)
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

    def _quantity_points(self, offer: Side) -> Floats:
        """As ``criteria.quantity``, where something is left of both."""
        served = max(float(offer.free) * self._rule.yield_, 1e-9)
        wanted = np.maximum(self._wanted, 1e-9)
        ratio: Floats = np.minimum(served, wanted) / np.maximum(served, wanted)
        return 10000.0 * np.sqrt(ratio)

    def _without_qualities(self, offer: Side, need: Side) -> float:
        """What the other criteria give at the door, or exclude."""
        pair = self._pairing(offer, need)
        total = 0.0
        for name, criterion, weight in zip(
            CRITERIA, criteria.WEIGHED, need.settings.weights, strict=True
        ):
            if name in _APART:
                continue
            if name == "eur" and offer.row.eur is not None and need.row.eur is not None:
                total += weight * FULL  # each flow has a price of its own: not worth asking
                continue
            seen = criterion(pair, 0)
            if seen.verdict == "fail":
                return _EXCLUDED
            total += weight * seen.points
        return total

    def _of_qualities(self, offer: Side, need: Side) -> float:
        seen = criteria.quality(self._pairing(offer, need), 0)
        weight = need.settings.weights[CRITERIA.index("quality")]
        return _EXCLUDED if seen.verdict == "fail" else float(weight * seen.points)

    def _tightened(self, side: Side) -> tuple[tuple[int, float, float], ...]:
        return side.settings.tightened(self._rule.index)

    def _pairing(self, offer: Side, need: Side) -> Pairing:
        both = (offer.settings, need.settings)
        return Pairing(
            self._rules, self._rule, offer.row, need.row, *both, offer.free, need.free, 0.0
        )


class _Shared:
    """Points of an offer beside each need, asked once for all that tell the same."""

    def __init__(
        self,
        told: Sequence[Hashable],
        needs: Sequence[Side],
        ask: Callable[[Side, Side], float],
    ) -> None:
        examples = dict(zip(told, needs, strict=True))
        index = {each: at for at, each in enumerate(examples)}
        self._examples = list(examples.values())
        self._at = np.array([index[each] for each in told], np.int64)
        self._ask = ask
        self._known: dict[Hashable, Floats] = {}

    def of(self, told: Hashable, offer: Side) -> Floats:
        known = self._known.get(told)
        if known is None:
            known = np.array([self._ask(offer, example) for example in self._examples])
            self._known[told] = known
        of_each: Floats = known[self._at]
        return of_each


def _network_km(row: FlowRow, rule: RouteRule) -> float:
    """No network that it shares with another adds more to the reach."""
    return max((km for _, km in row.networks), default=0.0) if rule.network else 0.0


def _distance_points(km: Floats, reach: Floats) -> Floats:
    """As ``criteria.distance_points``; never less for a longer reach."""
    beyond = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return np.where(km <= reach, 10000.0 - 2000.0 * (km / reach), np.maximum(beyond, 0.0))


def _offer_told(offer: Side) -> tuple[Any, ...]:
    row, own = offer.row, offer.settings
    return (
        *(row.months, row.form, row.status, row.hazardous, row.certainty),
        *(row.eur is None, row.kgco2e, own.routes_off, own.min_season),
    )


def _need_told(need: Side, rule: RouteRule) -> tuple[Any, ...]:
    row, own = need.row, need.settings
    return (
        *(row.months, row.form, row.accepts, row.treatments & rule.operations, row.certainty),
        *(row.eur is None, row.kgco2e, own.weights, own.routes_off, own.min_season),
    )


def _place(side: Side) -> Floats:
    return np.array((side.row.x, side.row.y, side.row.z))
