"""One function per criterion: what was seen, against what, the verdict, the points.

``fail`` excludes the pair. Points are whole numbers 0..10,000, rounded half to even. ``weight`` is
the need's territory's; it changes nothing but the weight told.

What a criterion says of a few declared values that many pairs share is kept (``lru_cache``): a
reason never changes, and half of the cost of a pair was to say the same again. What is asked of a
cache depends on its arguments alone, and says the same for arguments that are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import sqrt

from boucle.common.events.matching import Criterion, Verdict
from boucle.matching.scoring.figures import Range, co2_per_base, eur_per_base
from boucle.matching.scoring.inputs import ALWAYS, ESTIMATED, TYPICAL, UNDECLARED
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import (
    BY_PRODUCT,
    FORM_BIT,
    FULL,
    LEAST_RATIO,
    PARTIAL_POINTS,
    PRODUCT,
    STATUS_BIT,
    STOP,
    UNKNOWN_POINTS,
    WASTE,
    RouteRule,
    Rules,
    names_of,
)

_INF = float("inf")
_MINUS_INF = float("-inf")
_UNBOUNDED = (_MINUS_INF, _INF)
Bounds = tuple[tuple[int, float, float], ...]
"""(attribute, low, high)."""
_WORST: tuple[Verdict, ...] = ("pass", "partial", "unknown", "fail")
_CERTAINTIES = ("measured", "estimated", "typical")
_MANY = 4096
_SAME_COMPANY = Criterion(name="parties", verdict="fail", private=False)
_TWO_COMPANIES = Criterion(name="parties", verdict="pass", private=False)
_A_COMMON_DAY = Criterion(name="window", verdict="pass")
_NO_COMMON_DAY = Criterion(name="window", verdict="fail")


def number(value: float) -> str:
    """A figure as people read it: one decimal below 100, else whole."""
    text = f"{value:.1f}" if abs(value) < 100.0 else f"{value:.0f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


_limit = lru_cache(maxsize=_MANY)(number)
"""Many pairs have the same."""


def parties(pair: Pairing) -> Criterion:
    """A company is not its own partner."""
    same = pair.offer.organisation == pair.need.organisation
    return _SAME_COMPANY if same else _TWO_COMPANIES


def transport(pair: Pairing) -> Criterion:
    """The road: dangerous goods travel under ADR, at its cost; by pipe none of it holds.

    ``value``: the ADR class. Something hazardous of no known class is unknown, never free of it.
    """
    return _transport(pair.rule, pair.offer.hazardous, pair.joined)


@lru_cache(maxsize=_MANY)
def _transport(rule: RouteRule, hazardous: bool, joined: bool) -> Criterion:
    dangerous = rule.dangerous
    verdict: Verdict = "pass"
    if dangerous is None and hazardous:
        verdict = "unknown"
    under_adr = dangerous is not None and (dangerous.always or hazardous)
    if under_adr and not joined:
        verdict = "partial"
    return Criterion(
        name="transport",
        verdict=verdict,
        value=dangerous.adr_class if dangerous is not None and under_adr else None,
        limit="network" if joined else None,
        private=False,
    )


def route(pair: Pairing, weight: int) -> Criterion:
    """A known way from the one family to the other, not switched off by either territory."""
    off = (
        pair.rule.index in pair.offer_settings.routes_off
        or pair.rule.index in pair.need_settings.routes_off
    )
    return _route(pair.rule, off, weight)


@lru_cache(maxsize=_MANY)
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
    if pair.nearest_km > stop:
        verdict = "fail"
    return Criterion(
        name="distance",
        verdict=verdict,
        weight=weight,
        points=0 if verdict == "fail" else distance_points(km, reach),
        value=number(km),
        limit=_limit(stop),
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
    least = max(pair.offer_settings.min_season, pair.need_settings.min_season)
    return _season(pair.offer.months, pair.need.months, least, weight)


@lru_cache(maxsize=_MANY)
def _season(offered: int, asked: int, least: float, weight: int) -> Criterion:
    needed = asked or (ALWAYS if offered == ALWAYS else UNDECLARED)
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


def window(pair: Pairing) -> Criterion:
    """Whether the declared dates leave both flows a common day."""
    start = max(pair.offer.start, pair.need.start)
    end = min(pair.offer.end, pair.need.end)
    return _A_COMMON_DAY if start <= end else _NO_COMMON_DAY


def qualities(pair: Pairing) -> tuple[Criterion, ...]:
    """Each attribute that the need or the route asks for, as tightly as either territory has it,
    against what the offer tells."""
    tightened = _tightened(pair)
    return _qualities(pair.rules, pair.rule, pair.offer.qualities, pair.need.qualities, tightened)


def _tightened(pair: Pairing) -> Bounds:
    """Of both territories."""
    ours = pair.offer_settings.tightened(pair.rule.index)
    theirs = pair.need_settings.tightened(pair.rule.index)
    return ours if ours == theirs else ours + theirs


@lru_cache(maxsize=_MANY)
def _qualities(
    rules: Rules, rule: RouteRule, offer: Bounds, need: Bounds, tightened: Bounds
) -> tuple[Criterion, ...]:
    offered = {attribute: (low, high) for attribute, low, high in offer}
    wanted = {attribute: (low, high) for attribute, low, high in need}
    for attribute, low, high in rule.limits:
        own_low, own_high = wanted.get(attribute, _UNBOUNDED)
        wanted[attribute] = (max(low, own_low), min(high, own_high))
    asked = dict(wanted)
    for attribute, low, high in tightened:
        own_low, own_high = wanted[attribute]
        wanted[attribute] = (max(low, own_low), min(high, own_high))
    return tuple(
        _quality(
            rules,
            attribute,
            offered.get(attribute, _UNBOUNDED),
            bounds,
            tightened=bounds != asked[attribute],
        )
        for attribute, bounds in sorted(wanted.items())
        if bounds != _UNBOUNDED
    )


@lru_cache(maxsize=_MANY)
def _quality(
    rules: Rules,
    attribute: int,
    offered: tuple[float, float],
    wanted: tuple[float, float],
    *,
    tightened: bool,
) -> Criterion:
    facts = rules.catalogue.attributes[attribute]
    verdict, points = compare(offered, wanted)
    return Criterion(
        name=f"quality.{facts.key}",
        verdict=verdict,
        points=points,
        value=_span(offered),
        limit=_span(wanted),
        unit=facts.unit,
        tightened=tightened,
    )


def compare(offered: tuple[float, float], wanted: tuple[float, float]) -> tuple[Verdict, int]:
    """A range against a range. Nothing told is unknown, never a pass."""
    if wanted[0] > wanted[1]:
        return "fail", 0
    if offered == _UNBOUNDED:
        return "unknown", UNKNOWN_POINTS
    if offered[1] < wanted[0] or offered[0] > wanted[1]:
        return "fail", 0
    if offered[0] >= wanted[0] and offered[1] <= wanted[1]:
        return "pass", FULL
    return "partial", PARTIAL_POINTS


def _span(bounds: tuple[float, float]) -> str | None:
    low, high = bounds[0] + 0.0, bounds[1] + 0.0  # never "-0": it is equal to 0
    if low == _MINUS_INF:
        return None if high == _INF else f"≤ {high:g}"
    if high == _INF:
        return f"≥ {low:g}"
    return f"{low:g}" if low == high else f"{low:g}..{high:g}"


def quality(pair: Pairing, weight: int) -> Criterion:
    """All attributes together: their mean points, the worst verdict."""
    each = qualities(pair)
    if not each:
        return Criterion(name="quality", verdict="pass", weight=weight, points=FULL)
    verdict = max((one.verdict for one in each), key=_WORST.index)
    total = sum(one.points for one in each)
    points = 0 if verdict == "fail" else round(float(total) / float(len(each)))
    return Criterion(name="quality", verdict=verdict, weight=weight, points=points)


def form(pair: Pairing, weight: int) -> Criterion:
    """Physical form: what the route can take, then what the need asked for."""
    return _form(pair.rule, pair.offer.form, pair.need.form, weight)


@lru_cache(maxsize=_MANY)
def _form(rule: RouteRule, offered: int, wanted: int, weight: int) -> Criterion:
    taken = rule.forms
    verdict, points = _formed(offered, taken, wanted, rule.transformed)
    return Criterion(
        name="form",
        verdict=verdict,
        weight=weight,
        points=points,
        value=names_of(FORM_BIT, offered),
        limit=names_of(FORM_BIT, taken if taken and not offered & taken else wanted or taken),
    )


def _formed(offered: int, taken: int, wanted: int, transformed: bool) -> tuple[Verdict, int]:
    if offered == 0:
        return "unknown", UNKNOWN_POINTS
    if taken and not offered & taken:
        return "fail", 0
    if wanted and not offered & wanted and not transformed:
        return "partial", PARTIAL_POINTS
    return "pass", FULL


def legal(pair: Pairing, weight: int) -> Criterion:
    """Legal status and hazard: what the route allows, what the receiver takes and may take."""
    offer, need, rule = pair.offer, pair.need, pair.rule
    may = bool(rule.operations & need.treatments) or not rule.operations
    return _legal(rule, offer.status, offer.hazardous, need.accepts, may, weight)


@lru_cache(maxsize=_MANY)
def _legal(
    rule: RouteRule, status: int, hazardous: bool, accepts: int, may: bool, weight: int
) -> Criterion:
    """``may``: the receiver is allowed an operation of the route's, or it asks for none."""
    unmet = _unmet(rule, status, hazardous, accepts, may)
    doubt = _doubt(rule, status, accepts)
    verdict: Verdict = "fail" if unmet else "unknown" if doubt else "pass"
    return Criterion(
        name="legal",
        verdict=verdict,
        weight=weight,
        points={"pass": FULL, "unknown": UNKNOWN_POINTS}.get(verdict, 0),
        value=names_of(STATUS_BIT, status),
        limit=unmet or doubt,
    )


def _unmet(rule: RouteRule, status: int, hazardous: bool, accepts: int, may: bool) -> str | None:
    if hazardous and not rule.hazardous:
        return "not hazardous"
    if status == UNDECLARED:
        return None
    if not status & rule.statuses:
        return names_of(STATUS_BIT, rule.statuses)
    if accepts != UNDECLARED and not status & accepts:
        return names_of(STATUS_BIT, accepts)
    return f"receiver allowed {rule.allowed}" if status == WASTE and not may else None


def _doubt(rule: RouteRule, status: int, accepts: int) -> str | None:
    """What is left to settle of the legal status, where nothing speaks against it."""
    if not rule.needs_status:
        return None
    if status == UNDECLARED:
        return "status untold"
    if not status & rule.sure:
        return "by-product as it is" if status == BY_PRODUCT else "end-of-waste criteria"
    if accepts == UNDECLARED and status != PRODUCT:
        return "acceptance untold"
    return None


def quantity(pair: Pairing, weight: int) -> Criterion:
    """How alike the two quantities are, through the route's yield: root of lesser over greater."""
    served, wanted = pair.served, float(pair.need_free)
    ratio = _ratio(served, wanted)
    least = max(LEAST_RATIO, pair.offer_settings.min_ratio, pair.need_settings.min_ratio)
    fails = ratio < least
    verdict: Verdict = "fail" if fails else "pass" if served >= wanted else "partial"
    return Criterion(
        name="quantity",
        verdict=verdict,
        weight=weight,
        points=0 if fails else round(10000.0 * sqrt(ratio)),
        value=number(100.0 * (served / wanted)) if wanted > 0.0 else None,
        limit=_limit(100.0 * least),
        unit="%",
    )


def _ratio(served: float, wanted: float) -> float:
    if served <= 0.0 or wanted <= 0.0:
        return -1.0
    return served / wanted if served <= wanted else wanted / served


def certainty(pair: Pairing, weight: int) -> Criterion:
    """How sure the less sure of the two flows is. Typical flows rank below all declared ones."""
    return _certainty(max(pair.offer.certainty, pair.need.certainty), weight)


@lru_cache(maxsize=_MANY)
def _certainty(worst: int, weight: int) -> Criterion:
    verdict: Verdict = (
        "unknown" if worst == TYPICAL else "partial" if worst == ESTIMATED else "pass"
    )
    return Criterion(
        name="certainty",
        verdict=verdict,
        weight=weight,
        points=(FULL, 8000, UNKNOWN_POINTS)[worst],
        value=_CERTAINTIES[worst],
        private=False,
    )


def eur(pair: Pairing, weight: int) -> Criterion:
    """What the exchange is worth, per unit of offer; the middle of its range makes the points."""
    return _worth(pair, "eur", f"EUR/{pair.rule.unit}", eur_per_base(pair), weight)


def tco2e(pair: Pairing, weight: int) -> Criterion:
    """What the exchange avoids, per unit of offer; may be negative."""
    return _worth(pair, "tco2e", f"kgCO2e/{pair.rule.unit}", co2_per_base(pair), weight)


def _worth(pair: Pairing, name: str, unit: str, worth: Range | str, weight: int) -> Criterion:
    if isinstance(worth, str):
        return _unworthy(name, worth, weight)
    scale = pair.rule.eur_scale if name == "eur" else pair.rule.co2_scale
    points = 5000.0 + 5000.0 * (worth.middle / scale)
    bounded = 0.0 if points < 0.0 else min(points, 10000.0)
    per = pair.rule.base_per_unit
    low, high = number(worth.low * per), number(worth.high * per)
    return Criterion(
        name=name,
        verdict="pass" if worth.low >= 0.0 else "partial",
        weight=weight,
        points=round(bounded),
        value=low if low == high else f"{low}..{high}",
        unit=unit,
    )


@lru_cache(maxsize=_MANY)
def _unworthy(name: str, missing: str, weight: int) -> Criterion:
    return Criterion(
        name=name, verdict="unknown", weight=weight, points=UNKNOWN_POINTS, limit=missing
    )


# In the order of CRITERIA.
WEIGHED: tuple[Callable[[Pairing, int], Criterion], ...] = (
    route,
    distance,
    season,
    quality,
    form,
    legal,
    quantity,
    certainty,
    eur,
    tco2e,
)
