"""These criteria compare the flows themselves: qualities, form and legal status."""

from functools import lru_cache
from typing import Final

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.matching.scoring.criteria.criterion import MANY, UpperBound, WeighedCriterion
from boucle.matching.scoring.inputs import UNDECLARED
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import (
    BY_PRODUCT,
    FORM_BIT,
    FULL,
    PARTIAL_POINTS,
    PRODUCT,
    STATUS_BIT,
    UNKNOWN_POINTS,
    WASTE,
    RouteRule,
    Rules,
    names_of,
)

_INF = float("inf")
_MINUS_INF = float("-inf")
_UNBOUNDED = (_MINUS_INF, _INF)
_FIGURES: Final = 6
_ALL_FIGURES: Final = 17
Bounds = tuple[tuple[int, float, float], ...]
"""(attribute, low, high)."""
TREATMENTS_UNDECLARED: Final = "treatments undeclared"
"""The doubt where waste meets a receiver that does not say what it may treat."""
_WORST: tuple[Verdict, ...] = ("pass", "partial", "unknown", "fail")


def quality(pair: Pairing, weight: int) -> Criterion:
    """Combine all attributes: their mean points, the worst verdict."""
    each = qualities(pair)
    if not each:
        return Criterion(name="quality", verdict="pass", weight=weight, points=FULL)
    verdict = max((one.verdict for one in each), key=_WORST.index)
    total = sum(one.points for one in each)
    points = 0 if verdict == "fail" else round(float(total) / float(len(each)))
    return Criterion(name="quality", verdict=verdict, weight=weight, points=points)


def qualities(pair: Pairing) -> tuple[Criterion, ...]:
    """Compare each attribute that the need or the route requires, as tightly as either territory
    does, with the offer."""
    more = tightened(pair)
    return _qualities(pair.rules, pair.rule, pair.offer.qualities, pair.need.qualities, more)


def tightened(pair: Pairing) -> Bounds:
    """Return what both territories require of qualities that the route limits."""
    ours = pair.offer_settings.tightened(pair.rule.index)
    theirs = pair.need_settings.tightened(pair.rule.index)
    return ours if ours == theirs else ours + theirs


@lru_cache(maxsize=MANY)
def _qualities(
    rules: Rules, rule: RouteRule, offer: Bounds, need: Bounds, tightened: Bounds
) -> tuple[Criterion, ...]:
    offered = {attribute: (low, high) for attribute, low, high in offer}
    wanted = {attribute: (low, high) for attribute, low, high in need}
    for attribute, low, high in rule.limits:
        own_low, own_high = wanted.get(attribute, _UNBOUNDED)
        wanted[attribute] = (max(low, own_low), min(high, own_high))
    own_bounds = dict(wanted)
    for attribute, low, high in tightened:
        own_low, own_high = wanted[attribute]
        wanted[attribute] = (max(low, own_low), min(high, own_high))
    return tuple(
        _quality(
            rules,
            attribute,
            offered.get(attribute, _UNBOUNDED),
            bounds,
            tightened=bounds != own_bounds[attribute],
        )
        for attribute, bounds in sorted(wanted.items())
        if bounds != _UNBOUNDED
    )


@lru_cache(maxsize=MANY)
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
    digits = _digits(offered, wanted, verdict)
    return Criterion(
        name=f"quality.{facts.key}",
        verdict=verdict,
        points=points,
        value=_span(offered, digits),
        limit=_span(wanted, digits),
        unit=facts.unit,
        tightened=tightened,
    )


def compare(offered: tuple[float, float], wanted: tuple[float, float]) -> tuple[Verdict, int]:
    """Compare two ranges. Undeclared is unknown, never a pass."""
    if wanted[0] > wanted[1]:
        return "fail", 0
    if offered == _UNBOUNDED:
        return "unknown", UNKNOWN_POINTS
    if offered[1] < wanted[0] or offered[0] > wanted[1]:
        return "fail", 0
    if offered[0] >= wanted[0] and offered[1] <= wanted[1]:
        return "pass", FULL
    return "partial", PARTIAL_POINTS


def _digits(offered: tuple[float, float], wanted: tuple[float, float], verdict: Verdict) -> int:
    """Return how many digits show the verdict's reason: six, or as many as it takes."""
    for digits in range(_FIGURES, _ALL_FIGURES):
        figure = [
            (_rounded(low, digits), _rounded(high, digits)) for low, high in (offered, wanted)
        ]
        if compare(*figure)[0] == verdict:
            return digits
    return _ALL_FIGURES


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _span(bounds: tuple[float, float], digits: int) -> str | None:
    low, high = bounds[0] + 0.0, bounds[1] + 0.0  # never "-0": it is equal to 0
    if low == _MINUS_INF:
        return None if high == _INF else f"≤ {high:.{digits}g}"
    if high == _INF:
        return f"≥ {low:.{digits}g}"
    return f"{low:.{digits}g}" if low == high else f"{low:.{digits}g}..{high:.{digits}g}"


def form(pair: Pairing, weight: int) -> Criterion:
    """Compare physical form: what the route can take, then what the need asked for."""
    return _form(pair.rule, pair.offer.form, pair.need.form, weight)


@lru_cache(maxsize=MANY)
def _form(rule: RouteRule, offered: int, wanted: int, weight: int) -> Criterion:
    accepted = rule.forms
    verdict, points = _formed(offered, accepted, wanted, rule.transformed)
    return Criterion(
        name="form",
        verdict=verdict,
        weight=weight,
        points=points,
        value=names_of(FORM_BIT, offered),
        limit=names_of(
            FORM_BIT, accepted if accepted and not offered & accepted else wanted or accepted
        ),
    )


def _formed(offered: int, accepted: int, wanted: int, transformed: bool) -> tuple[Verdict, int]:
    if offered == 0:
        return "unknown", UNKNOWN_POINTS
    if accepted and not offered & accepted:
        return "fail", 0
    if wanted and not offered & wanted and not transformed:
        return "partial", PARTIAL_POINTS
    return "pass", FULL


def legal(pair: Pairing, weight: int) -> Criterion:
    """Compare legal status and hazard: what the route allows, what the receiver takes and may
    take."""
    offer, need, rule = pair.offer, pair.need, pair.rule
    may = may_receive(rule, need.treatments)
    return _legal(rule, offer.status, offer.hazardous, need.accepts, may, weight)


def may_receive(rule: RouteRule, treatments: int) -> bool | None:
    """Tell whether these treatments include one that the route requires, or it requires none; None
    if undeclared."""
    if not rule.operations:
        return True
    return None if treatments == UNDECLARED else bool(rule.operations & treatments)


@lru_cache(maxsize=MANY)
def _legal(
    rule: RouteRule, status: int, hazardous: bool, accepts: int, may: bool | None, weight: int
) -> Criterion:
    """Compute the criterion; ``may`` comes from ``may_receive``."""
    unmet = _unmet(rule, status, hazardous, accepts, may)
    doubt = _doubt(rule, status, accepts, may)
    verdict: Verdict = "fail" if unmet else "unknown" if doubt else "pass"
    return Criterion(
        name="legal",
        verdict=verdict,
        weight=weight,
        points={"pass": FULL, "unknown": UNKNOWN_POINTS}.get(verdict, 0),
        value=names_of(STATUS_BIT, status),
        limit=unmet or doubt,
    )


def _unmet(
    rule: RouteRule, status: int, hazardous: bool, accepts: int, may: bool | None
) -> str | None:
    if hazardous and not rule.hazardous:
        return "not hazardous"
    if status == UNDECLARED:
        return None
    if not status & rule.statuses:
        return names_of(STATUS_BIT, rule.statuses)
    if accepts != UNDECLARED and not status & accepts:
        return names_of(STATUS_BIT, accepts)
    return f"receiver allowed {rule.allowed}" if status == WASTE and may is False else None


def _doubt(rule: RouteRule, status: int, accepts: int, may: bool | None) -> str | None:
    """Return what is left to settle of the legal status, if nothing speaks against it."""
    if status == WASTE and may is None:
        return TREATMENTS_UNDECLARED
    if not rule.needs_status:
        return None
    if status == UNDECLARED:
        return "status untold"
    if not status & rule.sure:
        return "by-product as it is" if status == BY_PRODUCT else "end-of-waste criteria"
    if accepts == UNDECLARED and status != PRODUCT:
        return "acceptance untold"
    return None


WEIGHED: Final = (
    WeighedCriterion(
        "quality",
        quality,
        UpperBound.exact(
            quality, lambda row, own, rule: (row.qualities, own.tightened(rule.index))
        ),
    ),
    WeighedCriterion("form", form, UpperBound.exact(form, lambda row, _, __: row.form)),
    WeighedCriterion(
        "legal",
        legal,
        UpperBound.exact(
            legal,
            lambda row, _, __: (row.status, row.hazardous),
            lambda row, _, rule: (row.accepts, may_receive(rule, row.treatments)),
        ),
    ),
)
