"""Lines of steam, heat, water and effluent: what they cost, and how much they must carry.

figures.md 9: "Lines cost nothing. Steam at 5.4 km shows the saving of 1 km (1.1 to 1.5 MEUR a
year); at the sources' 2,100 to 6,000 EUR/m it is 11 to 32 MEUR, 0.9 to 2.6 MEUR a year."
"""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import Span, exact, unknown

BY_LINE = {"steam", "hot_water", "effluent", "water", "process_water", "heat"}


def annuity(rate: Fraction, years: int) -> Fraction:
    """What a euro invested costs a year.

    figures.md 9 makes 11 to 32 MEUR into 0.9 to 2.6 MEUR a year: 5 % over 20 years (0.0802).
    """
    if rate == 0:
        return Fraction(1, years)
    growth = (1 + rate) ** years
    return rate * growth / (growth - 1)


def price_a_metre(kind: str, numbers: Parameters) -> Span:
    """EUR a metre: steam 2,100 to 6,000, hot water about 1,000 (kinds 2 [27] [31]).

    Water 126 to 435 (Agence de l'eau Rhone Mediterranee Corse, 2017: long and rural, short and
    urban). Issue 37.4: from sources "else unpriced and not viable": effluent, cold and air.
    """
    if kind == "water":
        return Span(numbers.value("line_water_low"), numbers.value("line_water_high"))
    if kind == "steam":
        return Span(numbers.value("line_steam_low"), numbers.value("line_steam_high"))
    if kind in ("hot_water", "heat"):
        return exact(numbers.value("line_hot_water"))
    return unknown("line price")


def invested(kind: str, km: Fraction, numbers: Parameters) -> Span:
    """What a line of this length costs to build (facts S01: 18 MEUR for 3 km)."""
    return price_a_metre(kind, numbers).times(km * 1000)


def yearly(kind: str, km: Fraction, numbers: Parameters) -> Span:
    """What it costs a year (figures.md 9: 0.9 to 2.6 MEUR for 5.4 km of steam)."""
    years = int(numbers.value("line_years"))
    return invested(kind, km, numbers).times(annuity(numbers.value("line_rate"), years))


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
}


def of_family(family: str) -> str | None:
    """The line by which a family goes from site to site; gases, power and fuels: not settled."""
    if family in FAMILIES:
        return FAMILIES[family]
    return "water" if family.startswith("water_") else None
