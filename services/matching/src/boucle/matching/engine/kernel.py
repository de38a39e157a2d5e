"""Score one offer and one need in machine code: a whole number, or -1. Written apart from
``scoring.criteria``, operation for operation in the same order, so that both give the same integer
(a property test compares them). A weighed criterion is one function and one term of ``score_pair``,
by its name; bounds take it as perfect unless they know better. float64 + - x / sqrt, comparisons
and rint only; sums are of whole numbers, exact in any order."""

from math import sqrt
from typing import Any, Final

import numpy as np

from boucle.matching.engine.arrays.hashing import find
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.rows.exclusions import unable
from boucle.matching.engine.world import World
from boucle.matching.scoring.inputs import ALWAYS, TYPICAL, UNDECLARED
from boucle.matching.scoring.rules import (
    DETOUR,
    EARTH_KM,
    FULL,
    LEAST_LEFT,
    LEAST_RATIO,
    PARTIAL_POINTS,
    PRODUCT,
    STOP,
    UNKNOWN_POINTS,
    WASTE,
)

MONTHS: Final = np.array([bits.bit_count() for bits in range(ALWAYS + 1)], np.float64)
_CERTAINTY: Final = np.array([FULL, 8000.0, UNKNOWN_POINTS])
_INF: Final = np.inf


@inlined
def score_pair(world: World, offer: int, need: int, route: int) -> int:
    """Return the pair's score 0..10,000, -1 if a hard criterion excludes it. Lives do not count
    here."""
    ours, theirs, rule = world.flows[offer], world.flows[need], world.routes[route]
    own, other = world.settings[ours.territory], world.settings[theirs.territory]
    if own.sandbox != other.sandbox or _is_ruled_out(world, ours, theirs, route):
        return -1
    if not_allowed(ours, theirs, rule):
        return -1
    offered = float(ours.quantity - ours.taken) * rule.yield_
    ratio = _ratio(offered, float(theirs.quantity - theirs.taken))
    if ratio < max(LEAST_RATIO, max(own.min_ratio, other.min_ratio)):
        return -1
    required = months_asked(ours, theirs)
    comparable = ours.months != UNDECLARED and required != UNDECLARED
    shared, wanted = MONTHS[required & ours.months], MONTHS[required]
    least = max(own.min_season, other.min_season)
    if comparable and (shared == 0.0 or shared / wanted < least):
        return -1
    if has_months_taken(world, offer, need, rule) and _is_taken(world, offer, need, rule):
        return -1
    km = chord_km(ours, theirs)
    reach = rule.reach
    if rule.network and ours.networks > 0 and theirs.networks > 0:
        reach += _network_km(world, ours.networks, theirs.networks)
    nearest = max(0.0, km - (float(ours.slack) + float(theirs.slack)))
    if nearest > min(STOP * reach, min(own.max_km, other.max_km)):
        return -1
    quality = _quality(world, ours, theirs, route)
    if quality < 0.0:
        return -1
    if other.sum <= 0.0:
        return 0
    tkm = rule.tonnes * (km * DETOUR)
    weights = other.weights
    total = weights.route * rule.points
    total += weights.distance * _distance(km, reach)
    season = np.rint(10000.0 * shared / wanted) if comparable else float(UNKNOWN_POINTS)
    total += weights.season * season
    total += weights.quality * quality
    total += weights.form * _form(ours, theirs, rule)
    total += weights.legal * _legal(ours, theirs, rule)
    total += weights.quantity * np.rint(10000.0 * sqrt(ratio))
    total += weights.certainty * _CERTAINTY[max(ours.certainty, theirs.certainty)]
    total += weights.eur * eur_points(ours, theirs, rule, tkm)
    total += weights.tco2e * co2_points(ours, theirs, rule, tkm)
    return int(np.rint(total / other.sum))


@inlined
def has_months_taken(world: World, offer: int, need: int, rule: Any) -> bool:
    """Tell whether what could move is reckoned by month: runs take of either side by months."""
    if not rule.network:
        return False
    ours, theirs = world.flows[offer], world.flows[need]
    if ours.months == UNDECLARED or theirs.months == UNDECLARED:
        return False
    return _row_of_months(world, offer) >= 0 or _row_of_months(world, need) >= 0


@inlined
def _row_of_months(world: World, slot: int) -> int:
    if world.flows[slot].taken <= 0:
        return -1
    entry = world.by_month[find(world.by_month, slot)]
    return int(entry.value) if entry.key == slot else -1


@inlined
def moved_by_month(world: World, offer: int, need: int, rule: Any) -> float:
    """Return what could move, as ``Pairing.by_month`` sums up."""
    total = 0.0
    for month in range(12):
        total += min(_left_in(world, offer, month), _left_in(world, need, month) / rule.yield_)
    return total


@inlined
def _is_taken(world: World, offer: int, need: int, rule: Any) -> bool:
    for month in range(12):
        left = min(_left_in(world, offer, month), _left_in(world, need, month) / rule.yield_)
        if left >= LEAST_LEFT:
            return False
    return True


@inlined
def _left_in(world: World, slot: int, month: int) -> float:
    """Return what runs leave of a flow in a month, as ``left_by_month``; few pairs need it."""
    flow, row, taken = world.flows[slot], _row_of_months(world, slot), np.int64(0)
    if not flow.months >> month & 1:
        return 0.0
    if row < 0:
        return float(max(0.0, float(flow.quantity - flow.taken) / MONTHS[flow.months]))
    for each in range(12):
        taken += world.month_taken[row, each]
    whole = (float(flow.quantity - flow.taken) + float(taken)) / MONTHS[flow.months]
    return float(max(0.0, whole - float(world.month_taken[row, month])))


@inlined
def is_typical(ours: Any, theirs: Any) -> bool:
    """Tell whether the pair ranks below all declared ones."""
    return bool(max(ours.certainty, theirs.certainty) == TYPICAL)


@inlined
def chord_km(ours: Any, theirs: Any) -> float:
    """Return the distance along the chord, in km."""
    dx = ours.x - theirs.x
    dy = ours.y - theirs.y
    dz = ours.z - theirs.z
    return EARTH_KM * sqrt(dx * dx + dy * dy + dz * dz)


@inlined
def _network_km(world: World, ours: int, theirs: int) -> float:
    """Return the length of the shared network, as ``Pairing.network_km``."""
    start, name, km = world.network_start, world.network_name, world.network_km
    longest = 0.0
    for i in range(start[ours], start[ours + 1]):
        for j in range(start[theirs], start[theirs + 1]):
            if name[i] == name[j]:
                longest = max(longest, min(km[i], km[j]))
    return longest


@inlined
def is_of_one(ours: Any, theirs: Any) -> bool:
    same = ours.organisation_lo == theirs.organisation_lo
    return bool(same and ours.organisation_hi == theirs.organisation_hi)


@inlined
def _is_ruled_out(world: World, ours: Any, theirs: Any, route: int) -> bool:
    """Tell whether they have one organisation, no common day, or a route switched off."""
    if is_of_one(ours, theirs):
        return True
    if max(ours.start, theirs.start) > min(ours.end, theirs.end):
        return True
    return bool(world.off[ours.territory, route] or world.off[theirs.territory, route])


@inlined
def not_allowed(ours: Any, theirs: Any, rule: Any) -> bool:
    """Check hazard, legal status, the receiver's permits, physical form."""
    if ours.hazardous and not rule.hazardous:
        return True
    if ours.form != 0 and rule.forms != 0 and (ours.form & rule.forms) == 0:
        return True
    if ours.status == 0:
        return False
    refused = theirs.accepts != UNDECLARED and (ours.status & theirs.accepts) == 0
    if refused or (ours.status & rule.statuses) == 0:
        return True
    declared = theirs.treatments != UNDECLARED
    return bool(ours.status == WASTE and declared and unable(theirs, rule))


@inlined
def _ratio(served: float, wanted: float) -> float:
    if served <= 0.0 or wanted <= 0.0:
        return -1.0
    return served / wanted if served <= wanted else wanted / served


@inlined
def _quality(world: World, ours: Any, theirs: Any, route: int) -> float:
    """Return the mean points of the required attributes, -1 if one fails. Territories' limits are
    included: they only remove points, so bounds may ignore them."""
    total, required = 0.0, 0.0
    own, other = world.settings[ours.territory], world.settings[theirs.territory]
    tight = own.tight_start < own.tight_end or other.tight_start < other.tight_end
    for j in range(world.routes[route].checks):
        low, high = world.check_low[route, j], world.check_high[route, j]
        column = world.need_column[route, j]
        if column >= 0 and theirs.quality > 0:
            low = max(world.low[theirs.quality + column], low)
            high = min(world.high[theirs.quality + column], high)
        if tight:
            low, high = _tightened(world, own, route, j, low, high)
            low, high = _tightened(world, other, route, j, low, high)
        if low == -_INF and high == _INF:
            continue
        offer_low, offer_high = -_INF, _INF
        column = world.offer_column[route, j]
        if column >= 0 and ours.quality > 0:
            offer_low = world.low[ours.quality + column]
            offer_high = world.high[ours.quality + column]
        points = compare(offer_low, offer_high, low, high)
        if points < 0.0:
            return -1.0
        total += points
        required += 1.0
    return float(FULL) if required == 0.0 else float(np.rint(total / required))


@inlined
def _tightened(
    world: World, settings: Any, route: int, check: int, low: float, high: float
) -> tuple[float, float]:
    for i in range(settings.tight_start, settings.tight_end):
        limit = world.tight[i]
        if limit.route == route and limit.attribute == world.check_attribute[route, check]:
            low, high = max(limit.low, low), min(limit.high, high)
    return low, high


@inlined
def compare(offer_low: float, offer_high: float, low: float, high: float) -> float:
    """Return the points of one attribute, -1 if it fails."""
    if low > high:
        return -1.0
    if offer_low == -_INF and offer_high == _INF:
        return float(UNKNOWN_POINTS)
    if offer_high < low or offer_low > high:
        return -1.0
    return float(FULL) if offer_low >= low and offer_high <= high else float(PARTIAL_POINTS)


@inlined
def _distance(km: float, reach: float) -> float:
    if km <= reach:
        return float(np.rint(10000.0 - 2000.0 * (km / reach)))
    beyond = 8000.0 - 8000.0 * ((km - reach) / (2.0 * reach))
    return float(np.rint(max(0.0, beyond)))


@inlined
def _form(ours: Any, theirs: Any, rule: Any) -> float:
    if ours.form == 0:
        return float(UNKNOWN_POINTS)
    other = theirs.form != 0 and (ours.form & theirs.form) == 0 and not rule.transformed
    return float(PARTIAL_POINTS) if other else float(FULL)


@inlined
def _legal(ours: Any, theirs: Any, rule: Any) -> float:
    return float(UNKNOWN_POINTS) if in_doubt(ours, theirs, rule) else float(FULL)


@inlined
def in_doubt(ours: Any, theirs: Any, rule: Any) -> bool:
    """Tell whether the legal status is in doubt: undeclared, or waste for a receiver without
    declared treatments."""
    if ours.status == WASTE and theirs.treatments == UNDECLARED and unable(theirs, rule):
        return True
    doubt = (ours.status & rule.sure) == 0
    doubt = doubt or (theirs.accepts == UNDECLARED and ours.status != PRODUCT)
    return bool(doubt and rule.needs_status)


@inlined
def months_asked(ours: Any, theirs: Any) -> int:
    """Return the months to compare; an offer of the whole year suits a need without months."""
    undeclared = theirs.months == UNDECLARED and ours.months == ALWAYS
    return int(ours.months if undeclared else theirs.months)


@inlined
def eur_points(ours: Any, theirs: Any, rule: Any, tkm: float) -> float:
    avoided = ours.eur + theirs.eur * rule.yield_
    low = avoided - tkm * rule.freight_high[int(ours.hazardous)] - rule.cost_high
    high = avoided - tkm * rule.freight_low[int(ours.hazardous)] - rule.cost_low
    return _value_points((low + high) / 2.0, rule.eur_scale)


@inlined
def co2_points(ours: Any, theirs: Any, rule: Any, tkm: float) -> float:
    supply = rule.avoided if np.isnan(theirs.kgco2e) else theirs.kgco2e
    kg = rule.yield_ * (supply - rule.treatment) + ours.kgco2e - tkm * rule.road
    return _value_points(kg, rule.co2_scale)


@inlined
def _value_points(middle: float, scale: float) -> float:
    """Return the points of a value; NaN, for any missing input, earns what is unknown."""
    points = 5000.0 + 5000.0 * (middle / scale)
    if np.isnan(points):
        return float(UNKNOWN_POINTS)
    return float(np.rint(min(10000.0, max(0.0, points))))
