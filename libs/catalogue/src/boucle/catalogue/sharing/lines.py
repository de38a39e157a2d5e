"""These functions tell what a line costs: the metre of its kind, its length, its annuity. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import pi
from typing import Final, NamedTuple

from boucle.catalogue.sharing.loader import sharing_catalogue

HOT_WATER_PIPES: Final = (
    (0.0216, 0.6, 390),
    (0.0285, 1.0, 400),
    (0.0372, 1.1, 430),
    (0.0431, 1.2, 464),
    (0.0545, 1.4, 498),
    (0.0703, 1.6, 537),
    (0.0825, 1.8, 602),
    (0.1071, 1.9, 670),
    (0.1325, 2.0, 754),
    (0.1603, 2.5, 886),
    (0.2101, 3.3, 1171),
    (0.263, 3.9, 1184),
    (0.3127, 5.0, 1197),
    (0.3444, 5.0, 1401),
    (0.3938, 5.0, 1755),
)
"""From DN 20 to DN 400: inner metres, at most metres a second (OEKL, Merkblatt 67), EUR a metre of
trench with both pipes (https://github.com/jylambert/topotherm, Technical University of Munich)."""
_KJ_M3_K: Final = 977.76 * 4.187
"""Of water at 70 degrees: kg a cubic metre, kJ a kg and kelvin."""


class LineClass(NamedTuple):
    """EUR for a metre, the least and the most, of a line that carries up to so many kW."""

    low: Fraction
    high: Fraction
    kw: float = float("inf")


def line_classes(subject: str, parameters: Mapping[str, Decimal]) -> tuple[LineClass, ...]:
    """Return what a metre costs by what it carries, the smallest first: as the parameters say, else
    by diameter where a source tells it. None: nobody has priced that kind."""
    low, high = (Fraction(parameters[f"{subject}_line_eur_m_{end}"]) for end in ("low", "high"))
    if low > 0:
        return (LineClass(low, max(low, high)),)
    if subject != "hot_water":
        return ()
    return _by_diameter(parameters["hot_water_line_range"], parameters["hot_water_kelvin"])


@lru_cache(maxsize=64)
def _by_diameter(off: Decimal, kelvin: Decimal) -> tuple[LineClass, ...]:
    return tuple(
        LineClass(
            price * (1 - Fraction(off)),
            price * (1 + Fraction(off)),
            pi * metres**2 / 4 * speed * _KJ_M3_K * float(kelvin),
        )
        for metres, speed, price in HOT_WATER_PIPES
    )


def metre_prices(
    subject: str, parameters: Mapping[str, Decimal], kw: float = 0.0
) -> tuple[Fraction, Fraction] | None:
    """Return EUR for a metre, the least and the most; None if nobody has priced that kind, or one
    that carries so much."""
    classes = line_classes(subject, parameters)
    return next(((one.low, one.high) for one in classes if kw <= one.kw), None)


def yearly_share(parameters: Mapping[str, Decimal]) -> Fraction:
    """Return what a metre as the crow flies costs a year, in its price: detour and annuity."""
    rate, years = Fraction(parameters["line_rate"]), int(parameters["line_years"])
    return Fraction(parameters["line_detour"]) * annuity(rate, years)


def line_capital(yearly: Decimal, own: Mapping[str, str]) -> Decimal:
    """Return what a line costs to build that is paid by so much a year. ``own``: a territory's
    parameters."""
    known = sharing_catalogue().parameters
    rate, years = (Decimal(own.get(key, known[key].default)) for key in ("line_rate", "line_years"))
    part = annuity(Fraction(rate), int(years))
    return yearly * part.denominator / part.numerator


@lru_cache(maxsize=64)
def annuity(rate: Fraction, years: int) -> Fraction:
    """Return what is paid a year for one euro borrowed."""
    return rate / (1 - (1 + rate) ** -years) if rate else Fraction(1, years)
