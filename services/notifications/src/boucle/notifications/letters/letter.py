"""A letter as plain values, and the pieces that letters share: the templates only lay it out. Pure.

A letter is written in the language of its contact: French unless it is English.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from boucle.catalogue.figures import NBSP, Language
from boucle.common.events.matching import NextAction
from boucle.notifications.directory.answer import Company, Contact, OwnFlow
from boucle.notifications.letters import words
from boucle.notifications.letters.masked import MaskedView, OtherSide
from boucle.notifications.letters.phrases import SAY
from boucle.notifications.meetings.decisions import MeetingRecord

_LONGEST_TEXT: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """Facts under a heading."""

    heading: str
    facts: tuple[Fact, ...]


def language_of(contact: Contact) -> Language:
    return "en" if contact.language == "en" else "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a letter is written to."""

    company: Company
    contact: Contact

    @property
    def language(self) -> Language:
        return language_of(self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSynergy(About):
    """A synergy as the company may see it, and its own flow. ``others``: who may be named."""

    view: MaskedView
    own: OwnFlow | None = None
    others: Sequence[Company] = ()
    next_action: NextAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMeeting(About):
    """A meeting, and the company's synergies that it is about.

    ``names``: of companies; a letter reads only those that a view says may be named.
    """

    meeting: MeetingRecord
    views: Sequence[MaskedView]
    names: Mapping[UUID, Company]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``action``: the words of the one button; ``None`` when there is nothing to answer."""

    about: About
    subject: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    reasons_heading: str = ""
    reasons: tuple[str, ...] = ()
    action: str | None = None
    closing: tuple[str, ...] = ()

    @property
    def language(self) -> Language:
        return self.about.language

    @property
    def greeting(self) -> str:
        return SAY[self.language]["greeting"].format(name=self.about.contact.name)

    @property
    def because(self) -> str:
        return SAY[self.language]["because"].format(company=self.about.company.name)

    @property
    def stop(self) -> str:
        return SAY[self.language]["stop"]

    @property
    def colon(self) -> str:
        """As this language writes it after a label."""
        return ":" if self.language == "en" else f"{NBSP}:"


def recall(about: AboutSynergy) -> Block:
    """The synergy again, for who has read of it before."""
    facts = masked_facts(about.view, about.language, about.own)
    return Block(SAY[about.language]["recall"], facts)


def reasons_heading(view: MaskedView, language: Language) -> str:
    return SAY[language]["known" if view.emits_more else "why"]


def cautions(view: MaskedView, language: Language) -> tuple[str, ...]:
    """What speaks against it; it comes before what speaks for it."""
    return (SAY[language]["emits_more"],) if view.emits_more else ()


def masked_facts(
    view: MaskedView, language: Language, own: OwnFlow | None = None
) -> tuple[Fact, ...]:
    """The synergy at a glance: what, for whom, how far, how much, what it could bring."""
    say = SAY[language]
    several = len(view.others) > 1
    facts = _own_facts(view, language, own)
    for rank, other in enumerate(view.others, 1):
        facts += _other_facts(other, f" {rank}" if several else "", language)
    if view.crowd:
        facts.append(Fact(say["crowd"], words.sentence(view.crowd)))
    facts.append(Fact(say["distance"], words.sentence(view.distance)))
    if view.quantity:
        facts.append(Fact(say["could_move"], words.sentence(view.quantity)))
    if view.climate:
        facts.append(Fact(say["climate"], words.sentence(view.climate)))
    return tuple(facts)


def _own_facts(view: MaskedView, language: Language, own: OwnFlow | None) -> list[Fact]:
    """The reader's own flow, whole, so that it knows which one is meant."""
    say = SAY[language]
    amount = words.own_quantity(own.quantity, language) if own else view.own_quantity
    flow = words.sentence(view.family) + (f", {amount}" if amount else "")
    facts = [Fact(say[f"own_{view.role}"], flow)]
    if own is None:
        return facts
    if own.text:
        facts.append(Fact(say["own_words"], shortened(own.text)))
    return [*facts, Fact(say["own_site"], _site(own))]


def _site(own: OwnFlow) -> str:
    """The site's name, and its commune where the name does not contain it."""
    named = own.commune is None or own.commune.casefold() in own.site.casefold()
    return own.site if named else f"{own.site}, {own.commune}"


def shortened(text: str) -> str:
    """What people wrote, on one line, cut between words where it is long."""
    return textwrap.shorten(text, _LONGEST_TEXT, placeholder=" …")


def _other_facts(other: OtherSide, rank: str, language: Language) -> list[Fact]:
    say = SAY[language]
    amount = f" ({other.quantity})" if other.quantity else ""
    facts = [Fact(say[f"other_{other.role}"] + rank, words.sentence(other.family) + amount)]
    if other.sector:
        facts.append(Fact(say["sector"] + rank, words.sentence(other.sector)))
    return facts
