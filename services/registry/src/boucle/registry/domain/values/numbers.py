"""Read numbers, amounts with span and unit, and prices, as French people and programs write them.
The comma is decimal, a space or an apostrophe separates thousands; a point is decimal, unless it
can only separate thousands (``1.250,5``, ``1.250.000``). An ambiguous one is refused with a
question."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from boucle.platform.translating import tr
from boucle.registry.domain.values.remembering import remembered
from boucle.registry.domain.values.units import read_unit
from boucle.registry.domain.values.wrong import WrongValue

_SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]")
_PLAIN: Final = re.compile(r"[+-]?\d{1,18}([.,]\d{1,12})?")
_BY_POINTS: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,12}|(?<=\.\d{3}\.\d{3}))")
_BY_COMMAS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d{1,12}|(?<=,\d{3},\d{3}))")
# Three decimals of which the last says nothing: more likely thousands. Plain decimals end in none.
_EITHER: Final = re.compile(r"([+-]?[1-9]\d{0,2})(?:\.(\d\d0)|,(000))")
NUMBER: Final = r"[+-]?\d(?:(?:[\d\s,'’]|\.(?!\.))*\d)?"
_AMOUNT: Final = re.compile(
    r"(?P<amount>(?:env(?:iron)?\.?\s*|about\s+|approx\.?\s*|~\s*|≈\s*|entre\s+|between\s+|de\s+|from\s+)?"
    rf"(?P<low>{NUMBER})"
    rf"(?:\s*(?:\.\.+|…|à|a|to|et|and|-|–|—)\s*(?P<high>{NUMBER}))?)"
    r"\s*(?P<unit>[^\W\d_].*|[/%°€].*)?",
    re.IGNORECASE,
)
_PRICE: Final = re.compile(
    rf"(?P<number>{NUMBER})\s*(?:€|eur(?:os?)?)?\s*(?:h\.?t\.?|ttc)?"
    r"(?:\s*(?:/|\bpar\b|\bper\b|\bla\b|\ble\b)\s*(?P<unit>[^\W\d_].*?))?"
    r"\s*(?:h\.?t\.?|ttc)?",
    re.IGNORECASE,
)
_EXPONENT: Final = re.compile(r"e[+-]?\d+", re.IGNORECASE)
_SCALED: Final = re.compile(r"\d\s*[km]\s*(?:€|eur)", re.IGNORECASE)
_MOST: Final = 80  # characters
_FOREIGN: Final = re.compile(
    r"[$£¥₣₹₽₺₩]|zł|\b(?:US\$|USD|GBP|CHF|JPY|CNY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|MAD|DZD"
    r"|TND|XOF|XAF|XPF|F?CFA|dollars?|francs?|livres?\s+sterlings?|yens?|yuans?|zlotys?|couronnes?)\b",
    re.IGNORECASE,
)
"""What a price says that is in no euros."""


class ReadNumber(NamedTuple):
    """``high``: the upper end of a span that begins at ``low``. ``unit``: as units are stored."""

    low: str
    high: str | None = None
    unit: str | None = None

    @property
    def value(self) -> str:
        """Return ``12``, or ``3..5``."""
        return self.low if self.high is None else f"{self.low}..{self.high}"


def read_number(text: str) -> str:
    """Read ``1 234,5`` as ``1234.5``; digits stay as they are written. Raises WrongValue."""
    plain = _SPACES.sub("", text)
    either = _EITHER.fullmatch(plain)
    if either is not None:
        raise _which(either)
    if _BY_POINTS.fullmatch(plain):
        plain = plain.replace(".", "")
    elif _BY_COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    if is_foreign(text):
        raise foreign_money()
    if not _PLAIN.fullmatch(plain):
        raise WrongValue(
            "is not a decimal number",
            'a decimal such as "1234.5": no exponent, at most 18 digits before the point and 12 '
            "after",
        )
    return plain.replace(",", ".")


def _which(either: re.Match[str]) -> WrongValue:
    whole, after = either[1], either[2] or either[3]
    decimal = f"{whole}.{after}".rstrip("0").rstrip(".")
    right, right_fr = (decimal, f"{whole}{after}"), decimal.replace(".", ",")
    return WrongValue(
        tr(
            "may be {right} or {right2}: what the sign before three digits means is not known",
            right=right[0],
            right2=right[1],
            right_fr=right_fr,
        ),
        tr(
            "{right} or {right2}, without that sign or with other zeros",
            right=right[0],
            right2=right[1],
            right_fr=right_fr,
        ),
    )


@remembered
def read_amount(text: str) -> ReadNumber:
    """Read ``12,5``, ``3 à 5``, ``environ 3-5 t/mois``. Raises WrongValue."""
    plain, unit = parted(text)
    amount, words = amount_and_words(plain)
    if words is None:
        return amount._replace(unit=unit)
    if _EXPONENT.fullmatch(words) or is_foreign(words):
        return ReadNumber(read_number(plain))
    raise WrongValue(
        tr("has a unit that is not known here: {words}", words=words),
        "a unit of /v1/units, such as t, m3, MWh; or a container",
    )


def is_foreign(text: str) -> bool:
    """Tell whether it names a currency other than the euro."""
    return _FOREIGN.search(text) is not None


def foreign_money() -> WrongValue:
    return WrongValue("is in another currency", "euros: convert it, and say so in provenance")


def is_plain(text: str) -> bool:
    """Tell whether it is a number without anything beside it."""
    return _PLAIN.fullmatch(text) is not None


def amount_and_words(text: str) -> tuple[ReadNumber, str | None]:
    """Read the amount that a text begins with; what follows is as written. Raises WrongValue."""
    plain = text.strip()
    found = _AMOUNT.fullmatch(plain) if len(plain) <= _MOST else None
    if found is None:
        return ReadNumber(read_number(plain)), None
    return _amount(found), found["unit"]


def _amount(found: re.Match[str]) -> ReadNumber:
    low = read_number(found["low"])
    high = None if found["high"] is None else read_number(found["high"])
    if high is not None and not 0 <= Decimal(low) < Decimal(high):
        raise WrongValue(
            "is not a span",
            "two amounts, the lower first, such as 3..5",
        )
    return ReadNumber(low, high)


def parted(text: str) -> tuple[str, str | None]:
    """Split an amount from the unit that follows it, as units are stored, if one does."""
    plain = text.strip()
    if _PLAIN.fullmatch(plain) or len(plain) > _MOST:
        return plain, None
    found = _AMOUNT.fullmatch(plain)
    if found is None or found["unit"] is None:
        return plain, None
    unit = read_unit(found["unit"])
    return (plain, None) if unit is None else (found["amount"], unit)


@remembered
def read_price(text: str) -> tuple[str, str | None]:
    """Read ``85 €``, ``-8,50 €/t``: how much, and per which unit if one is given. Raises
    WrongValue."""
    plain = text.strip()
    if _PLAIN.fullmatch(plain) and not _EITHER.fullmatch(plain):
        return plain.replace(",", "."), None
    found = _PRICE.fullmatch(plain) if len(plain) <= _MOST else None
    if found is None and _SCALED.search(plain[:_MOST]):
        raise WrongValue("is in thousands or millions of euros", "plain euros: 3000, or 85 €/t")
    if found is None:
        return read_number(plain), None
    said = found["unit"]
    if is_foreign(said or ""):
        raise foreign_money()
    unit = None if said is None else read_unit(said)
    if said is not None and (unit is None or "/" in unit):
        raise WrongValue(
            "is a price by a unit that is not known",
            "euros by a unit, such as 85 €/t",
        )
    return read_number(found["number"]), unit
