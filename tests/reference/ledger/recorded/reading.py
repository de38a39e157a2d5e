"""How a figure with its unit is read: "30 t/an", "2500 kg", "2 MW", "3 t/h", "5h".

issue 37.5: "units and numbers of sharings by the one reader of flows"; figures.md 12: these
were refused in sharings. Values: values.md ("12,5", "1 250,5"; rule as the product's docs state
it). Only what is plain is read here: the ledger checks that it is stored as it was said.
"""

from __future__ import annotations

import re
from fractions import Fraction

from tests.reference.ledger.quantities import number

MASS = {"t": Fraction(1), "tonnes": Fraction(1), "tonne": Fraction(1), "kg": Fraction(1, 1000)}
POWER = {"kw": Fraction(1), "mw": Fraction(1000), "w": Fraction(1, 1000), "gw": Fraction(10**6)}
VOLUME = {"m3": Fraction(1), "m³": Fraction(1), "l": Fraction(1, 1000), "hl": Fraction(1, 10)}
TIME = {"h": Fraction(1), "min": Fraction(1, 60), "heures": Fraction(1), "hours": Fraction(1)}
PERIODS = {"an": 1, "a": 1, "yr": 1, "year": 1, "mois": 12, "month": 12, "semaine": 52, "wk": 52,
           "week": 52, "j": 365, "jour": 365, "d": 365, "day": 365}  # fmt: skip
TEXT = re.compile(
    r"^\s*([+-]?[\d \u00a0\u202f]*\d(?:[.,]\d+)?)\s*([^\d/\s]*[³3]?)\s*(?:/\s*(\w+))?\s*$"
)


def plain_number(text: str) -> Fraction | None:
    """ "1 250,5" and "1250.5" (values.md)."""
    bare = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".")
    return number(bare)


def read_figure(text: str, unit: str) -> Fraction | None:
    """The value in a figure's unit ("t/yr", "t/wk", "kW", "h"); none where it cannot be said."""
    match = TEXT.match(text)
    value = plain_number(match.group(1)) if match else None
    if match is None or value is None:
        return None
    said, period = match.group(2).lower(), (match.group(3) or "").lower()
    wanted, _, per = unit.lower().partition("/")
    if not said:
        return value
    for table in (MASS, POWER, VOLUME, TIME):
        if said in table and wanted in table:
            return _by_period(value * table[said] / table[wanted], period, per)
    return None


def _by_period(value: Fraction, period: str, per: str) -> Fraction | None:
    """By the figure's own period; "3 t/h" of a figure by hour stays as it is."""
    if not period or period == per:
        return value
    if period in PERIODS and per in PERIODS:
        return value * PERIODS[period] / PERIODS[per]
    if period in ("h", "heure", "hour") and per in ("h", "hour"):
        return value
    return None
