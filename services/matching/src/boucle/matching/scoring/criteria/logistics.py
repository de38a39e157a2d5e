"""Use, distance and season: whether and how the one gets to the other."""

from functools import lru_cache
from typing import Final

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.matching.scoring.criteria.criterion import (
    MANY,
    UpperBound,
    WeighedCriterion,
    apart,
    limit_number,
    number,
)
from boucle.matching.scoring.inputs import ALWAYS, UNDECLARED
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import STOP, UNKNOWN_POINTS, RouteRule


def route(pair: Pairing, weight: int) -> Criterion:
    """A known way from the one family to the other, not switched off by either territory."""
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
    """Hard at three reaches, or where a territory says, on the least that the distance may be."""
    km, reach = pair.km, pair.reach_km
    stop = min(STOP * reach, pair.offer_settings.max_km, pair.need_settings.max_km)
    verdict: Verdict = "pass" if km <= reach else "partial"
    shown, limit = number(km), limit_number(stop)
    if pair.nearest_km > stop:
        verdict = "fail"
        shown, limit = apart(km, stop)
    return Criterion(
        name="distance",
        verdict=verdict,
        weight=weight,
        points=0 if verdict == "fail" else distance_points(km, reach),
        value=shown,
        limit=limit,
        unit="km",
    )


def distance_points(km: float, reach: float) -> int:
    """From 10,000 at the door to 8,000 at the reach, then to 0 at three reaches."""
    if km <= reach:
        return round(10000.0 - 2000.0 * (km / reach))
    left = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return round(left) if left > 0.0 else 0


def season(pair: Pairing, weight: int) -> Criterion:
    """The share of the need's months in which the offer exists.

    Months that nobody declared are unknown: only an offer of the whole year suits any of them.
    """
    return _season(pair.offer.months, pair.need.months, least_season(pair), weight)


def least_season(pair: Pairing) -> float:
    """The share of the need's months that either territory asks for."""
    return max(pair.offer_settings.min_season, pair.need_settings.min_season)


def months_needed(offered: int, asked: int) -> int:
    """As bits; ``UNDECLARED`` where nobody can know."""
    return asked or (ALWAYS if offered == ALWAYS else UNDECLARED)


@lru_cache(maxsize=MANY)
def _season(offered: int, asked: int, least: float, weight: int) -> Criterion:
    needed = months_needed(offered, asked)
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


def duration(pair: Pairing, weight: int) -> Criterion:
    """Weigh for how long both flows exist: a year or more earns all points."""
    days = min(pair.offer.end, pair.need.end) - max(pair.offer.start, pair.need.start) + 1
    shared = min(365, max(0, days))
    return Criterion(
        name="duration",
        verdict="pass" if shared == 365 else "partial",
        weight=weight,
        points=round(10000.0 * (float(shared) / 365.0)),
        value=str(shared),
        limit="365",
        unit="d",
    )


WEIGHED: Final = (
    WeighedCriterion(
        "route", route, UpperBound.exact(route, lambda _, own, rule: rule.index in own.routes_off)
    ),
    WeighedCriterion("distance", distance),
    WeighedCriterion(
        "season", season, UpperBound.exact(season, lambda row, own, _: (row.months, own.min_season))
    ),
    WeighedCriterion(
        "duration", duration, UpperBound.exact(duration, lambda row, _, __: (row.start, row.end))
    ),
)
