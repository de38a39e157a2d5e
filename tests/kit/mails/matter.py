"""Rules of what a mail says: gain, typography, units, quantities, names, the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from icalendar import Calendar, Component

from boucle.contract.events.registry import Quantity
from tests.kit.mails.facts import Known
from tests.kit.mails.received import Received, plain

_URL = re.compile(r"https?://\S+|\S+@\S+")
# A plain space before the sign, also one where the line would break there.
_PARTED: Final = re.compile(r"\S*[ \t\n]+[?!:;»][^\s]*|«[ \t\n]+\S*")
_GLUED: Final = re.compile(r"[\w)»%€][?!;](?=\s|$)|\w:(?=\s|$)|[\w)]»|«\w")
_ENGLISH: Final = re.compile(r"\S+[ \u00a0\u202f]+[?!:;](?=\s|$)")
_OTHER_WORDS: Final = {
    "fr": re.compile(r"\b(?:[Tt]he|[Yy]ours?|[Hh]ello|with|company)\b"),
    "en": re.compile(r"\b(?:[Vv]ous|[Vv]otre|[Vv]os|[Bb]onjour|avec|cette|sont)\b"),
}
_SPACE = r"[ \u00a0\u202f]"
_NUMBERS: Final[Mapping[str, str]] = {
    "fr": rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?",
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
}
_UNIT = r"(kg|t|L|m³|m3|Wh|kWh|MWh|GWh|TWh)(?![\w³/])(?!\s(?:de|of)\sCO)"
_ENERGY: Final = re.compile(r"\d\s?(kWh|MWh|GWh|TWh|GJ|TJ)\b")
_BASE: Final[Mapping[str, tuple[str, Decimal]]] = {
    "kg": ("mass", Decimal("0.001")),
    "t": ("mass", Decimal(1)),
    "L": ("volume", Decimal("0.001")),
    "m³": ("volume", Decimal(1)),
    "m3": ("volume", Decimal(1)),
    "Wh": ("energy", Decimal("0.000001")),
    "kWh": ("energy", Decimal("0.001")),
    "MWh": ("energy", Decimal(1)),
    "GWh": ("energy", Decimal(1000)),
    "TWh": ("energy", Decimal(1000000)),
}
_OF_EVENT: Final = ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER")
_START: Final = 6
_LONGEST_LINE: Final = 75  # bytes (RFC 5545)
_OF_OTHERS: Final = re.compile(
    r"autre entreprise|preneur|fournisseur|other company|Déjà fait|Already done|ailleurs|elsewhere",
    re.IGNORECASE,
)
"""A line about the other company, or about a case: its quantity is not the reader's."""
TO_FIGURE: Final[Mapping[str, str]] = {
    "fr": rf"à chiffrer{_SPACE}?:{_SPACE}?il manque {_SPACE}*\w+"
    rf"|à chiffrer une fois les noms échangés{_SPACE}?:{_SPACE}?\w+",
    "en": r"to be figured out: \w+|to be costed(?: once names are exchanged)?: \w+",
}


def gain(mail: Received, known: Known) -> Iterator[str]:
    """Euros where a range is known, else that it is to be figured, and what is missing."""
    if known.gain is None:
        return
    for part, told in (("text", mail.body), ("HTML", "\n".join(mail.lines))):
        if known.gain == "range" and "€" not in told:
            yield f"no € in the {part}"
        if known.gain == "missing" and not re.search(
            TO_FIGURE[known.language], told, re.IGNORECASE
        ):
            yield f"no «à chiffrer» with what is missing in the {part}"


def typography(mail: Received, known: Known) -> Iterator[str]:
    """French: no plain space around a high sign, none missing. English: none before it, but in what
    people wrote."""
    for told in mail.readings:
        words = _URL.sub("", told)
        if known.language == "en":
            words = plain(words)
            for one in known.quoted:
                words = words.replace(plain(one), "")
            yield from (f"space before a sign: «{one}»" for one in _ENGLISH.findall(words))
            continue
        yield from (f"plain space: «{' '.join(one.split())}»" for one in _PARTED.findall(words))
        yield from (f"no space: «{one}»" for one in _GLUED.findall(words))


def language(mail: Received, known: Known) -> Iterator[str]:
    """Our own words are in the reader's language; what people wrote stays as it is."""
    told = plain("\n".join((mail.text, *mail.lines)))
    for one in known.quoted:
        told = told.replace(plain(one), "")
    for word in sorted(set(_OTHER_WORDS[known.language].findall(told))):
        yield f"«{word}» in a mail in {known.language}"


def units(mail: Received, _known: Known) -> Iterator[str]:
    """One unit of energy a table."""
    for table in [*mail.tables, *mail.body.split("\n\n")]:
        found = sorted(set(_ENERGY.findall(table)))
        if len(found) > 1:
            yield f"{' and '.join(found)} in one table"


def quantities(mail: Received, known: Known) -> Iterator[str]:
    """What is said could move is never more than what the reader has, or needs."""
    if known.own is None:
        return
    most = _base(known.own)
    for told in (mail.subject, mail.preheader, mail.body, "\n".join(mail.lines)):
        for line in told.splitlines():
            if most is None or _OF_OTHERS.search(line):
                continue
            for said in _quantities(line, known.language):
                found = _base(said)
                if found and found[0] == most[0] and found[1] > most[1]:
                    yield f"{said.value} {said.unit} of {known.own.value}: «{line.strip()}»"


def secrets(mail: Received, known: Known) -> Iterator[str]:
    """Nobody is named who has not agreed to it."""
    everything = "\n".join((*mail.readings, str(mail.headers["Reply-To"] or "")))
    starts = {everything[at : at + _START] for at in range(len(everything))}  # most are nowhere
    yield from (
        f"«{one}»"
        for one in sorted(known.secrets)
        if (one[:_START] in starts or len(one) < _START) and one in everything
    )


def calendar(mail: Received, known: Known) -> Iterator[str]:
    """The calendar part of a meeting's mail, as mail programs read it."""
    if mail.calendar is None:
        if known.kind in ("meeting", "meeting_update", "meeting_cancel"):
            yield "none"
        return
    try:
        read = Calendar.from_ical(mail.calendar)
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    if str(read.get("METHOD")) != mail.method:
        yield f"METHOD {read.get('METHOD')} in a part of method={mail.method}"
    if any(len(line.encode()) > _LONGEST_LINE for line in mail.calendar.splitlines()):
        yield f"a line of more than {_LONGEST_LINE} bytes"
    events = read.walk("VEVENT")
    if len(events) != 1:
        yield f"{len(events)} events"
    for event in events:
        yield from _wrong(event, mail.to, {str(one.get("TZID")) for one in read.walk("VTIMEZONE")})


def _wrong(event: Component, to: str, zones: set[str]) -> Iterator[str]:
    yield from (f"no {name}" for name in _OF_EVENT if event.get(name) is None)
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if [str(one).lower() for one in attendees] != [f"mailto:{to}"]:
        yield f"ATTENDEE is not {to}"
    named = {str(event[name].params.get("TZID")) for name in ("DTSTART", "DTEND") if name in event}
    if not named <= zones:
        yield f"no VTIMEZONE of {', '.join(sorted(named - zones))}"


def _quantities(line: str, language: str) -> Iterator[Quantity]:
    for number, unit in re.findall(rf"({_NUMBERS[language]}){_SPACE}?{_UNIT}", line):
        plain = re.sub(_SPACE, "", number)
        plain = plain.replace(",", ".") if language == "fr" else plain.replace(",", "")
        yield Quantity(plain, unit)


def _base(said: Quantity) -> tuple[str, Decimal] | None:
    found = _BASE.get(said.unit)
    return None if found is None else (found[0], Decimal(said.value) * found[1])
