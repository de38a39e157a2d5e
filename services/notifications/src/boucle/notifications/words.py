"""What people read, in French and in English: labels, figures, dates, reasons. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Literal
from zoneinfo import ZoneInfo

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.common.events.matching import Amount, Criterion, RefusalReason, Verdict
from boucle.common.events.notifications import MeetingAnswer, MeetingKind
from boucle.common.events.registry import Quantity

Language = Literal["fr", "en"]
Both = Mapping[Language, str]

PARIS: Final = ZoneInfo("Europe/Paris")
NBSP: Final = "\u00a0"

REFUSALS: Final[Mapping[RefusalReason, str]] = {
    "concentration": "la composition ou la concentration ne convient pas",
    "form": "la forme physique ne convient pas (solide, liquide, conditionnement…)",
    "hygiene": "l'hygiène ou la sécurité ne le permet pas",
    "quantity": "la quantité ne convient pas, ou elle est trop irrégulière",
    "timing": "ce n'est pas le bon moment",
    "price": "le prix ou le coût ne convient pas",
    "regulation": "la réglementation ne le permet pas",
    "distance": "c'est trop loin",
    "secrecy": "c'est confidentiel",
    "other": "autre raison",
}

MEETING_KINDS: Final[Mapping[MeetingKind, Both]] = {
    "workshop": {"fr": "Atelier", "en": "Workshop"},
    "site_visit": {"fr": "Visite de site", "en": "Site visit"},
    "training": {"fr": "Formation", "en": "Training"},
    "collective_operation": {"fr": "Opération collective", "en": "Collective operation"},
}

MEETING_ANSWERS: Final[Mapping[MeetingAnswer, str]] = {
    "yes": "Oui, je viens",
    "maybe": "Peut-être",
    "no": "Non",
}

_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_UNITS: Final = {"m3": "m³", "tCO2e": "t de CO₂"}

# (criterion, verdict) -> a sentence that tells no figure. What is absent is not said.
_REASONS: Final[Mapping[tuple[str, Verdict], Both]] = {
    ("route", "pass"): {
        "fr": "Cet usage est connu : d'autres entreprises le pratiquent.",
        "en": "This use is known: other companies do it.",
    },
    ("route", "partial"): {
        "fr": "Cet usage existe, mais demande une préparation.",
        "en": "This use exists, but takes some preparation.",
    },
    ("distance", "pass"): {
        "fr": "La distance convient à ce type de flux.",
        "en": "The distance suits this kind of flow.",
    },
    ("distance", "partial"): {
        "fr": "La distance est acceptable, sans être idéale.",
        "en": "The distance is acceptable, not ideal.",
    },
    ("season", "pass"): {
        "fr": "Les périodes de l'année concordent.",
        "en": "The times of the year agree.",
    },
    ("season", "partial"): {
        "fr": "Les périodes concordent une partie de l'année.",
        "en": "The times agree for a part of the year.",
    },
    ("quality", "pass"): {
        "fr": "La qualité déclarée convient à cet usage.",
        "en": "The declared quality suits this use.",
    },
    ("quality", "partial"): {
        "fr": "La qualité déclarée convient en partie.",
        "en": "The declared quality suits in part.",
    },
    ("quality", "unknown"): {
        "fr": "La qualité reste à vérifier ensemble.",
        "en": "The quality is still to be checked together.",
    },
    ("form", "pass"): {
        "fr": "La forme physique convient.",
        "en": "The physical form suits.",
    },
    ("form", "unknown"): {
        "fr": "La forme physique reste à préciser.",
        "en": "The physical form is still to be told.",
    },
    ("legal", "pass"): {
        "fr": "Le statut réglementaire est compatible.",
        "en": "The legal status is compatible.",
    },
    ("legal", "unknown"): {
        "fr": "Le statut réglementaire reste à vérifier.",
        "en": "The legal status is still to be checked.",
    },
    ("quantity", "pass"): {
        "fr": "Les quantités sont du même ordre.",
        "en": "The quantities are of the same order.",
    },
    ("quantity", "partial"): {
        "fr": "Les quantités se recouvrent en partie.",
        "en": "The quantities overlap in part.",
    },
    ("certainty", "partial"): {
        "fr": "Les quantités sont des estimations.",
        "en": "The quantities are estimates.",
    },
    ("eur", "pass"): {
        "fr": "Un gain économique est probable.",
        "en": "Money is likely to be saved.",
    },
    ("tco2e", "pass"): {
        "fr": "Le bilan carbone serait favorable.",
        "en": "The carbon balance would be good.",
    },
}
_ORDER: Final = {"pass": 0, "partial": 1, "unknown": 2, "fail": 3}
MOST_REASONS: Final = 4


def reasons(criteria: Iterable[Criterion], language: Language) -> tuple[str, ...]:
    """Two to four sentences: what speaks for it, weightiest first, then what is to be checked."""
    ranked = sorted(criteria, key=lambda one: (_ORDER[one.verdict], -one.weight))
    told = [_REASONS.get((one.name.partition(".")[0], one.verdict)) for one in ranked]
    sentences = list(dict.fromkeys(one[language] for one in told if one is not None))
    return tuple(sentences[:MOST_REASONS])


def family(catalogue: Catalogue, key: str | None, language: Language) -> str:
    """The label of a family; a key that this catalogue lacks (a newer one's) reads as itself."""
    if key is None:
        return {"fr": "flux à préciser", "en": "a flow to be told"}[language]
    try:
        found = catalogue.family(key)
    except UnknownKeyError:
        return key.replace("_", " ")
    return found.label_fr if language == "fr" else found.label_en


def sector(catalogue: Catalogue, division: str | None, language: Language) -> str | None:
    if division is None:
        return None
    try:
        found = catalogue.division(division)
    except UnknownKeyError:
        return None
    return found.label_fr if language == "fr" else found.label_en


def number(value: str) -> str:
    """``50000`` -> ``50 000``, ``1.5`` -> ``1,5``; what is no number reads as it is."""
    try:
        figure = Decimal(value)
    except InvalidOperation:
        return value
    text = f"{figure:,f}".replace(",", NBSP).replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def quantity(amount: Quantity, language: Language) -> str:
    per = {"fr": "par an", "en": "a year"}[language]
    about = {"fr": "environ", "en": "about"}[language]
    return f"{about} {figure(amount.value, amount.unit)} {per}"


def figure(value: str, unit: str) -> str:
    return f"{number(value)}{NBSP}{_UNITS.get(unit, unit)}"


def climate(amount: Amount | None, language: Language) -> str | None:
    """What it would spare, or cost, in CO2 a year; ``None`` when it could not be computed."""
    if amount is None or amount.low is None or amount.high is None:
        return None
    low, high = sorted((Decimal(amount.low), Decimal(amount.high)))
    if high <= 0 and low < 0:
        low, high, more = -high, -low, True
    else:
        more = False
    said = {
        ("fr", False): "évitées par an (estimation)",
        ("fr", True): "émises en plus par an (estimation)",
        ("en", False): "spared a year (estimate)",
        ("en", True): "more emitted a year (estimate)",
    }[language, more]
    tonnes = {"fr": "t de CO₂", "en": "t of CO₂"}[language]
    return f"{_span(low, high, language)}{NBSP}{tonnes} {said}"


def _span(low: Decimal, high: Decimal, language: Language) -> str:
    if low == high:
        return f"{'environ' if language == 'fr' else 'about'} {number(str(high))}"
    join = ("entre", "et") if language == "fr" else ("between", "and")
    return f"{join[0]} {number(str(low))} {join[1]} {number(str(high))}"


def distance(band: str | None, language: Language) -> str:
    """A masked distance, ``10-30 km``, in words."""
    if band is None:
        return {"fr": "à une distance à préciser", "en": "at a distance to be told"}[language]
    span = band.removesuffix(" km")
    if span.endswith("+"):
        words = {"fr": "à plus de", "en": "more than"}[language]
        return f"{words} {span[:-1]}{NBSP}km{'' if language == 'fr' else ' away'}"
    low, _, high = span.partition("-")
    if low == "0":
        words = {"fr": "à moins de", "en": "within"}[language]
        return f"{words} {high}{NBSP}km"
    if language == "fr":
        return f"à une distance de {low} à {high}{NBSP}km"
    return f"{low} to {high}{NBSP}km away"


def day(when: date, language: Language) -> str:
    if language == "en":
        return f"{when:%A} {when.day} {when:%B} {when.year}"
    rank = "1er" if when.day == 1 else str(when.day)
    return f"{_WEEKDAYS[when.weekday()]} {rank} {_MONTHS[when.month - 1]} {when.year}"


def period(starts_at: datetime, ends_at: datetime, language: Language) -> str:
    """``jeudi 3 décembre 2026, de 9 h 30 à 12 h 00``, in Paris time."""
    start, end = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    if start.date() != end.date():
        both = (f"{day(one.date(), language)}, {clock(one, language)}" for one in (start, end))
        return " → ".join(both)
    hours = clock(start, language), clock(end, language)
    if language == "en":
        return f"{day(start.date(), 'en')}, {hours[0]} to {hours[1]} (Paris time)"
    return f"{day(start.date(), 'fr')}, de {hours[0]} à {hours[1]}"


def clock(when: datetime, language: Language) -> str:
    if language == "en":
        return f"{when:%H:%M}"
    return f"{when.hour}{NBSP}h{NBSP}{when.minute:02d}" if when.minute else f"{when.hour}{NBSP}h"


def sentence(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
