"""Compute what depends on an offer and a route alone: whether the route takes it, and what it loses
with any need."""

from typing import Any, Final, NamedTuple

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.kernel import compare
from boucle.matching.engine.world import World
from boucle.matching.scoring.rules import FULL, UNKNOWN_POINTS

_UNKNOWN: Final = float(FULL - UNKNOWN_POINTS)
_FAILS: Final = np.inf


class OfferValues(NamedTuple):
    """An offer's values: bits of the routes that take it; points that it loses at least; mean
    points of these by qualities."""

    taken: int
    lost: float
    quality: float


@inlined
def offer_values(world: World, flow: Any) -> OfferValues:
    """Return the values of a flow; a need loses nothing by itself."""
    if not flow.output:
        return OfferValues(0, 0.0, 0.0)
    taken, lost, least = np.int64(0), _FAILS, _FAILS
    side = 2 * flow.family + 1
    for i in range(world.side_start[side], world.side_start[side + 1]):
        rule = world.routes[world.side_route[i]]
        quality = quality_lost(world, flow, world.side_route[i])
        if not (is_barred(flow, rule) or quality == _FAILS):
            taken |= np.int64(rule.bit)
            least = min(least, quality)
            lost = min(lost, offer_loss(flow, rule, quality, world.least[0]))
    return OfferValues(int(taken), lost, least) if taken != 0 else OfferValues(0, 0.0, 0.0)


@inlined
def is_shut(world: World, offer: Any, route: int) -> bool:
    """Tell whether an offer may not take a route, whatever the need."""
    return is_barred(offer, world.routes[route]) or quality_lost(world, offer, route) == _FAILS


@inlined
def is_barred(offer: Any, rule: Any) -> bool:
    """Tell the same by hazard, form and status."""
    if offer.hazardous and not rule.hazardous:
        return True
    if offer.form != 0 and rule.forms != 0 and (offer.form & rule.forms) == 0:
        return True
    return bool(offer.status != 0 and (offer.status & rule.statuses) == 0)


@inlined
def quality_lost(world: World, offer: Any, route: int) -> float:
    """Return the mean points that an offer loses at least by the route's limits, infinite if it
    fails. Needs and territories only tighten them."""
    checks, lost = world.routes[route].checks, 0.0
    for j in range(checks):
        low, high = world.check_low[route, j], world.check_high[route, j]
        if low > -np.inf or high < np.inf:
            offer_low, offer_high = -np.inf, np.inf
            column = world.offer_column[route, j]
            if column >= 0 and offer.quality != 0:
                at = offer.quality + column
                offer_low, offer_high = world.low[at], world.high[at]
            points = compare(offer_low, offer_high, low, high)
            if points < 0.0:
                return _FAILS
            lost += FULL - points
    return lost / checks if lost > 0.0 else 0.0


@inlined
def offer_loss(offer: Any, rule: Any, quality: float, weights: Any) -> float:
    """Return the points that an offer loses on a route: ``quality`` mean points by qualities, the
    rest by undeclared values."""
    lost = weights.quality * quality
    if offer.form == 0:
        lost += weights.form * _UNKNOWN
    if offer.status == 0 and rule.needs_status:
        lost += weights.legal * _UNKNOWN
    return float(lost)
