"""These functions tell what a line costs: the metre of its kind, its length, its annuity. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from boucle.catalogue.sharing.loader import sharing_catalogue


def metre_prices(
    subject: str, parameters: Mapping[str, Decimal]
) -> tuple[Fraction, Fraction] | None:
    """Return EUR for a metre, the least and the most; None if nobody has priced that kind."""
    low, high = (Fraction(parameters[f"{subject}_line_eur_m_{end}"]) for end in ("low", "high"))
    return (low, max(low, high)) if low > 0 else None


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
