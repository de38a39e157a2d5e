"""Write numbers as people read them at a glance. Pure."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

import msgspec

from boucle.pages.translating import Language

_NARROW: Final = "\u202f"
_SIGNS: Final = {"m3": "m³", "m2": "m²"}
_MILLION, _THOUSAND = Decimal(1_000_000), Decimal(1_000)


class Estimate(msgspec.Struct, frozen=True):
    """A figure between two bounds; without them, ``missing`` says what lacks."""

    low: str | None = None
    high: str | None = None
    missing: str | None = None


class ShownQuantity(msgspec.Struct, frozen=True):
    value: str
    unit: str


class CountedFigure(msgspec.Struct, frozen=True):
    """One figure of a month; ``value``, or ``low`` and ``high``, or neither."""

    key: str
    label_fr: str
    label_en: str
    unit: str
    grade: str
    formula: str
    value: float | str | None = None
    low: float | str | None = None
    high: float | str | None = None
    counted: int = 0
    left_out: int = 0
    factors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Tell whether there is something to show: no figure of nothing."""
        bounds = (_decimal(one) for one in (self.value, self.low, self.high))
        return any(bounds)


class MonthFigures(msgspec.Struct, frozen=True):
    """Of a company or a territory."""

    month: str
    figures: tuple[CountedFigure, ...]
    note_fr: str | None = None
    note_en: str | None = None


def number(value: Decimal, language: Language) -> str:
    """Return three digits at most: ``12,9``, ``330 000``."""
    if value == 0:
        return "0"
    places = max(0, 2 - value.copy_abs().adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "\u2212")
    if language == "en":
        return text
    return text.replace(",", _NARROW).replace(".", ",")


def amount(found: Estimate | None, unit: str, language: Language) -> str:
    """Return ``13 à 15 M€``; empty where it is not known."""
    bounds = [_decimal(one) for one in (found.low, found.high)] if found else [None, None]
    known = [one for one in bounds if one is not None]
    if not known:
        return ""
    largest = max(one.copy_abs() for one in known)
    scale, prefix = _scale(largest) if unit == "€" else (Decimal(1), "")
    words = list(dict.fromkeys(number(_round(one / scale), language) for one in known))
    between = " to " if language == "en" else " à "
    return f"{between.join(words)} {prefix}{unit}"


def figure(found: CountedFigure, language: Language) -> str:
    """Return ``3``, ``1 200 t`` or ``13 à 15 M€``."""
    bounds = (found.low, found.high) if found.value is None else (found.value, found.value)
    known = [one for one in map(_decimal, bounds) if one is not None]
    per = found.unit.partition("/")[0]
    sign = {"1": "", "EUR": "€", "tCO2e": "t CO₂"}.get(per, _SIGNS.get(per, per))
    scale, prefix = _scale(max(map(abs, known), default=Decimal(0))) if sign == "€" else (1, "")
    words = list(dict.fromkeys(number(one / scale, language) for one in known))
    between = " to " if language == "en" else " à "
    return f"{between.join(words)} {prefix}{sign}".strip()


def quantity(found: ShownQuantity | None, language: Language) -> str:
    value = _decimal(found.value) if found else None
    if found is None or value is None:
        return ""
    return f"{number(value, language)} {_SIGNS.get(found.unit, found.unit)}"


def _scale(largest: Decimal) -> tuple[Decimal, str]:
    if largest >= _MILLION:
        return _MILLION, "M"
    return (_THOUSAND, "k") if largest >= 10 * _THOUSAND else (Decimal(1), "")


def _round(value: Decimal) -> Decimal:
    """Return two significant digits."""
    if value == 0:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1))


def _decimal(text: float | str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(str(text))
    except InvalidOperation:
        return None
