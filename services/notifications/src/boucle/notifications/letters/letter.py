"""A letter as plain values, the same shape for every kind: the templates only lay it out. Pure.

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
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.translating import translator
from boucle.pages.typography import typeset

SUBJECT_LENGTH: Final = 70  # characters: what a phone and a list of mails show


@dataclass(frozen=True, slots=True)
class LetterFact:
    """``url``: where the value leads: ``tel:``, ``mailto:``."""

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
    """What stands under one heading, in this order. ``headline``: large; ``key``: what the letter
    is read for."""

    heading: str = ""
    headline: str = ""
    facts: tuple[LetterFact, ...] = ()
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """Where a mail leads. ``answer``: the page of its synergy or meeting; ``None``: it has none.
    ``stop``, ``preferences``: where its reader stops mails, or chooses; an animator has none."""

    stop: str | None = None
    answer: str | None = None
    preferences: str | None = None
    privacy: str | None = None


def language_of(contact: ContactAnswer) -> Language:
    return "en" if contact.language == "en" else "fr"


class Whom(TypedDict):
    """The values of ``About``: every letter is made of them, and of its own."""

    company: Company
    contact: ContactAnswer
    urls: Urls
    today: date
    territory: TerritoryAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a letter is written to, and for whom. ``today``: the day of the mail, from which the
    days that it tells are counted; the same at every attempt."""

    company: Company
    contact: ContactAnswer
    urls: Urls
    today: date
    territory: TerritoryAnswer | None = None

    @property
    def language(self) -> Language:
        return language_of(self.contact)

    @property
    def animator(self) -> DirectoryPerson | None:
        return self.territory.animator if self.territory else None

    @property
    def sender(self) -> str:
        """Who writes: « Anne Morel, Caux Seine »."""
        return ", ".join((self.animator.name, self.place)) if self.animator else self.place

    @property
    def place(self) -> str:
        """Where: « Caux Seine »."""
        return self.territory.name if self.territory else "Boucle"

    @property
    def signature(self) -> tuple[str, ...]:
        """Who is there to be asked: name, phone, mail, address, what of it is known."""
        who = self.animator
        if who is None:
            return (self.place,)
        reach = " · ".join(one for one in (who.phone, who.email) if one)
        return tuple(one for one in (f"{who.name}, {self.place}", reach, who.address) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSynergy(About):
    """A synergy as the company may see it, and what it declared itself. ``sites``: of each of
    ``others``, the declaration that says which site it is, where there is one. ``others``: who may
    be named, with ``other_ids``; ``carrier``: who serves or hosts a group, once named; ``is_last``:
    its reader wants no more mail."""

    view: MaskedView
    own: Own | None = None
    others: Sequence[Company] = ()
    other_ids: Sequence[UUID] = ()
    sites: Sequence[Own | None] = ()
    carrier: Company | None = None
    next_action: NextAction | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMeeting(About):
    """A meeting, and the company's synergies that it is about.

    ``names``: of companies; a letter reads only those that a view says may be named. ``answer``,
    ``attended``: the company's own.
    """

    meeting: MeetingRecord
    views: Sequence[MaskedView]
    names: Mapping[UUID, Company]
    answer: MeetingAnswer | None = None
    attended: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``subjects``: ways to say it, best first: the first that fits is the subject. ``preheader``:
    what a list of mails shows after it, and more than it. ``title``: the heading, where it is not
    the subject."""

    about: About
    subjects: tuple[str, ...]
    preheader: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    closing: tuple[str, ...] = ()
    title: str = ""

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
        """As this language writes it after a label."""
        return ":" if self.language == "en" else f"{NBSP}:"


def fitting(ways: Sequence[str], longest: int = SUBJECT_LENGTH) -> str:
    """The first that is no longer; else the last, cut between words."""
    for way in ways:
        if len(way) <= longest:
            return way
    return textwrap.shorten(ways[-1], longest, placeholder=" …")
