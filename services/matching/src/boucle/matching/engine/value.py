"""Bound what season, money and carbon cost in points, by what all partners in a cell share. In the
terms of the score, and never too much: a cell tells the most that a partner brings."""

from typing import Any, Final, NamedTuple

import numpy as np

from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.kernel import MONTHS
from boucle.matching.scoring.inputs import ALWAYS, UNDECLARED
from boucle.matching.scoring.rules import DETOUR, FULL, UNKNOWN_POINTS

_HALF: Final = 5000.0
_UNKNOWN: Final = float(FULL - UNKNOWN_POINTS)
_ROUNDED: Final = 1e-6
"""Of a sum whose parts may be far greater than it: more than float32 loses."""
_ZERO: Final = np.float32(0.0)


class ValueBound(NamedTuple):
    """What money and carbon cost a flow on a route, in points. ``bare``: if partners bring nothing
    (NaN if it does not count), less ``rate`` for what they bring, and ``slope`` more for each
    reach. ``usual``: carbon of a partner that declares none; NaN if that leaves the pair's
    unknown."""

    eur_bare: float
    eur_rate: float
    eur_slope: float
    eur_most: float
    co2_bare: float
    co2_rate: float
    co2_slope: float
    co2_most: float
    usual: float


class CellLoss(NamedTuple):
    """What all partners in a cell lose: ``season``; by money and carbon, from ``eur`` and ``co2``
    on, a slope more for each reach. All float32."""

    season: Any
    eur: Any
    eur_slope: Any
    eur_most: Any
    co2: Any
    co2_slope: Any
    co2_most: Any


@inlined
def value_bound(flow: Any, rule: Any, weights: Any, reach: float) -> ValueBound:
    """Return the cost in the terms of the score: 5,000 points for no gain, more for what is
    avoided."""
    hazardous = int(flow.output and flow.hazardous)
    freight = (rule.freight_low[hazardous] + rule.freight_high[hazardous]) / 2.0
    cost = (rule.cost_low + rule.cost_high) / 2.0
    eur, co2 = weights.eur * _HALF / rule.eur_scale, weights.tco2e * _HALF / rule.co2_scale
    tkm = rule.tonnes * DETOUR * reach
    supply = rule.avoided if np.isnan(flow.kgco2e) else flow.kgco2e
    if flow.output:
        own, kg = flow.eur - cost, flow.kgco2e - rule.yield_ * rule.treatment
        rate, usual = rule.yield_, rule.avoided
    else:
        own, kg = flow.eur * rule.yield_ - cost, rule.yield_ * (supply - rule.treatment)
        rate, usual = 1.0, np.nan
    bare, co2_rate, slope = weights.tco2e * _HALF - co2 * kg, co2 * rate, co2 * tkm * rule.road
    if np.isnan(kg) and not (np.isnan(rule.treatment) or np.isnan(rule.road)):
        bare, co2_rate, slope = weights.tco2e * _UNKNOWN, 0.0, 0.0
    return ValueBound(
        weights.eur * _HALF - eur * own,
        eur * rate,
        eur * freight * tkm,
        weights.eur * FULL,
        bare,
        co2_rate,
        slope,
        weights.tco2e * FULL,
        usual,
    )


@inlined
def cell_loss(cell: Any, flow: Any, value: ValueBound, weights: Any) -> CellLoss:
    eur = eur_slope = co2 = co2_slope = 0.0
    co2_most = value.co2_most
    if not (cell.unpriced or np.isnan(value.eur_bare)):
        eur, eur_slope = value.eur_bare - value.eur_rate * float(cell.eur), value.eur_slope
    kg = float(cell.kgco2e)
    if cell.usual and np.isnan(value.usual):
        co2_most *= _UNKNOWN / FULL  # what is unknown earns more than what is known to be bad
    elif cell.usual:
        kg = max(kg, value.usual)
    if np.isnan(value.co2_bare) or np.isnan(value.co2_slope):
        co2 = 0.0  # nobody knows, which is counted
    elif kg == -np.inf:
        co2 = co2_most
    else:
        co2, co2_slope = value.co2_bare - value.co2_rate * kg, value.co2_slope
    return CellLoss(
        np.float32(weights.season * _season(cell, flow)),
        np.float32(eur - _ROUNDED * abs(eur)),
        np.float32(eur_slope - _ROUNDED * eur_slope),
        np.float32(value.eur_most),
        np.float32(co2 - _ROUNDED * abs(co2)),
        np.float32(co2_slope - _ROUNDED * co2_slope),
        np.float32(co2_most),
    )


@inlined
def _season(cell: Any, flow: Any) -> float:
    """Return the least points lost: by a need, for its months without offers; by an offer, for
    missing months that all needs have."""
    some = np.int64(cell.two) & ALWAYS
    if flow.months == UNDECLARED:
        lost = 0.0
    elif flow.output:
        lost = MONTHS[np.int64(cell.months) & ~np.int64(flow.months)] / max(1.0, MONTHS[some])
    else:
        lost = MONTHS[np.int64(flow.months) & ~some] / MONTHS[flow.months]
    return float(10_000.0 * lost)


@inlined
def loss_at(there: CellLoss, distance: Any) -> Any:
    """Return the points lost at a distance in reaches, by what all partners of a cell share."""
    eur = min(there.eur_most, max(_ZERO, there.eur + there.eur_slope * distance))
    co2 = min(there.co2_most, max(_ZERO, there.co2 + there.co2_slope * distance))
    return there.season + eur + co2
