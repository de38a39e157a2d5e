"""The score of many pairs at once: three equal-long arrays in (offers, needs, routes), scores out.

Written apart from ``scoring.criteria``, operation for operation in the same order, so that both
give the same integer (a property test holds them together). Elementwise + - x / sqrt, comparisons
and rint only; sums are of whole numbers, exact in any order.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.columns import Array, Columns
from boucle.matching.engine.qualities import Qualities
from boucle.matching.engine.tables import RouteTable, SettingsTable
from boucle.matching.scoring.inputs import ALWAYS, TYPICAL, UNDECLARED
from boucle.matching.scoring.rules import (
    DETOUR,
    EARTH_KM,
    FULL,
    LEAST_RATIO,
    NETWORK_KM,
    PARTIAL_POINTS,
    PRODUCT,
    STOP,
    UNKNOWN_POINTS,
    WASTE,
)

_MONTHS: Final = np.array([bits.bit_count() for bits in range(ALWAYS + 1)], np.float64)
_CERTAINTY: Final = np.array([FULL, 8000.0, UNKNOWN_POINTS])
Scores = npt.NDArray[np.int32]


class Book(NamedTuple):
    """What the kernel reads."""

    flows: Columns
    qualities: Qualities
    routes: RouteTable
    settings: SettingsTable


class _Pairs(NamedTuple):
    """Pairs still in the running; ``km`` and ``reach`` come with them."""

    offers: Array
    needs: Array
    routes: Array
    km: Array
    reach: Array

    def keep(self, mask: Array) -> _Pairs:
        return _Pairs(*(column[mask] for column in self))


def score_pairs(book: Book, offers: Array, needs: Array, routes: Array) -> Scores:
    """Scores 0..10,000 of the pairs, -1 where a hard criterion excludes. Lives have no say here."""
    scores: Scores = np.full(len(offers), -1, np.int32)
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs, alive = _within_reach(book, offers, needs, routes)
        for excluded in (_told_apart, _not_allowed):
            mask = ~excluded(book, pairs)
            pairs, alive = pairs.keep(mask), alive[mask]
        ratio = _ratio(book, pairs)
        quality, fails = _quality(book, pairs)
        mask = (ratio >= _least_ratio(book, pairs)) & ~fails
        pairs, alive, ratio = pairs.keep(mask), alive[mask], ratio[mask]
        scores[alive] = _score(book, pairs, quality[mask], ratio)
    return scores


def typical_pairs(flows: Columns, offers: Array, needs: Array) -> Array:
    """Which pairs rank below all declared ones."""
    result: Array = np.maximum(flows.certainty[offers], flows.certainty[needs]) == TYPICAL
    return result


def _within_reach(book: Book, offers: Array, needs: Array, routes: Array) -> tuple[_Pairs, Array]:
    flows, settings = book.flows, book.settings
    dx = flows.x[offers] - flows.x[needs]
    dy = flows.y[offers] - flows.y[needs]
    dz = flows.z[offers] - flows.z[needs]
    km = EARTH_KM * np.sqrt(dx * dx + dy * dy + dz * dz)
    slack = flows.slack[offers].astype(np.float64) + flows.slack[needs].astype(np.float64)
    nearest = np.maximum(0.0, km - slack)
    reach = _reach(book, offers, needs, routes)
    limits = np.minimum(
        settings.max_km[flows.territory[offers]], settings.max_km[flows.territory[needs]]
    )
    alive = np.flatnonzero(nearest <= np.minimum(STOP * reach, limits))
    kept = _Pairs(offers[alive], needs[alive], routes[alive], km[alive], reach[alive])
    return kept, alive


def _reach(book: Book, offers: Array, needs: Array, routes: Array) -> Array:
    """Sites on one declared network reach farther; few flows name any."""
    reach: Array = book.routes.reach[routes]
    ours, theirs = book.flows.networks[offers], book.flows.networks[needs]
    some = np.flatnonzero((ours > 0) & (theirs > 0) & book.routes.network[routes])
    names = book.flows.network_names
    for i in some:
        if not set(names[ours[i]]).isdisjoint(names[theirs[i]]):
            reach[i] += NETWORK_KM
    return reach


def _told_apart(book: Book, pairs: _Pairs) -> Array:
    """Own organisation, no common month, no common day, or a route switched off."""
    flows, settings = book.flows, book.settings
    offers, needs = pairs.offers, pairs.needs
    own = (flows.organisation_lo[offers] == flows.organisation_lo[needs]) & (
        flows.organisation_hi[offers] == flows.organisation_hi[needs]
    )
    shared, wanted, known = _seasons(book, pairs)
    ours, theirs = flows.territory[offers], flows.territory[needs]
    least = np.maximum(settings.min_season[ours], settings.min_season[theirs])
    excluded = own | (known & ((shared == 0.0) | (shared / wanted < least)))
    excluded |= np.maximum(flows.start[offers], flows.start[needs]) > np.minimum(
        flows.end[offers], flows.end[needs]
    )
    if settings.any_off:
        excluded |= settings.off[ours, pairs.routes] | settings.off[theirs, pairs.routes]
    result: Array = excluded
    return result


def _seasons(book: Book, pairs: _Pairs) -> tuple[Array, Array, Array]:
    """Months shared, months wanted, and whether both are known: an offer of the whole year suits
    a need that tells none."""
    offered, told = book.flows.months[pairs.offers], book.flows.months[pairs.needs]
    wanted = np.where((told == UNDECLARED) & (offered == ALWAYS), offered, told)
    known = (offered != UNDECLARED) & (wanted != UNDECLARED)
    return _MONTHS[wanted & offered], _MONTHS[wanted], known


def _not_allowed(book: Book, pairs: _Pairs) -> Array:
    """Hazard, legal status, the receiver's permits, physical form."""
    flows, routes = book.flows, book.routes
    offers, needs, at = pairs.offers, pairs.needs, pairs.routes
    status, form = flows.status[offers], flows.form[offers]
    told = status != 0
    excluded = flows.hazardous[offers] & ~routes.hazardous[at]
    excluded |= told & ((status & routes.statuses[at]) == 0)
    accepts = flows.accepts[needs]
    excluded |= told & (accepts != UNDECLARED) & ((status & accepts) == 0)
    operations = routes.operations[at]
    unable = (operations != 0) & ((operations & flows.treatments[needs]) == 0)
    excluded |= (status == WASTE) & unable
    taken = routes.forms[at]
    excluded |= (form != 0) & (taken != 0) & ((form & taken) == 0)
    result: Array = excluded
    return result


def _served(book: Book, pairs: _Pairs) -> tuple[Array, Array]:
    offered = book.flows.free(pairs.offers).astype(np.float64)
    wanted = book.flows.free(pairs.needs).astype(np.float64)
    return offered * book.routes.yield_[pairs.routes], wanted


def _ratio(book: Book, pairs: _Pairs) -> Array:
    served, wanted = _served(book, pairs)
    ratio = np.where(served <= wanted, served / wanted, wanted / served)
    result: Array = np.where((served <= 0.0) | (wanted <= 0.0), -1.0, ratio)
    return result


def _least_ratio(book: Book, pairs: _Pairs) -> Array:
    territory, least = book.flows.territory, book.settings.min_ratio
    ours, theirs = least[territory[pairs.offers]], least[territory[pairs.needs]]
    result: Array = np.maximum(LEAST_RATIO, np.maximum(ours, theirs))
    return result


def _quality(book: Book, pairs: _Pairs) -> tuple[Array, Array]:
    """Mean points of the attributes asked for, and where one of them fails."""
    routes = book.routes
    total = np.zeros(len(pairs.offers))
    asked = np.zeros(len(pairs.offers))
    fails = np.zeros(len(pairs.offers), np.bool_)
    checks = routes.checks[pairs.routes]
    for j in range(int(checks.max(initial=0))):
        some = np.flatnonzero(checks > j)
        at = pairs.routes[some]
        offered = _bounds(book, pairs.offers[some], routes.offer_column[at, j])
        wanted = _bounds(book, pairs.needs[some], routes.need_column[at, j])
        low = np.maximum(wanted[0], routes.check_low[at, j])
        high = np.minimum(wanted[1], routes.check_high[at, j])
        points, failed = _compare(*offered, low, high)
        wants = (low > -np.inf) | (high < np.inf)
        total[some] += np.where(wants, points, 0.0)
        asked[some] += wants
        fails[some] |= failed & wants
    return np.where(asked == 0.0, float(FULL), np.rint(total / asked)), fails


def _bounds(book: Book, slots: Array, columns: Array) -> tuple[Array, Array]:
    """Block 0 is nobody's: what has no column or no block is read there, as undeclared."""
    blocks = book.flows.quality[slots]
    at = np.where((columns >= 0) & (blocks > 0), blocks + columns, 0)
    return book.qualities.low[at], book.qualities.high[at]


def _compare(
    offer_low: Array, offer_high: Array, low: Array, high: Array
) -> tuple[npt.NDArray[np.float64], Array]:
    unknown = (offer_low == -np.inf) & (offer_high == np.inf)
    inside = (offer_low >= low) & (offer_high <= high)
    points = np.where(
        unknown, float(UNKNOWN_POINTS), np.where(inside, float(FULL), float(PARTIAL_POINTS))
    )
    fails = (low > high) | (~unknown & ((offer_high < low) | (offer_low > high)))
    return points, fails


def _score(book: Book, pairs: _Pairs, quality: Array, ratio: Array) -> Array:
    flows, settings = book.flows, book.settings
    weights = settings.weights[flows.territory[pairs.needs]]
    shared, wanted, known = _seasons(book, pairs)
    tkm = book.routes.tonnes[pairs.routes] * (pairs.km * DETOUR)
    certainty = np.maximum(flows.certainty[pairs.offers], flows.certainty[pairs.needs])
    points: tuple[Any, ...] = (
        book.routes.points[pairs.routes],
        _distance(pairs.km, pairs.reach),
        np.where(known, np.rint(10000.0 * shared / wanted), float(UNKNOWN_POINTS)),
        quality,
        _form(book, pairs),
        _legal(book, pairs),
        np.rint(10000.0 * np.sqrt(ratio)),
        _CERTAINTY[certainty],
        _eur(book, pairs, tkm),
        _co2(book, pairs, tkm),
    )
    total = np.zeros(len(pairs.offers))
    for i, each in enumerate(points):
        total += weights[:, i] * each
    sums = weights.sum(axis=1)
    result: Array = np.where(sums > 0.0, np.rint(total / sums), 0.0).astype(np.int32)
    return result


def _distance(km: Array, reach: Array) -> Array:
    within = 10000.0 - 2000.0 * (km / reach)
    beyond = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return np.rint(np.where(km <= reach, within, np.maximum(0.0, beyond)))


def _form(book: Book, pairs: _Pairs) -> Array:
    offered, wanted = book.flows.form[pairs.offers], book.flows.form[pairs.needs]
    other = (wanted != 0) & ((offered & wanted) == 0) & ~book.routes.transformed[pairs.routes]
    known = np.where(other, float(PARTIAL_POINTS), float(FULL))
    return np.where(offered == 0, float(UNKNOWN_POINTS), known)


def _legal(book: Book, pairs: _Pairs) -> Array:
    """A status untold is none of the sure ones."""
    status, accepts = book.flows.status[pairs.offers], book.flows.accepts[pairs.needs]
    doubt = (status & book.routes.sure[pairs.routes]) == 0
    doubt |= (accepts == UNDECLARED) & (status != PRODUCT)
    unknown = doubt & book.routes.needs_status[pairs.routes]
    return np.where(unknown, float(UNKNOWN_POINTS), float(FULL))


def _eur(book: Book, pairs: _Pairs, tkm: Array) -> Array:
    flows, routes, at = book.flows, book.routes, pairs.routes
    avoided = flows.eur[pairs.offers] + flows.eur[pairs.needs] * routes.yield_[at]
    hazardous = flows.hazardous[pairs.offers].astype(np.intp)
    low = avoided - tkm * routes.freight_high[hazardous, at] - routes.cost_high[at]
    high = avoided - tkm * routes.freight_low[hazardous, at] - routes.cost_low[at]
    return _worth((low + high) / 2.0, routes.eur_scale[at])


def _co2(book: Book, pairs: _Pairs, tkm: Array) -> Array:
    flows, routes, at = book.flows, book.routes, pairs.routes
    declared = flows.kgco2e[pairs.needs]
    supply = np.where(np.isnan(declared), routes.avoided[at], declared)
    spent = flows.kgco2e[pairs.offers]
    disposal = np.where(np.isnan(spent), 0.0, spent)
    kg = routes.yield_[at] * (supply - routes.treatment[at]) + disposal - tkm * routes.road
    return _worth(kg, routes.co2_scale[at])


def _worth(middle: Array, scale: Array) -> Array:
    """NaN, whichever input is missing, earns what is unknown."""
    points = np.rint(np.minimum(10000.0, np.maximum(0.0, 5000.0 + 5000.0 * (middle / scale))))
    return np.where(np.isnan(points), float(UNKNOWN_POINTS), points)
