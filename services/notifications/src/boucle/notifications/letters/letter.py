"""What each mail says, as plain values: the templates only lay it out. Pure.

A letter is written in the language of its contact: French unless it is English.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from boucle.catalogue.figures import NBSP, Language
from boucle.common.events.matching import Life
from boucle.notifications.directory import Company, Contact, OwnFlow
from boucle.notifications.introductions.decisions import MeetingRecord
from boucle.notifications.letters import words
from boucle.notifications.letters.masked import Glimpse, OtherSide
from boucle.notifications.letters.phrases import SAY

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


@dataclass(frozen=True, slots=True)
class Letter:
    """``action``: the words of the one button; ``None`` when there is nothing to answer."""

    language: Language
    subject: str
    greeting: str
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]
    reasons_heading: str = ""
    reasons: tuple[str, ...] = ()
    action: str | None = None
    closing: tuple[str, ...] = ()
    because: str = ""
    stop: str = ""

    @property
    def colon(self) -> str:
        """As this language writes it after a label."""
        return ":" if self.language == "en" else f"{NBSP}:"


def language_of(contact: Contact) -> Language:
    return "en" if contact.language == "en" else "fr"


def introduction(
    seen: Glimpse, company: Company, contact: Contact, own: OwnFlow | None = None
) -> Letter:
    """A possible synergy, masked, to one of its companies, about its flow ``own``."""
    language = language_of(contact)
    say = SAY[language]
    return _signed(
        Letter(
            language=language,
            subject=seen.headline,
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["intro"], say["intro_blind"], *cautions(seen, language)),
            blocks=(Block(say["at_a_glance"], masked_facts(seen, language, own)),),
            reasons_heading=reasons_heading(seen, language),
            reasons=seen.reasons,
            action=say["see_and_answer"],
            closing=(say["link_is_safe"],),
        ),
        company,
    )


def consent_request(
    seen: Glimpse, company: Company, contact: Contact, own: OwnFlow | None = None
) -> Letter:
    """Both are interested; this one has not yet agreed to be named."""
    language = language_of(contact)
    say = SAY[language]
    return _signed(
        Letter(
            language=language,
            subject=say["consent_subject"].format(
                family=words.sentence(seen.family), sector=_sector(seen)
            ),
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["consent"], say["consent_how"]),
            blocks=(Block(say["recall"], masked_facts(seen, language, own)),),
            action=say["consent_action"],
            closing=(say["consent_else"], say["link_is_safe"]),
        ),
        company,
    )


def disclosure(
    seen: Glimpse,
    life: Life,
    others: Sequence[Company],
    company: Company,
    contact: Contact,
    own: OwnFlow | None = None,
) -> Letter:
    """All agreed: who the others are, how to reach them, and what to do next."""
    language = language_of(contact)
    say = SAY[language]
    names = ", ".join(other.name for other in others)
    return _signed(
        Letter(
            language=language,
            subject=say["disclosure_subject"].format(
                family=words.sentence(seen.family), names=names
            ),
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["disclosure"],),
            blocks=(
                *(Block(other.name, _contact_facts(other, language)) for other in others),
                Block(say["next_step"], _next_step(life, language)),
                Block(say["recall"], masked_facts(seen, language, own)),
            ),
            closing=(say["disclosure_care"],),
        ),
        company,
    )


def invitation(
    meeting: MeetingRecord,
    seen: Sequence[Glimpse],
    company: Company,
    contact: Contact,
    names: Mapping[UUID, Company],
) -> Letter:
    """A meeting, and the synergies of this company that it is about.

    ``names``: of companies; only those that a glimpse says may be named are read.
    """
    language = language_of(contact)
    say = SAY[language]
    start = meeting.starts_at.astimezone(words.PARIS)
    facts = (
        Fact(say["what"], words.MEETING_KINDS[meeting.kind][language]),
        Fact(
            say["when"],
            words.sentence(words.period(meeting.starts_at, meeting.ends_at, language)),
        ),
        Fact(say["where"], meeting.place),
    )
    return _signed(
        Letter(
            language=language,
            subject=say["meeting_subject"].format(
                title=meeting.title,
                day=words.day(start.date(), language),
                hour=words.clock(start, language),
            ),
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["meeting"],),
            blocks=(Block(meeting.title, facts),),
            reasons_heading=say["about"] if seen else "",
            reasons=tuple(_about(one, names, language) for one in seen),
            action=say["meeting_action"],
            closing=() if all(one.others_named for one in seen) else (say["meeting_blind"],),
        ),
        company,
    )


def reasons_heading(seen: Glimpse, language: Language) -> str:
    return SAY[language]["known" if seen.emits_more else "why"]


def cautions(seen: Glimpse, language: Language) -> tuple[str, ...]:
    """What speaks against it, said before anything that speaks for it."""
    return (SAY[language]["emits_more"],) if seen.emits_more else ()


def _about(seen: Glimpse, names: Mapping[UUID, Company], language: Language) -> str:
    """A synergy in one line, with the names that its reader was given."""
    allowed = [one.organisation for one in seen.others if one.organisation is not None]
    given = [names[one].name for one in allowed if one in names]
    if not given or not seen.others_named:
        return seen.headline
    return SAY[language]["about_named"].format(
        family=words.sentence(seen.family), names=", ".join(given), place=seen.place
    )


def _sector(seen: Glimpse) -> str:
    sectors = [other.sector for other in seen.others if other.sector]
    return f" ({', '.join(sectors)})" if sectors else ""


def masked_facts(seen: Glimpse, language: Language, own: OwnFlow | None = None) -> tuple[Fact, ...]:
    """The synergy at a glance: what, for whom, how far, how much, what it could bring."""
    say = SAY[language]
    several = len(seen.others) > 1
    facts = _own_facts(seen, language, own)
    for rank, other in enumerate(seen.others, 1):
        facts += _other_facts(other, f" {rank}" if several else "", language)
    facts.append(Fact(say["distance"], words.sentence(seen.distance)))
    if seen.quantity:
        facts.append(Fact(say["could_move"], words.sentence(seen.quantity)))
    if seen.climate:
        facts.append(Fact(say["climate"], words.sentence(seen.climate)))
    return tuple(facts)


def _own_facts(seen: Glimpse, language: Language, own: OwnFlow | None) -> list[Fact]:
    """The reader's own flow, whole, so that it knows which one is meant."""
    say = SAY[language]
    amount = words.own_quantity(own.quantity, language) if own else seen.own_quantity
    flow = words.sentence(seen.family) + (f", {amount}" if amount else "")
    facts = [Fact(say[f"own_{seen.role}"], flow)]
    if own is None:
        return facts
    if own.text:
        facts.append(Fact(say["own_words"], shortened(own.text)))
    return [*facts, Fact(say["own_site"], _site(own))]


def _site(own: OwnFlow) -> str:
    """The site's name, and its commune where the name does not tell it."""
    told = own.commune is None or own.commune.casefold() in own.site.casefold()
    return own.site if told else f"{own.site}, {own.commune}"


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


def _contact_facts(company: Company, language: Language) -> tuple[Fact, ...]:
    say = SAY[language]
    if not company.contacts:
        return (Fact(say["contact"], say["no_contact"]),)
    person = company.contacts[0]
    facts = [Fact(say["contact"], person.name)]
    if person.phone:
        facts.append(Fact(say["phone"], person.phone))
    return (*facts, Fact(say["email"], person.email))


def _next_step(life: Life, language: Language) -> tuple[Fact, ...]:
    say = SAY[language]
    action = life.next_action
    if action is None:
        return (Fact(say["to_do"], say["call_each_other"]),)
    due = (Fact(say["by"], words.day(action.due, language)),) if action.due else ()
    return (Fact(say["to_do"], action.what), *due)


def _signed(letter: Letter, company: Company) -> Letter:
    say = SAY[letter.language]
    return replace(letter, because=say["because"].format(company=company.name), stop=say["stop"])
