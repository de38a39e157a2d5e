"""A mail that every rule passes, and what is known of it: tests change one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

from boucle.contract.events.registry import Quantity
from tests.kit.mails import Known, Received, Seen

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MATTER = UUID(int=1)
KNOWN = Known(
    kind="introduction",
    matters=frozenset({MATTER}),
    territory="Caux Seine",
    animator={"name": "Anne Dubois", "phone": "02 35 00 00 00", "email": "anne@caux.example"},
    controller="Communauté Caux Seine",
    own=Quantity("27500", "t"),
    gain="range",
    secrets=frozenset({"Sablières Martin"}),
    share=0.4,
    least=0.02,
    at=START,
)
FOOT = """Vos données viennent de la déclaration de votre entreprise. Responsable\u00a0: Communauté
Caux Seine. Finalité\u00a0: l'écologie industrielle. Base\u00a0: intérêt public. Gardées 36 mois.
Vos droits\u00a0: accès, rectification, effacement."""
LINKS = (
    "https://boucle.example/confidentialite",
    "https://boucle.example/p/t0",
    "https://boucle.example/stop/t0",
)
SUBJECT = "27 500 t de gravats\u00a0: un preneur possible à moins de 10 km".replace(" 5", "\u00a05")
BODY = """Bonjour,

Anne Dubois (Caux Seine, 02 35 00 00 00) a repéré un débouché possible pour vos gravats.

Ce que vous y gagneriez\u00a0: 12\u00a0000 à 40\u00a0000\u00a0€ par an
Ce qui pourrait circuler\u00a0: environ 20\u00a0000\u00a0t par an

Rien ne sera transmis sans votre accord.
https://boucle.example/r/t0
"""
PREHEADER = "12\u00a0000 à 40\u00a0000\u00a0€ par an à gagner, à vérifier ensemble"
ICS = "\r\n".join(
    (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//FR", "METHOD:REQUEST"),
        *("BEGIN:VTIMEZONE", "TZID:Europe/Paris", "BEGIN:STANDARD", "DTSTART:19701025T030000"),
        *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"),
        *("BEGIN:VEVENT", "UID:1@boucle", "SEQUENCE:0", "DTSTAMP:20260302T090000Z"),
        *("DTSTART;TZID=Europe/Paris:20260401T140000", "DTEND;TZID=Europe/Paris:20260401T160000"),
        *("SUMMARY:Atelier", "ORGANIZER:mailto:anne@caux.example"),
        *("ATTENDEE:mailto:jean@scierie.example", "END:VEVENT", "END:VCALENDAR", ""),
    )
)


@dataclass(frozen=True)
class Made:
    """A mail in the making; each test changes one thing of it."""

    subject: str = SUBJECT
    preheader: str = PREHEADER
    body: str = BODY
    foot: str = FOOT
    more_html: str = ""
    links: tuple[str, ...] = LINKS
    number: int = 0
    replies: str | None = None
    ics: str | None = None
    method: str = "REQUEST"
    to: str = "jean@scierie.example"
    head: str = "<!doctype html>"
    language: str = "fr"

    def html(self) -> str:
        paragraphs = "".join(
            f"<p>{line}</p>" for line in self.body.splitlines() if line and "http" not in line
        )
        urls = (*self.links, "https://boucle.example/r/t0")
        hrefs = "".join(f'<a href="{one}">lien</a>' for one in urls)
        return (
            f'{self.head}<html lang="{self.language}"><head><title>{self.subject}</title></head>'
            f'<body><div style="display:none">{self.preheader}\u00a0\u200c\u00a0\u200c</div>'
            f"{paragraphs}{self.more_html}<p>{self.foot}</p>{hrefs}</body></html>"
        )

    def content(self) -> bytes:
        message = EmailMessage()
        message["From"] = "Caux Seine <boucle@boucle.example>"
        message["To"] = f"Jean <{self.to}>"
        message["Subject"] = self.subject
        message["Date"] = START
        message["Message-ID"] = f"<{self.number}@boucle.example>"
        message["List-Unsubscribe"] = "<https://boucle.example/stop/t0>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Auto-Submitted"] = "auto-generated"
        message["Reply-To"] = "Anne <anne@caux.example>"
        if self.replies:
            message["In-Reply-To"] = message["References"] = self.replies
        message.set_content("\n".join((self.body, "-- ", self.foot, *self.links)))
        message.add_alternative(self.html(), subtype="html")
        message["Content-Language"] = self.language  # after the content, which takes it away
        if self.ics is not None:
            message.add_alternative(self.ics, subtype="calendar", params={"method": self.method})
        return bytes(message)


GOOD = Made()
MEETING = replace(GOOD, ics=ICS)
Change = Callable[[Made], Made]


def seen(made: Made = GOOD, known: Known = KNOWN) -> Seen:
    return Seen(Received.of(made.content()), known)


def body(old: str, new: str) -> Made:
    assert old in GOOD.body
    return replace(GOOD, body=GOOD.body.replace(old, new))


def foot(old: str, new: str = "") -> Made:
    assert old in GOOD.foot
    return replace(GOOD, foot=GOOD.foot.replace(old, new))


def ics(old: str, new: str) -> Made:
    assert old in ICS
    return replace(MEETING, ics=ICS.replace(old, new))
