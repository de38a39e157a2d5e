"""These criteria weigh quantity, certainty, money and carbon."""

from functools import lru_cache
from math import sqrt
from typing import Final

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.matching.scoring.criteria.criterion import (
    MANY,
    UpperBound,
    WeighedCriterion,
    number,
    two_figures,
)
from boucle.matching.scoring.figures import Range, co2_per_base, eur_before_line, eur_per_base
from boucle.matching.scoring.inputs import ESTIMATED, TYPICAL, FlowInputs, ScoringSettings
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import FULL, LEAST_RATIO, UNKNOWN_POINTS, RouteRule

_CERTAINTIES = ("measured", "estimated", "typical")


def quantity(pair: Pairing, weight: int) -> Criterion:
    """Compare the quantities, through the route's yield: root of lesser over greater. Of what is
    enough, only what comes in months of both counts. ``limit``: the least share of the need, in
    percent; the most, if the offer is out of all proportion."""
    served, wanted = 0.0 if pair.is_taken else pair.served, float(pair.need_free)
    ratio = _ratio(served, wanted)
    least = least_ratio(pair)
    fails = ratio < least
    if not fails:
        served = pair.served_in_time
    verdict: Verdict = "fail" if fails else "pass" if served >= wanted else "partial"
    limit = 100.0 / least if fails and served > wanted else 100.0 * least
    figure, bound = _percent(served, wanted, limit, verdict)
    return Criterion(
        name="quantity",
        verdict=verdict,
        weight=weight,
        points=0 if fails else round(10000.0 * sqrt(ratio)),
        value=figure,
        limit=bound,
        unit="%",
    )


def least_ratio(pair: Pairing) -> float:
    return max(LEAST_RATIO, pair.offer_settings.min_ratio, pair.need_settings.min_ratio)


def _percent(
    served: float, wanted: float, limit: float, verdict: Verdict
) -> tuple[str | None, str]:
    """Write the share of the need and its limit. A part never reads as all of it."""
    if wanted <= 0.0:
        return None, number(limit)
    value = 100.0 * (served / wanted)
    if verdict == "fail":
        return two_figures(value, limit)
    return two_figures(value, 100.0)[0] if verdict == "partial" else number(value), number(limit)


def _ratio(served: float, wanted: float) -> float:
    if served <= 0.0 or wanted <= 0.0:
        return -1.0
    return served / wanted if served <= wanted else wanted / served


def certainty(pair: Pairing, weight: int) -> Criterion:
    """Use the less certain of the two flows. Typical flows rank below all declared ones."""
    return _certainty(max(pair.offer.certainty, pair.need.certainty), weight)


@lru_cache(maxsize=MANY)
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
    """Weigh the money per unit of offer by the middle of its range, and show what a line leaves."""
    weighed, shown = eur_before_line(pair), eur_per_base(pair)
    if isinstance(weighed, str):
        return _without_value("eur", weighed, weight)
    points = _value_points(weighed, pair.rule.eur_scale)
    if isinstance(shown, str):
        return Criterion(name="eur", verdict="unknown", weight=weight, points=points, limit=shown)
    return _value(pair, "eur", f"EUR/{pair.rule.unit}", shown, (weight, points))


def _has_price(row: FlowInputs, _own: ScoringSettings, _rule: RouteRule) -> bool:
    return row.eur is not None


def _most_eur(pair: Pairing) -> int:
    """Bound the points; with two prices, one is the company's own, so no exact bound is needed."""
    return UNKNOWN_POINTS if pair.offer.eur is None or pair.need.eur is None else FULL


def tco2e(pair: Pairing, weight: int) -> Criterion:
    """Weigh the CO2 avoided per unit of offer, which may be negative."""
    range_ = co2_per_base(pair)
    if isinstance(range_, str):
        return _without_value("tco2e", range_, weight)
    points = _value_points(range_, pair.rule.co2_scale)
    return _value(pair, "tco2e", f"kgCO2e/{pair.rule.unit}", range_, (weight, points))


def _value_points(range_: Range, scale: float) -> int:
    points = 5000.0 + 5000.0 * (range_.middle / scale)
    return round(0.0 if points < 0.0 else min(points, 10000.0))


def _value(
    pair: Pairing, name: str, unit: str, shown: Range, weighed: tuple[int, int]
) -> Criterion:
    """``weighed``: the weight, and the points."""
    per = pair.rule.base_per_unit
    low, high = (two_figures(end * per, 0.0)[0] for end in (shown.low, shown.high))
    return Criterion(
        name=name,
        verdict="pass" if shown.low >= 0.0 else "partial",
        weight=weighed[0],
        points=weighed[1],
        value=low if low == high else f"{low}..{high}",
        unit=unit,
    )


@lru_cache(maxsize=MANY)
def _without_value(name: str, missing: str, weight: int) -> Criterion:
    return Criterion(
        name=name, verdict="unknown", weight=weight, points=UNKNOWN_POINTS, limit=missing
    )


WEIGHED: Final = (
    WeighedCriterion("quantity", quantity),
    WeighedCriterion(
        "certainty", certainty, UpperBound.exact(certainty, lambda row, _, __: row.certainty)
    ),
    WeighedCriterion(
        "eur",
        eur,
        UpperBound(_has_price, _has_price, _most_eur),
    ),
    WeighedCriterion("tco2e", tco2e, UpperBound.exact(tco2e, lambda row, _, __: row.kgco2e)),
)
