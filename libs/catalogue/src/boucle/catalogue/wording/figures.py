"""Write numbers and units in French and in English. Pure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final, Literal

Language = Literal["fr", "en"]

_TEN: Final = 10
NBSP: Final = "\u00a0"
_MINUS: Final = "\u2212"
_UNITS: Final[Mapping[str, str]] = {
    "Cel": "°C",
    "uS/cm": "µS/cm",
    "m3": "m³",
    "kg/m3": "kg/m³",
    "EUR": "€",
    "EUR/t": "€/t",
    "EUR/m3": "€/m³",
    "EUR/MWh": "€/MWh",
    "EUR/kWh": "€/kWh",
    "EUR/Nm3": "€/Nm³",
    "EUR/h": "€/h",
    "EUR/km": "€/km",
    "EUR/m": "€/m",
    "EUR/(t.km)": "€/(t.km)",
    "m2": "m²",
    "m3/h": "m³/h",
    "Nm3/h": "Nm³/h",
    "kgCO2e/t": "kg de CO₂ par t",
    "kgCO2e/m3": "kg de CO₂ par m³",
    "kgCO2e/MWh": "kg de CO₂ par MWh",
}
_ENGLISH_UNITS: Final[Mapping[str, str]] = {
    "kgCO2e/t": "kg of CO₂ per t",
    "kgCO2e/m3": "kg of CO₂ per m³",
    "kgCO2e/MWh": "kg of CO₂ per MWh",
}
_WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "d": {"fr": "jours", "en": "days"},
    "months": {"fr": "mois", "en": "months"},
    "FTE": {"fr": "ETP", "en": "FTE"},
    "1/d": {"fr": "par jour", "en": "a day"},
    "1/a": {"fr": "par an", "en": "a year"},
    "a": {"fr": "ans", "en": "years"},
    "h/a": {"fr": "h par an", "en": "h a year"},
    "MWh/m/a": {"fr": "MWh par m et par an", "en": "MWh a metre and year"},
    "EUR/m2/a": {"fr": "€ par m² et par an", "en": "€ a m² and year"},
}
_WITHOUT_UNIT: Final = frozenset({"pH", "1"})


def number(text: str, language: Language) -> str:
    """Write ``50000.50`` as ``50 000,5`` or ``50,000.5``; return what is no number unchanged."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if not figure.is_finite():
        return text
    digits = f"{abs(figure):,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    if language == "fr":
        digits = digits.translate({ord(","): NBSP, ord("."): ","})
    return f"{_MINUS}{digits}" if figure < 0 else digits


def spoken(text: str, code: str | None, *, finer: int = 0) -> str:
    """Round a decimal as people say it: whole percents, whole kilometres beyond ten, at most two
    decimals, below one two figures. ``finer``: so many decimals more. What is no number stays."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if not figure.is_finite():
        return text
    fewest = {"%": 0, "km": 0 if abs(figure) >= _TEN else 1}.get(code or "")
    places = max(0, 2 - max(figure.adjusted(), 0)) if fewest is None else fewest
    if fewest is None and 0 < abs(figure) < 1:
        places = 1 - figure.adjusted()
    places += finer
    step = Decimal(1).scaleb(-places)
    if figure == figure.quantize(step, ROUND_HALF_EVEN):
        return text
    return f"{figure.quantize(step, ROUND_HALF_EVEN):f}"


def unit(code: str, language: Language) -> str:
    """Write a unit as after a number; empty for a pH."""
    if code in _WITHOUT_UNIT:
        return ""
    if code in _WORDS:
        return _WORDS[code][language]
    english = _ENGLISH_UNITS.get(code) if language == "en" else None
    return english or _UNITS.get(code, code)


def with_unit(figure: str, code: str | None, language: Language) -> str:
    """Add the unit to a written figure, never split at the end of a line."""
    written = unit(code, language) if code else ""
    tight = language == "en" and written == "%"
    return f"{figure}{'' if tight or not written else NBSP}{written}"


def unit_price(text: str, code: str, language: Language) -> str:
    """Round a price as people say it, in cents below one euro: ``5,5 c€/kWh``."""
    price, cents = Decimal(text), ""
    if code.startswith("EUR") and abs(price) < 1:
        price, cents = price * 100, "c"
    figure = number(spoken(f"{price:f}", None), language)
    return f"{figure}{NBSP}{cents}{unit(code, language)}"


def french_day(text: str) -> str:
    """Write ``2028-02-01`` as in French: ``01/02/2028``."""
    return "/".join(reversed(text.split("-")))
