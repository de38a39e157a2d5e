"""Read days and months of the year."""

import re
from datetime import date
from typing import Final

from boucle.platform.translating import tr
from boucle.registry.domain.values.remembering import remembered
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_FRENCH: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?: 00:00(?::00)?)?")
_IN_WORDS: Final = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4})")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev february feb", "mars march mar",
            "avril avr april apr", "mai may", "juin june jun", "juillet juil july jul",
            "aout august aug", "septembre sept sep september", "octobre oct october",
            "novembre nov november", "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WHOLE: Final = {
    "toute_l_annee", "annee", "annee_entiere", "toute_annee", "annuel", "permanent", "en_continu",
    "continu", "tous_les_mois", "all_year", "all_year_round", "whole_year", "year_round",
    "12_mois", "12_mois_sur_12", "tous", "toutes",
}  # fmt: skip
_MONTH: Final = r"\d{1,2}|[^\W\d_]+\.?"
_SPAN: Final = re.compile(
    rf"(?:de\s+|d'|from\s+)?({_MONTH})(?:\s*(?:-|–|à|au|to)\s*({_MONTH}))?", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\s*[,;|+\n]\s*|\s+(?:et|and)\s+", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"[\d\s,|-]+")
_MOST: Final = 200  # characters
_LIKE: Final = tr("a date such as 2026-01-31", context="cell")
_RIGHT: Final = "months from 1 to 12, such as 1-3, 10; or all year"


@remembered
def read_day(text: str) -> str:
    """Read ``31/01/2026``, ``31 janvier 2026`` or ISO as ISO; the day comes before the month.
    Raises WrongValue, also of a day that no calendar has."""
    plain = text.strip()[:_MOST]
    iso, french, words = (one.fullmatch(plain) for one in (_ISO, _FRENCH, _IN_WORDS))
    if iso is not None:
        return _day(iso[1], int(iso[2]), iso[3])
    if french is not None:
        return _day(french[3], int(french[2]), french[1])
    month = None if words is None else _MONTHS.get(folded(words[2]))
    if words is not None and month is not None:
        return _day(words[3], month, words[1])
    raise WrongValue("is not a date", _LIKE)


def _day(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        raise WrongValue("is no day of the calendar", _LIKE) from None


@remembered
def read_months(text: str) -> tuple[int, ...]:
    """Read ``1-3, 10``, ``janvier à mars``, ``toute l'année``: names, numbers and spans, which may
    pass the year's end (``11-2``). Raises WrongValue."""
    plain = text.strip()
    if len(plain) > _MOST:
        raise _no_months()
    if folded(plain) in _WHOLE:
        return tuple(range(1, 13))
    # Numbers may stand apart by spaces alone.
    parts = re.split(r"[\s,|]+", plain) if _NUMBERS.fullmatch(plain) else _BETWEEN.split(plain)
    months: set[int] = set()
    for part in parts:
        months |= _span(part)
    return tuple(sorted(months))


def _span(part: str) -> set[int]:
    found = _SPAN.fullmatch(part.strip())
    first = None if found is None else _month(found[1])
    if found is None or first is None:
        raise _no_months()
    last = first if found[2] is None else _month(found[2])
    if last is None:
        raise _no_months()
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise WrongValue("is not within a year", _RIGHT)
    return {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}


def _month(said: str) -> int | None:
    return int(said) if said.isdecimal() else _MONTHS.get(folded(said))


def _no_months() -> WrongValue:
    return WrongValue("is not a list of months", _RIGHT)
