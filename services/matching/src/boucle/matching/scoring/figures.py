"""Compute money and carbon of a pair: ranges per base unit of offer, and yearly amounts. The range
of carbon follows from the factors' uncertainties, taken as independent: the root of the sum of the
squares (IPCC 2006 guidelines, volume 1, equation 3.2)."""

from collections.abc import Mapping
from math import sqrt
from typing import Final

import msgspec

from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import ROAD_FACTOR

PRICES: Final[Mapping[Role, str]] = {
    "offer": "offer.current_route.cost_eur_per_unit",
    "need": "need.current_supply.price_eur_per_unit",
}
"""What is missing where a side does not say what it pays today."""


class Range(msgspec.Struct, frozen=True, gc=False):
    """``low`` <= ``middle`` <= ``high``. ``unsure``: inputs without a published uncertainty, which
    the range leaves out."""

    low: float
    middle: float
    high: float
    unsure: tuple[str, ...] = ()


LINE_PRICE: Final = "line_price"
"""What is missing where a line would carry it that nobody has priced."""


def eur_per_base(pair: Pairing) -> Range | str:
    """Return ``eur_before_line``, less the line that carries it."""
    range_, line = eur_before_line(pair), pair.line
    if isinstance(range_, str):
        return range_
    if line is None:
        return LINE_PRICE
    low, high = range_.low - line[1], range_.high - line[0]
    return Range(low, (low + high) / 2.0, high)


def eur_before_line(pair: Pairing) -> Range | str:
    """Return EUR per base unit of offer: disposal and purchase avoided, less freight and
    preparation; or the missing input as a string. Points are of it: a line's price is of the pair,
    not of what it carries."""
    if pair.offer.eur is None:
        return PRICES["offer"]
    if pair.need.eur is None:
        return PRICES["need"]
    rule, tkm = pair.rule, pair.freight_tkm
    avoided = pair.offer.eur + pair.need.eur * rule.yield_
    freight_low, freight_high = rule.freight[pair.offer.hazardous]
    low = avoided - tkm * freight_high - rule.cost_high
    high = avoided - tkm * freight_low - rule.cost_low
    return Range(low, (low + high) / 2.0, high)


def co2_per_base(pair: Pairing) -> Range | str:
    """Return kgCO2e avoided per base unit of offer: supply and disposal avoided, less treatment and
    road. The need's declared supply replaces the route's usual one. A string names what is missing,
    first what the catalogue lacks: then a company would declare its own in vain."""
    rule = pair.rule
    supply = rule.avoided if pair.need.kgco2e is None else pair.need.kgco2e
    if supply is None:
        return "avoided_factor"
    if rule.treatment is None:
        return "treatment_factor"
    road = pair.rules.road
    if road is None:
        return ROAD_FACTOR
    disposal = pair.offer.kgco2e
    if disposal is None:
        declared = pair.offer.kgco2e_pct is None
        return "disposal_factor" if declared else "offer.current_route.operation"
    kg = rule.yield_ * (supply - rule.treatment) + disposal - pair.freight_tkm * road.value
    supply_pct = rule.avoided_pct if pair.need.kgco2e is None else pair.need.kgco2e_pct
    terms = (
        ("supply", rule.yield_ * supply, supply_pct),
        ("treatment", rule.yield_ * rule.treatment, rule.treatment_pct),
        ("disposal", disposal, pair.offer.kgco2e_pct),
        ("road", pair.freight_tkm * road.value, road.uncertainty_pct),
    )
    return _around(kg, terms)


def _around(kg: float, terms: tuple[tuple[str, float, int | None], ...]) -> Range:
    squares = 0.0
    for _, value, pct in terms:
        part = value * float(pct or 0) / 100.0
        squares += part * part
    off = sqrt(squares)
    unsure = tuple(name for name, value, pct in terms if pct is None and value != 0.0)
    return Range(kg - off, kg, kg + off, unsure)


def eur_a_year(pair: Pairing) -> Amount:
    range_ = eur_per_base(pair)
    if isinstance(range_, str):
        return Amount(unit="EUR", missing=range_)
    moved, (line_low, line_high) = pair.moved, pair.line or (0.0, 0.0)
    return Amount(
        unit="EUR",
        low=f"{range_.low * moved:.0f}",
        high=f"{range_.high * moved:.0f}",
        fixed_low=f"{-line_high * moved:.0f}" if line_high else None,
        fixed_high=f"{-line_low * moved:.0f}" if line_low else None,
    )


def tco2e_a_year(pair: Pairing) -> Amount:
    """Return tonnes of CO2e a year; ``factor`` names what was avoided."""
    range_ = co2_per_base(pair)
    if isinstance(range_, str):
        return Amount(unit="tCO2e", missing=range_)
    moved = pair.moved / 1000.0
    route = pair.rules.catalogue.routes[pair.rule.index]
    factor = route.avoided_factor if pair.need.kgco2e is None else "current_supply"
    return Amount(
        unit="tCO2e",
        low=f"{range_.low * moved:.3f}",
        high=f"{range_.high * moved:.3f}",
        factor=factor,
        unsure=" ".join(range_.unsure) or None,
    )
