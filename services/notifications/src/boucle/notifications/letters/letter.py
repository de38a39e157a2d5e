"""Define a letter as plain values, of one shape for every kind: templates only lay it out. Pure.

A letter is written in the language of its contact: French unless it is English.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict
from uuid import UUID

from boucle.catalogue.wording.figures import NBSP, Language
from boucle.contract.events.matching import NextAction
from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
    DirectoryPerson,
    Own,
    TerritoryAnswer,
)
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.words import with_article
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.translating import translator
from boucle.pages.typography import typeset

SUBJECT_LENGTH: Final = 70  # characters: what a phone and a list of mails show


@dataclass(frozen=True, slots=True)
class LetterFact:
    """``url`` is where the value leads: ``tel:`` or ``mailto:``."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button, or a link where it is not ``main``."""

    words: str
    url: str
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What follows one heading, in this order; the letter is read for the ``key`` block.
    ``folded``: of a page, closed until opened."""

    heading: str = ""
    headline: str = ""
    facts: tuple[LetterFact, ...] = ()
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    key: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """Where a mail leads. ``answer`` is the page of its synergy or meeting, if any. ``stop`` and
    ``preferences`` are where its reader stops mails or chooses; an animator has none."""

    stop: str | None = None
    answer: str | None = None
    preferences: str | None = None
    privacy: str | None = None


def language_of(contact: ContactAnswer) -> Language:
    return "en" if contact.language == "en" else "fr"


class AboutValues(TypedDict):
    """The values of ``About``, from which every letter is made."""

    company: Company
    contact: ContactAnswer
    urls: Urls
    today: date
    territory: TerritoryAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The reader of a letter, and for whom it is written. ``today`` is the day of the mail, from
    which its days are counted; it is the same at each attempt."""

    company: Company
    contact: ContactAnswer
    urls: Urls
    today: date
    territory: TerritoryAnswer | None = None

    @property
    def language(self) -> Language:
        return language_of(self.contact)

    @property
    def why(self) -> str:
        """Return why it comes, where that is not being a company's contact."""
        return ""

    @property
    def animator(self) -> DirectoryPerson | None:
        return self.territory.animator if self.territory else None

    @property
    def sender(self) -> str:
        return ", ".join((self.animator.name, self.place)) if self.animator else self.place

    @property
    def as_subject(self) -> str:
        """Return the sender before a verb: « Inès Ledoux, CA du Cotentin, », « la CC de Bray »."""
        return f"{self.sender}," if self.animator else self.writer

    @property
    def writer(self) -> str:
        """Return who looks after it: « Inès Ledoux », « la CC de Bray »."""
        return self.animator.name if self.animator else with_article(self.place, self.language)

    @property
    def place(self) -> str:
        return self.territory.name if self.territory else "Boucle"

    @property
    def signature(self) -> tuple[str, ...]:
        """Return whom to ask: name, phone, mail and address as far as they are known."""
        who = self.animator
        if who is None:
            return (self.place,)
        reach = " · ".join(one for one in (who.phone, who.email) if one)
        return tuple(one for one in (f"{who.name}, {self.place}", reach, who.address) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSynergy(About):
    """A synergy as the company may see it, and what it declared itself. ``others`` are those who
    may be named, with ``other_ids``; ``sites`` are their declarations that name a site. ``carrier``
    serves or hosts a group, once named. ``is_last``: its reader wants no more mail. ``note``: what
    the animator adds in their own words. ``question``: what the reader asked, and what was
    ``answered``."""

    view: MaskedView
    own: Own | None = None
    others: Sequence[Company] = ()
    other_ids: Sequence[UUID] = ()
    sites: Sequence[Own | None] = ()
    carrier: Company | None = None
    next_action: NextAction | None = None
    is_last: bool = False
    note: str = ""
    question: str = ""
    answered: str = ""

    @property
    def quote(self) -> "Quote | None":
        return Quote(self.note, self.writer) if self.note else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMeeting(About):
    """A meeting, and the company's synergies that it is about. ``names`` are of companies; a letter
    reads only those that a view allows to name. ``answer`` and ``attended`` are the company's
    own."""

    meeting: MeetingRecord
    views: Sequence[MaskedView]
    names: Mapping[UUID, Company]
    answer: MeetingAnswer | None = None
    attended: bool | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says in their own words, and who."""

    text: str
    by: str

    @property
    def lines(self) -> Sequence[str]:
        return [one for line in self.text.splitlines() if (one := line.strip())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter before layout. ``subjects`` are ways to say it, best first: the first that fits is
    the subject. ``preheader`` is what a list of mails shows after it. ``title`` is the heading,
    where it is not the subject. ``quote`` stands between opening and blocks."""

    about: About
    subjects: tuple[str, ...]
    preheader: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: tuple[str, ...] = ()
    title: str = ""
    quote: Quote | None = None

    @property
    def language(self) -> Language:
        return self.about.language

    @property
    def subject(self) -> str:
        return fitting([typeset(way, self.language) for way in self.subjects])

    @property
    def heading(self) -> str:
        return self.title or self.subject

    @property
    def greeting(self) -> str:
        _ = translator(self.language)
        return _("Bonjour,")

    @property
    def colon(self) -> str:
        return ":" if self.language == "en" else f"{NBSP}:"


def fitting(ways: Sequence[str], longest: int = SUBJECT_LENGTH) -> str:
    """Return the first that is no longer; else the last, cut between words."""
    for way in ways:
        if len(way) <= longest:
            return way
    return textwrap.shorten(ways[-1], longest, placeholder=" …")
