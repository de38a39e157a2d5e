"""Money and carbon of a pair: ranges per base unit of offer, and the yearly amounts shown."""

from __future__ import annotations

from dataclasses import dataclass

from boucle.common.events.matching import Amount
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import FREIGHT_HIGH, FREIGHT_LOW, ROAD_FACTOR


@dataclass(frozen=True, slots=True)
class Range:
    """``low`` <= ``high``."""

    low: float
    high: float


def eur_per_base(pair: Pairing) -> Range | str:
    """EUR per base unit of offer: disposal and purchase avoided, less freight and preparation.

    A string instead: the input that is missing.
    """
    if pair.offer.eur is None:
        return "offer.current_route.cost_eur_per_unit"
    if pair.need.eur is None:
        return "need.current_supply.price_eur_per_unit"
    rule, tkm = pair.rule, pair.freight_tkm
    avoided = pair.offer.eur + pair.need.eur * rule.yield_
    return Range(
        low=avoided - tkm * FREIGHT_HIGH - rule.cost_high,
        high=avoided - tkm * FREIGHT_LOW - rule.cost_low,
    )


def co2_per_base(pair: Pairing) -> Range | str:
    """kgCO2e avoided per base unit of offer: supply and disposal avoided, less treatment and road.

    What the need declares as its supply goes before the route's usual one. An undeclared disposal
    counts for nothing. A string instead: the factor that is missing.
    """
    rule = pair.rule
    supply = rule.avoided if pair.need.kgco2e is None else pair.need.kgco2e
    if supply is None:
        return "avoided_factor"
    if rule.treatment is None:
        return "treatment_factor"
    road = pair.rules.road_kg_per_tkm
    if road is None:
        return ROAD_FACTOR
    disposal = 0.0 if pair.offer.kgco2e is None else pair.offer.kgco2e
    kg = rule.yield_ * (supply - rule.treatment) + disposal - pair.freight_tkm * road
    return Range(kg, kg)


def eur_a_year(pair: Pairing) -> Amount:
    """EUR a year for what could move."""
    worth = eur_per_base(pair)
    if isinstance(worth, str):
        return Amount(unit="EUR", missing=worth)
    moved = pair.moved
    return Amount(unit="EUR", low=f"{worth.low * moved:.0f}", high=f"{worth.high * moved:.0f}")


def tco2e_a_year(pair: Pairing) -> Amount:
    """Tonnes of CO2e a year for what could move; ``factor`` names what was avoided."""
    worth = co2_per_base(pair)
    if isinstance(worth, str):
        return Amount(unit="tCO2e", missing=worth)
    moved = pair.moved / 1000.0
    route = pair.rules.catalogue.routes[pair.rule.index]
    factor = route.avoided_factor if pair.need.kgco2e is None else "current_supply"
    return Amount(
        unit="tCO2e",
        low=f"{worth.low * moved:.3f}",
        high=f"{worth.high * moved:.3f}",
        factor=factor,
    )
