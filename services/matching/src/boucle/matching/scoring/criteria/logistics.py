"""These criteria cover use, distance and season: whether and how one side reaches the other."""

from functools import lru_cache
from typing import Final

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.matching.scoring.criteria.criterion import (
    MANY,
    UpperBound,
    WeighedCriterion,
    limit_number,
    number,
    two_figures,
)
from boucle.matching.scoring.inputs import ALWAYS, UNDECLARED
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import STOP, UNKNOWN_POINTS, RouteRule


def route(pair: Pairing, weight: int) -> Criterion:
    """Find a known way between the families that neither territory has switched off."""
    off = (
        pair.rule.index in pair.offer_settings.routes_off
        or pair.rule.index in pair.need_settings.routes_off
    )
    return _route(pair.rule, off, weight)


@lru_cache(maxsize=MANY)
def _route(rule: RouteRule, off: bool, weight: int) -> Criterion:
    return Criterion(
        name="route",
        verdict="fail" if off else "pass",
        weight=weight,
        points=0 if off else rule.points,
        value=rule.key,
        limit="switched off" if off else None,
        private=False,
    )


def distance(pair: Pairing, weight: int) -> Criterion:
    """Fail beyond three reaches, or a territory's limit, on the least possible distance."""
    km, reach = pair.km, pair.reach_km
    stop = min(STOP * reach, pair.offer_settings.max_km, pair.need_settings.max_km)
    verdict: Verdict = "pass" if km <= reach else "partial"
    figure, limit = number(km), limit_number(stop)
    if pair.nearest_km > stop:
        verdict = "fail"
        figure, limit = two_figures(km, stop)
    return Criterion(
        name="distance",
        verdict=verdict,
        weight=weight,
        points=0 if verdict == "fail" else distance_points(km, reach),
        value=figure,
        limit=limit,
        unit="km",
    )


def distance_points(km: float, reach: float) -> int:
    """Return 10,000 at the door, 8,000 at the reach, 0 at three reaches."""
    if km <= reach:
        return round(10000.0 - 2000.0 * (km / reach))
    left = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return round(left) if left > 0.0 else 0


def season(pair: Pairing, weight: int) -> Criterion:
    """Compare the share of the need's months in which the offer exists. Undeclared months are
    unknown: only an offer of the whole year suits any of them."""
    return _season(pair.offer.months, pair.need.months, least_season(pair), weight)


def least_season(pair: Pairing) -> float:
    """Return the share of the need's months that either territory requires."""
    return max(pair.offer_settings.min_season, pair.need_settings.min_season)


def months_needed(offered: int, required: int) -> int:
    """Return the months as bits; ``UNDECLARED`` if unknown."""
    return required or (ALWAYS if offered == ALWAYS else UNDECLARED)


@lru_cache(maxsize=MANY)
def _season(offered: int, required: int, least: float, weight: int) -> Criterion:
    needed = months_needed(offered, required)
    wanted, shared = needed.bit_count(), (needed & offered).bit_count()
    if not offered or not needed:
        return Criterion(
            name="season",
            verdict="unknown",
            weight=weight,
            points=UNKNOWN_POINTS,
            value=str(offered.bit_count()) if offered else None,
            limit=str(wanted) if needed else None,
            unit="months",
        )
    fails = shared == 0 or float(shared) / float(wanted) < least
    verdict: Verdict = "fail" if fails else "pass" if shared == wanted else "partial"
    return Criterion(
        name="season",
        verdict=verdict,
        weight=weight,
        points=0 if fails else round(10000.0 * float(shared) / float(wanted)),
        value=str(shared),
        limit=str(wanted),
        unit="months",
    )


WEIGHED: Final = (
    WeighedCriterion(
        "route", route, UpperBound.exact(route, lambda _, own, rule: rule.index in own.routes_off)
    ),
    WeighedCriterion("distance", distance),
    WeighedCriterion(
        "season", season, UpperBound.exact(season, lambda row, own, _: (row.months, own.min_season))
    ),
)
