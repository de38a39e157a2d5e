"""Emission factors: rows of ADEME's Base Carbone V23.6, by the family that is replaced.

kinds 4, E7: "avoided - transport - treatment (may be < 0)". data/README.md: "Recycled versus
virgin and emissions avoided count the same benefit: use one": here the virgin material replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.reference.ledger.quantities import Span, root, unknown


@dataclass(frozen=True)
class Factor:
    """kgCO2e by unit, its published uncertainty in percent, and its id in Base Carbone."""

    value: Fraction
    unit: str
    percent: Fraction
    base_carbone: int


def _f(value: str, unit: str, percent: int, row: int) -> Factor:
    return Factor(Fraction(value), unit, Fraction(percent), row)


MATERIALS = {
    "steel": _f("2211", "t", 10, 26729),
    "aluminium": _f("7803", "t", 30, 26731),
    "copper": _f("1445", "t", 50, 26733),
    "cardboard": _f("390", "t", 20, 26737),
    "pulp": _f("297", "t", 20, 26739),
    "glass": _f("923", "t", 50, 26741),
    "ldpe": _f("2090", "t", 20, 20831),
    "hdpe": _f("1920", "t", 20, 20830),
    "pet": _f("3270", "t", 20, 20832),
    "pvc": _f("1870", "t", 20, 20834),
    "pp": _f("2000", "t", 100, 20845),
    "aggregate": _f("4", "t", 50, 26735),
    "timber": _f("36.7", "t", 20, 20721),
    "water": _f("0.132", "m3", 11, 24283),
}
GAS = _f("239", "MWh", 5, 37132)
ELECTRICITY = _f("51.9", "MWh", 10, 43642)
ROAD = {
    Fraction(44): _f("0.0755", "t.km", 70, 43647),
    Fraction(40): _f("0.0875", "t.km", 70, 43643),
    Fraction(34): _f("0.0993", "t.km", 70, 43651),
    Fraction(32): _f("0.112", "t.km", 70, 43721),
    Fraction(26): _f("0.143", "t.km", 70, 43718),
    Fraction(20): _f("0.169", "t.km", 70, 43716),
    Fraction(12): _f("0.257", "t.km", 70, 43724),
    Fraction(7): _f("0.401", "t.km", 70, 43722),
    Fraction(7, 2): _f("0.842", "t.km", 70, 43735),
}


def tonnes_of_co2(quantity: Fraction, factor: Factor) -> Span:
    """tCO2e of so many units, within the factor's published uncertainty."""
    middle = quantity * factor.value / 1000
    half = abs(middle) * factor.percent / 100
    return Span(middle - half, middle + half)


def together(avoided: list[Span], caused: list[Span]) -> Span:
    """Avoided less caused; uncertainties as independent (scores.md: the root of the squares,

    IPCC 2006 guidelines, volume 1, equation 3.2). Rule as the product's docs state it.
    """
    lacking = [word for span in (*avoided, *caused) if not span.known for word in span.missing]
    if lacking:
        return unknown(*dict.fromkeys(lacking))
    middle, squares = Fraction(0), Fraction(0)
    for sign, spans in ((1, avoided), (-1, caused)):
        for span in spans:
            low, high = span.bounds()
            middle += sign * (low + high) / 2
            squares += ((high - low) / 2) ** 2
    half = root(squares)
    return Span(middle - half, middle + half)


def heat_replaced(mwh: Fraction) -> Span:
    """Heat from waste replaces natural gas (users B1: 330,000 MWh are 74,926.5..82,813.5 t)."""
    return tonnes_of_co2(mwh, GAS)


def road(tonnes: Fraction, km: Fraction, factor: Factor = ROAD[Fraction(40)]) -> Span:
    """Freight by a lorry of 34 to 40 t, unless another is named (Base Carbone V23.6)."""
    return tonnes_of_co2(tonnes * km, factor)


def vehicle(payload: Fraction) -> Factor:
    """The lorry that takes such a payload: the smallest whose gross weight reaches it (OPEN 8)."""
    gross = payload * Fraction(8, 5)
    fitting = [weight for weight in ROAD if weight >= gross]
    return ROAD[min(fitting)] if fitting else ROAD[Fraction(44)]
