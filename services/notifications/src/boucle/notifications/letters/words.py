"""Hold what people read in French and in English: labels, figures, dates. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final
from zoneinfo import ZoneInfo

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.catalogue.wording import phrases
from boucle.catalogue.wording.figures import NBSP, Language, number
from boucle.contract.events.matching import Role
from boucle.contract.events.notifications import MeetingAnswer
from boucle.contract.events.reasons import Criterion
from boucle.contract.events.registry import Quantity
from boucle.pages.translating import N_

Both = Mapping[Language, str]

PARIS: Final = ZoneInfo("Europe/Paris")

MEETING_ANSWERS: Final[Mapping[MeetingAnswer, str]] = {
    "yes": N_("Oui, je viens"),
    "maybe": N_("Peut-être"),
    "no": N_("Non"),
}

_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_UNITS: Final = {"m3": "m³", "tCO2e": "t de CO₂"}

_CROWDS: Final = (30, 10, 3)
_COULD: Final[Mapping[Language, Mapping[Role, str]]] = {
    "fr": {
        "offer": "vous en fournir",
        "need": "en avoir l'usage",
        "member": "y prendre part",
    },
    "en": {"offer": "supply it", "need": "use it", "member": "take part"},
}


def family(catalogue: Catalogue, key: str | None, language: Language) -> str:
    """Return the label of a family; a key that this catalogue lacks (a newer one's) reads as
    itself."""
    if key is None:
        return {"fr": "flux à préciser", "en": "a flow to be specified"}[language]
    return phrases.family(key, catalogue, language)


def sector(catalogue: Catalogue, division: str | None, language: Language) -> str | None:
    if division is None:
        return None
    try:
        found = catalogue.division(division)
    except UnknownKeyError:
        return None
    return found.label_fr if language == "fr" else found.label_en


def quantity(amount: Quantity, language: Language) -> str:
    about = {"fr": "environ", "en": "about"}[language]
    rounded = Quantity(significant(amount.value), amount.unit)
    return f"{about} {own_quantity(rounded, language)}"


def own_quantity(amount: Quantity, language: Language) -> str:
    per = {"fr": "par an", "en": "a year"}[language]
    return f"{figure(amount.value, amount.unit, language)} {per}"


def short_amount(amount: Quantity, language: Language) -> str:
    per = {"fr": "an", "en": "year"}[language]
    return f"{figure(amount.value, amount.unit, language)}/{per}"


def significant(value: str, figures: int = 3) -> str:
    """Keep at most so many significant figures; what is no number stays as it is."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return value
    exponent = found.as_tuple().exponent
    finest = found.adjusted() + 1 - figures
    if not isinstance(exponent, int) or exponent >= finest:
        return value
    return f"{found.quantize(Decimal(1).scaleb(finest), rounding=ROUND_HALF_EVEN):f}"


def figure(value: str, unit: str, language: Language) -> str:
    return f"{number(value, language)}{NBSP}{written(unit)}"


def written(unit: str) -> str:
    return _UNITS.get(unit, unit)


def exact_distance(km: str) -> str:
    """Return a distance that may be known, to the kilometre, in the form of a band."""
    whole = Decimal(km).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole} km" if whole else "0-1 km"


def distance_span(band: str | None, language: Language) -> str:
    """Return ``de 10 à 30 km``, ``moins de 10 km`` or, where it is exact, ``19 km``. ``band`` is
    None where it is hidden or unknown."""
    if band is None:
        return {"fr": "à portée", "en": "within reach"}[language]
    low, _, high = band.removesuffix(" km").partition("-")
    if _is_between(band):
        span = f"de {low} à {high}" if language == "fr" else f"{low} to {high}"
    elif high:
        span = f"moins de {high}" if language == "fr" else f"within {high}"
    elif low.endswith("+"):
        span = f"plus de {low[:-1]}" if language == "fr" else f"more than {low[:-1]}"
    else:
        span = low
    return f"{span}{NBSP}km"


def _is_between(band: str) -> bool:
    return "-" in band and not band.startswith("0-")


def crowd(companies: int | None, role: Role, language: Language) -> str | None:
    """Return among how many companies one of this role is: the least of a band, never the
    number."""
    least = next((one for one in _CROWDS if companies is not None and companies >= one), None)
    if least is None:
        return None
    could = _COULD[language][role]
    if language == "en":
        return f"one of the companies of the region (at least {least}) that could {could}"
    return f"l'une des entreprises de la région ({least} au moins) qui pourraient {could}"


def day(when: date, language: Language) -> str:
    if language == "en":
        return f"{when:%A} {when.day} {when:%B} {when.year}"
    rank = "1er" if when.day == 1 else str(when.day)
    return f"{_WEEKDAYS[when.weekday()]} {rank} {_MONTHS[when.month - 1]} {when.year}"


def first_day(criteria: Iterable[Criterion], language: Language) -> str | None:
    """Return the first day on which both flows of a pair are free; None where nothing binds one."""
    found = next((one.value for one in criteria if one.name == "window" and one.value), None)
    return None if found is None else day(date.fromisoformat(found), language)


def period(starts_at: datetime, ends_at: datetime, language: Language) -> str:
    """Return ``jeudi 3 décembre 2026, de 9 h 30 à 12 h 00``, in Paris time."""
    start, end = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    if start.date() != end.date():
        both = (f"{day(one.date(), language)}, {clock(one, language)}" for one in (start, end))
        return " → ".join(both)
    hours = clock(start, language), clock(end, language)
    if language == "en":
        return f"{day(start.date(), 'en')}, {hours[0]} to {hours[1]} (Paris time)"
    return f"{day(start.date(), 'fr')}, de {hours[0]} à {hours[1]}"


def moment(when: datetime, language: Language) -> str:
    """Return ``jeudi 3 décembre 2026 à 9 h 30``, in Paris time."""
    local = when.astimezone(PARIS)
    at = {"fr": "à", "en": "at"}[language]
    return f"{day(local.date(), language)} {at} {clock(local, language)}"


def short_day(when: datetime, language: Language) -> str:
    """Return ``3 décembre`` for a subject line; ``when`` is in Paris time."""
    if language == "en":
        return f"{when.day} {when:%B}"
    rank = "1er" if when.day == 1 else str(when.day)
    return f"{rank} {_MONTHS[when.month - 1]}"


def clock(when: datetime, language: Language) -> str:
    if language == "en":
        return f"{when:%H:%M}"
    return f"{when.hour}{NBSP}h{NBSP}{when.minute:02d}" if when.minute else f"{when.hour}{NBSP}h"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_FORMS: Final[Mapping[str, str]] = {
    "CU": "la communauté urbaine",
    "CA": "la communauté d'agglomération",
    "CC": "la communauté de communes",
}


def territory(name: str, language: Language) -> str:
    """Write out what INSEE abbreviates: « la communauté urbaine Le Havre Seine Métropole »."""
    form, _, rest = name.partition(" ")
    if language == "en" or form not in _FORMS or not rest:
        return name
    return f"{_FORMS[form]} {rest}"


_ARTICLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("CU", "CA", "CC", "Communauté", "Métropole", "Ville", "Région"), "la "),
    **dict.fromkeys(("Eurométropole", "Agglo", "Agglomération", "Association"), "l'"),
    **dict.fromkeys(("Pays", "PETR", "Parc", "Pôle", "Syndicat", "Département"), "le "),
}
"""By the first word of a territory's name; others, such as « Caux Seine agglo », have none."""


def with_article(territory: str, language: Language) -> str:
    """Return « la CC du Pays de Falaise »."""
    if language == "en":
        return territory
    return f"{_ARTICLES.get(territory.partition(' ')[0], '')}{territory}"


def to_whom(who: str, language: Language) -> str:
    """Return « à la CC du Pays de Falaise », « au Pays de Bray »."""
    if language == "en":
        return f"to {who}"
    return f"au {who[3:]}" if who.startswith("le ") else f"à {who}"


def of_territory(name: str, language: Language) -> str:
    """Return « de la communauté urbaine Le Havre Seine Métropole », « du Pays de Bray »."""
    written = with_article(territory(name, language), language)
    if language == "en":
        return f"of {written}"
    if written.startswith("le "):
        return f"du {written[3:]}"
    return f"d'{written}" if written[:1].lower() in "aeiouyéèêîœ" else f"de {written}"


def person(name: str | None, company: str) -> tuple[str, ...]:
    """Return a person and the company, which a service's name often holds already."""
    if not name:
        return (company,)
    return (name,) if company.casefold() in name.casefold() else (name, company)
