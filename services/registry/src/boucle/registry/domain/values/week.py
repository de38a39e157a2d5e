"""Read days of a week, hours of a day, amounts by season and hour, months, as people write them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from boucle.registry.domain.values.dates import read_months
from boucle.registry.domain.values.measures import checked_measure
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue

_DAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "lun lundi mon monday",
            "mar mardi tue tuesday",
            "mer mercredi wed wednesday",
            "jeu jeudi thu thursday",
            "ven vendredi fri friday",
            "sam samedi sat saturday",
            "dim dimanche sun sunday",
        ),
        1,
    )
    for name in (*names.split(), str(number))
}
_SEASONS: Final = {
    "hiver": 1,
    "winter": 1,
    "printemps": 2,
    "spring": 2,
    "ete": 3,
    "summer": 3,
    "automne": 4,
    "autumn": 4,
    "toute_l_annee": None,
    "all_year": None,
}
_SPAN: Final = re.compile(r"\s*(?:-|–|\bà\b|\bau?\b|\bto\b)\s*", re.IGNORECASE)
_HOURS: Final = re.compile(
    r"(?:de\s+|from\s+)?(\d{1,2})\s*(?:(?:h|:)(?:00|(30))|h)?"
    r"\s*(?:-|–|à|to)\s*(\d{1,2})\s*(?:(?:h|:)(?:00|(30))|h)?",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_EVERY: Final = ("tous_les_jours", "every_day", "7_7", "7j_7")
_MONTHS: Final = 12
_DAY: Final = 24
_FROM_TO: Final = 2
_Span = tuple[int | float, int | float]


def read_weekdays(text: str) -> tuple[int, ...]:
    """Read ``lun-ven``, ``lundi, mercredi``, ``1-5``: 1 is Monday. Raises WrongValue."""
    if folded(text) in _EVERY:
        return tuple(range(1, 8))
    days: set[int] = set()
    for part in re.split(r"[,;/]|\bet\b|\band\b", text):
        ends = [_DAYS.get(folded(end).removesuffix("_")) for end in _SPAN.split(part.strip())]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > _FROM_TO:
            raise _no_days()
        days |= set(range(first, last + 1)) or {*range(first, 8), *range(1, last + 1)}
    return tuple(sorted(days))


def read_hours(text: str) -> _Span:
    """Read ``6-14``, ``6 h à 14 h``, ``6h30-14h`` as from and to before. The range of a day is not
    checked. Raises WrongValue."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise WrongValue("does not read as hours", "from and to, in hours or half hours: 6h30-14")
    return _hour(found[1], found[2]), _hour(found[3], found[4])


def _hour(whole: str, half: str | None) -> int | float:
    return int(whole) if half is None else int(whole) + 0.5


def plain_hour(said: float) -> int | float:
    """Keep a whole one without a point."""
    return int(said) if said == int(said) else said


def read_slots(text: str) -> list[dict[str, Any]]:
    """Read ``500``, ``hiver = 800 | été = 200``, ``hiver lun-ven 6-20 = 800``: an amount for the
    hours of a week of a season, by default all. Raises WrongValue."""
    return [slot for part in text.split("|") for slot in _slots(part)]


def _slots(part: str) -> Iterator[dict[str, Any]]:
    when, _, amount = part.rpartition("=")
    season, days, hours = _when(when.strip())
    number = checked_measure(amount.strip())
    for first, end in _hours_of_week(days, hours):
        yield {"season": season, "first": first, "end": end, "amount": number}


def _when(text: str) -> tuple[int | None, tuple[int, ...], _Span]:
    """Return season, days and hours, each given once at most; a span of numbers is hours."""
    said: dict[str, Any] = {}
    value: object
    for word in text.split():
        if folded(word) in _SEASONS:
            name, value = "season", _SEASONS[folded(word)]
        elif _HOURS.fullmatch(word):
            name, value = "hours", _hours_of_day(word)
        else:
            name, value = "days", read_weekdays(word)
        if name in said:
            raise WrongValue("says twice when", "a season, days and hours: winter mon-fri 6-20")
        said[name] = value
    return said.get("season"), said.get("days", tuple(range(1, 8))), said.get("hours", (0, _DAY))


def _hours_of_day(text: str) -> _Span:
    first, end = read_hours(text)
    if not first < end <= _DAY:
        right = "from and to of one day, 0 to 24: 6-14; over midnight in two: 22-24 and 0-6"
        raise WrongValue("are no hours of one day", right)
    return first, end


def _hours_of_week(days: tuple[int, ...], hours: _Span) -> Iterator[_Span]:
    """Yield hours of the week; consecutive whole days are one span."""
    spans: list[list[int | float]] = []
    for day in days:
        first, end = (day - 1) * _DAY + hours[0], (day - 1) * _DAY + hours[1]
        if spans and spans[-1][1] == first:
            spans[-1][1] = end
        else:
            spans.append([first, end])
    yield from ((first, end) for first, end in spans)


def read_year(text: str) -> list[str]:
    """Read ``0,5 ETP`` (each month), twelve numbers separated by ``|`` or spaces, January first, or
    ``octobre à mars = 1 | avril = 0,5``: other months 0. Raises WrongValue."""
    if "=" in text:
        return _by_span(text)
    plain = "|" not in text and not _LETTER.search(text)
    parts = text.split() if plain else text.split("|")
    numbers = [checked_measure(part.strip()) for part in parts if part.strip()]
    return numbers * _MONTHS if len(numbers) == 1 else numbers


def _by_span(text: str) -> list[str]:
    year = ["0"] * _MONTHS
    for part in text.split("|"):
        when, _, amount = part.rpartition("=")
        number = checked_measure(amount.strip())
        for month in read_months(when.strip()):
            year[month - 1] = number
    return year


def _no_days() -> WrongValue:
    return WrongValue("does not read as days", "days: mon-fri, or monday, wednesday")
