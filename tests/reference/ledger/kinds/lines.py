"""Lines of steam, heat, water and effluent: what they cost, and how much they must carry.

figures.md 9: "Lines cost nothing. Steam at 5.4 km shows the saving of 1 km (1.1 to 1.5 MEUR a
year); at the sources' 2,100 to 6,000 EUR/m it is 11 to 32 MEUR, 0.9 to 2.6 MEUR a year."
"""

from __future__ import annotations

from fractions import Fraction
from math import pi

from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import Span, unknown

BY_LINE = {"steam", "hot_water", "effluent", "water", "process_water", "heat"}


def annuity(rate: Fraction, years: int) -> Fraction:
    """What a euro invested costs a year.

    figures.md 9 makes 11 to 32 MEUR into 0.9 to 2.6 MEUR a year: 5 % over 20 years (0.0802).
    """
    if rate == 0:
        return Fraction(1, years)
    growth = (1 + rate) ** years
    return rate * growth / (growth - 1)


PIPES = (
    ("0.0216", "0.6", 390),
    ("0.0285", "1.0", 400),
    ("0.0372", "1.1", 430),
    ("0.0431", "1.2", 464),
    ("0.0545", "1.4", 498),
    ("0.0703", "1.6", 537),
    ("0.0825", "1.8", 602),
    ("0.1071", "1.9", 670),
    ("0.1325", "2.0", 754),
    ("0.1603", "2.5", 886),
    ("0.2101", "3.3", 1171),
    ("0.263", "3.9", 1184),
    ("0.3127", "5.0", 1197),
    ("0.3444", "5.0", 1401),
    ("0.3938", "5.0", 1755),
)
"""Inner metres, m/s at most (OEKL Merkblatt 67), EUR a metre: github.com/jylambert/topotherm."""


def price_a_metre(kind: str, numbers: Parameters, kw: Fraction = Fraction(0)) -> Span:
    """EUR a metre: steam 2,100 to 6,000, hot water by the diameter that so many kW ask for.

    Water 126 to 435 (Agence de l'eau Rhone Mediterranee Corse, 2017: long and rural, short and
    urban). Issue 37.4: "by diameter or load class, from sources, else unpriced and not viable":
    effluent, cold, air and gases.
    """
    if kind == "water":
        return Span(numbers.value("line_water_low"), numbers.value("line_water_high"))
    if kind == "steam":
        return Span(numbers.value("line_steam_low"), numbers.value("line_steam_high"))
    if kind in ("hot_water", "heat"):
        return _of_hot_water(numbers, kw)
    return unknown("line price")


def _of_hot_water(numbers: Parameters, kw: Fraction) -> Span:
    """Water of 70 degrees: 977.76 kg a cubic metre, 4.187 kJ a kg and kelvin (the same source)."""
    own = [numbers.value(f"hot_water_line_eur_m_{end}") for end in ("low", "high")]
    if own[0] > 0:
        return Span(own[0], max(own))
    off = numbers.value("hot_water_line_range")
    for metres, speed, price in PIPES:
        area = Fraction(pi) * Fraction(metres) ** 2 / 4
        carried = area * Fraction(speed) * Fraction("977.76") * Fraction("4.187")
        if kw <= carried * numbers.value("hot_water_kelvin"):
            return Span(price * (1 - off), price * (1 + off))
    return unknown("line price")


def invested(kind: str, km: Fraction, numbers: Parameters, kw: Fraction = Fraction(0)) -> Span:
    """What a line of this length costs to build (facts S01: 18 MEUR for 3 km)."""
    return price_a_metre(kind, numbers, kw).times(km * 1000)


def yearly(kind: str, km: Fraction, numbers: Parameters, kw: Fraction = Fraction(0)) -> Span:
    """What it costs a year (figures.md 9: 0.9 to 2.6 MEUR for 5.4 km of steam)."""
    years = int(numbers.value("line_years"))
    return invested(kind, km, numbers, kw).times(annuity(numbers.value("line_rate"), years))


def density(mwh_a_year: Fraction, km: Fraction) -> Fraction | None:
    """MWh a metre and year (figures.md 9: 50 kW over 5.4 km are 0.08)."""
    return None if km == 0 else mwh_a_year / (km * 1000)


def dense_enough(kind: str, mwh_a_year: Fraction, km: Fraction, numbers: Parameters) -> bool | None:
    """Whether it carries enough: hot water 1.5 MWh/m (kinds 2 [30]); others: unknown (OPEN 7)."""
    carried = density(mwh_a_year, km)
    if carried is None:
        return True
    if kind in ("hot_water", "heat"):
        return carried >= numbers.value("line_density_hot_water")
    return None


FAMILIES = {
    "heat_steam": "steam",
    "heat_hot_water": "hot_water",
    "heat_low_grade": "hot_water",
    "heat_network": "hot_water",
    "heat_building": "hot_water",
    "cold": "cold",
    "compressed_air": "compressed_air",
    "water_effluent": "effluent",
    "water_brine": "effluent",
    "water_grey": "effluent",
    "heat_flue_gas": "gas",
    "fuel_gas": "gas",
    "biogas": "gas",
    "co2": "gas",
    "hydrogen": "gas",
    "hydrogen_pure": "gas",
    "oxygen": "gas",
    "nitrogen": "gas",
    "chlorine": "gas",
    "petrochemicals": "gas",
}


def of_family(family: str) -> str | None:
    """The line by which a family goes; of the public network, power and fuels none."""
    if family in FAMILIES:
        return FAMILIES[family]
    return "water" if family.startswith("water_") else None
