"""Read figures that have a unit of their own: ``2500 kg`` of a figure in tonnes a year is 2.5.

Numbers, spans and periods are read as those of flows; more units are known, as power or area.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from boucle.catalogue import CONTAINERS, PERIODS, UNITS, Period
from boucle.platform.translating import both, tr
from boucle.registry.domain.values.conversions import decimal_of, middle_of
from boucle.registry.domain.values.numbers import (
    amount_and_words,
    foreign_money,
    is_foreign,
    is_plain,
    read_number,
)
from boucle.registry.domain.values.remembering import remembered
from boucle.registry.domain.values.units import flow_unit, period_of
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue

COUNTED: Final = "1"
"""The unit of what is counted (UCUM)."""


class _Thing(NamedTuple):
    """``size``: how many of the kind's own unit one is."""

    kind: str
    size: Fraction = Fraction(1)


_MORE: Final[Mapping[_Thing, str]] = {
    _Thing("mass", Fraction(1, 1000)): "mg|milligramme|milligrammes",
    _Thing("power", Fraction(1, 1000)): "W|watt|watts",
    _Thing("power"): "kW|kilowatt|kilowatts|kWth",
    _Thing("power", Fraction(1000)): "MW|mégawatt|mégawatts|megawatt|megawatts|MWth",
    _Thing("length", Fraction(1, 1000)): "mm|millimètres",
    _Thing("length"): "m|mètre|mètres|metres",
    _Thing("length", Fraction(1000)): "km|kilomètre|kilomètres|kilometres",
    _Thing("area"): "m2|m²|mètres carrés|mètre carré|square metres",
    _Thing("area", Fraction(10_000)): "ha|hectare|hectares",
    _Thing("normal"): "Nm3|Nm³|normo m3",
    _Thing("pressure"): "bar|bars|barg|bar g",
    _Thing("pressure", Fraction(1, 100)): "kPa",
    _Thing("pressure", Fraction(10)): "MPa",
    _Thing("heat"): "Cel|°C|degré|degrés|°|degrés Celsius",
    _Thing("time"): "h|heure|heures|hour|hours",
    _Thing("years"): "a|an|ans|année|années|year|years",
    _Thing("euro"): "EUR|€|euro|euros|€ HT|€HT|euros HT",
    _Thing("euro", Fraction(1000)): "k€|kEUR|k euros",
    _Thing("count"): (
        "1|ETP|FTE|équivalents temps plein|unité|unités|place|places|berceau|berceaux|enfant"
        "|enfants|repas|couvert|couverts|personne|personnes|salarié|salariés|employé|employés"
        "|trajet|trajets|rotation|rotations|voyage|voyages|fois|passage|passages|enlèvement"
        "|enlèvements|collecte|collectes|tournée|tournées|meals|staff|employees|pickups|trips"
        "|times"
    ),
    _Thing("count", Fraction(1, 100)): "%|pour cent|percent",
}
_ALONE: Final = {"a": both("years", "ans"), "mo": both("months", "mois")}
_SIGNS: Final = {"%": "percent", "°": "degré", "€": "eur", "²": "2", "³": "3"}


def _key(words: str) -> str:
    """Fold words with their signs, which mean something here."""
    for sign, word in _SIGNS.items():
        words = words.replace(sign, f" {word}" if word.isalpha() else word)
    return folded(words)


_THINGS: Final[Mapping[str, _Thing]] = {
    **{_key(word): _Thing("count") for word in CONTAINERS["pallet"].fr},
    **{_key(word): thing for thing, words in _MORE.items() for word in words.split("|")},
}


def checked_measure(text: str) -> str:
    """Return a plain number as it is stored, other text trimmed. Raises WrongValue unless it is an
    amount, whatever unit follows."""
    if is_plain(text):
        return read_number(text)
    _, words = amount_and_words(text)
    return text.strip() if words else read_number(text)


@remembered
def read_measure(said: str) -> str:
    """Return ``unit|text`` read in that unit, a plain decimal. Raises WrongValue."""
    unit, _, text = said.partition("|")
    if is_plain(text):
        return read_number(text)
    amount, words = amount_and_words(text)
    times = Fraction(1) if words is None else _times(words, unit)
    if times is None and unit.startswith("EUR") and is_foreign(words or ""):
        raise foreign_money()
    if times is None:
        raise WrongValue(
            tr("is in {said}, which does not measure this", said=words or ""),
            tr("a number {unit}", unit=named(unit))
            if unit.startswith(f"{COUNTED}/")
            else tr("a number in {unit}", unit=named(unit)),
        )
    return decimal_of(middle_of(amount.value) * times)


def is_span(text: str) -> bool:
    return not is_plain(text) and amount_and_words(text)[0].high is not None


def read_euros_a_year(text: str) -> str:
    """Read ``2 400 €``, ``2 400 €/an``. Raises WrongValue."""
    try:
        return read_measure(f"EUR/a|{text}")
    except WrongValue as wrong:
        if is_plain(text.strip()) or is_foreign(text):
            raise
        raise WrongValue("is not a cost a year", "a number of euros a year") from wrong


def named(unit: str) -> str:
    """Write a unit (UCUM) as people say it: ``t a year``."""
    if unit in _ALONE:
        return _ALONE[unit]
    top, _, below = unit.partition("/")
    head = {"Cel": "°C", "EUR": "€", COUNTED: ""}.get(top, top)
    period = period_of(below)
    if period is not None:
        en, fr = f"{head} a {period.en}".strip(), f"{head} par {period.fr}".strip()
        return both(en, fr)
    if below not in ("", COUNTED):
        return f"{head}/{below}"
    return head or both("whole units or parts", "unités ou parts")


def span(least: Decimal, most: Decimal, unit: str) -> str:
    """Say what would be within bounds."""
    ends = {"least": _plain(least), "most": _plain(most)}
    if unit == COUNTED:
        return tr("{least} to {most}", **ends)
    return tr("{least} to {most} {unit}", **ends, unit=named(unit))


def _plain(number: Decimal) -> str:
    written = f"{number.normalize():f}"
    return both(written, written.replace(".", ","))


def _times(words: str, unit: str) -> Fraction | None:
    """Return how many of a unit (UCUM: ``t/a``, ``EUR/km``) one of what the words say is; None if
    they measure something else. A period that is not said is the unit's own."""
    top, _, below = unit.partition("/")
    head, tail = _parted(words)
    one, wanted = _thing(head), _thing(top)
    if one is None or wanted is None or one.kind != wanted.kind:
        return None
    size = one.size / wanted.size
    if not tail:
        return size
    per = _per(tail, below)
    return None if per is None else size * per


def _parted(words: str) -> tuple[str, str]:
    """Split ``t/an``, ``repas par jour``, ``t an``: what is counted, and by what."""
    for between in ("/", " par ", " per ", " la ", " le "):
        head, found, tail = f" {words}".partition(between)
        if found:
            return head.strip(), tail.strip()
    head, _, tail = words.rpartition(" ")
    return (head, tail) if head and len(tail) > 1 and period_of(tail) else (words, "")


def _per(tail: str, below: str) -> Fraction | None:
    """Return how many of what is wanted below the line one of what stands there is."""
    said, wanted = period_of(tail), period_of(below)
    if said is not None and wanted is not None:
        return _periods(said, wanted)
    one, other = _thing(tail), _thing(below)
    if one is None or other is None or one.kind != other.kind:
        return None
    return other.size / one.size


def _periods(said: Period, wanted: Period) -> Fraction | None:
    """Days make no week (which days?) nor hours a day: what says so is refused."""
    if said is wanted:
        return Fraction(1)
    if said.per_year is None or wanted.per_year is None:
        return None
    if wanted is PERIODS["week"] and said.per_year > wanted.per_year:
        return None
    return Fraction(said.per_year, wanted.per_year)


def _thing(words: str) -> _Thing | None:
    if not words:
        return _Thing("count")
    more = _THINGS.get(_key(words))
    code = None if more else flow_unit(words)
    if code is None:
        return more
    unit = UNITS[code]
    return _Thing(unit.dimension, unit.to_base)
