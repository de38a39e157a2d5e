"""What each mail says, as plain values: the templates only lay it out. Pure.

A letter is written in the language of its contact: French unless it is English.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from boucle.catalogue.figures import Language
from boucle.common.events.matching import Life
from boucle.notifications import words
from boucle.notifications.directory import Company, Contact
from boucle.notifications.domain import MeetingRecord
from boucle.notifications.glimpse import Glimpse, OtherSide


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


def language_of(contact: Contact) -> Language:
    return "en" if contact.language == "en" else "fr"


def introduction(seen: Glimpse, company: Company, contact: Contact) -> Letter:
    """A possible synergy, masked, to one of its companies."""
    language = language_of(contact)
    say = _SAY[language]
    return _signed(
        Letter(
            language=language,
            subject=seen.headline,
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["intro"], say["intro_blind"]),
            blocks=(Block(say["at_a_glance"], masked_facts(seen, language)),),
            reasons_heading=say["why"],
            reasons=seen.reasons,
            action=say["see_and_answer"],
            closing=(say["link_is_safe"],),
        ),
        company,
    )


def consent_request(seen: Glimpse, company: Company, contact: Contact) -> Letter:
    """Both are interested; this one has not yet agreed to be named."""
    language = language_of(contact)
    say = _SAY[language]
    return _signed(
        Letter(
            language=language,
            subject=say["consent_subject"].format(family=words.sentence(seen.family)),
            greeting=say["greeting"].format(name=contact.name),
            opening=(say["consent"], say["consent_how"]),
            blocks=(Block(say["recall"], masked_facts(seen, language)),),
            action=say["consent_action"],
            closing=(say["consent_else"], say["link_is_safe"]),
        ),
        company,
    )


def disclosure(
    seen: Glimpse, life: Life, others: Sequence[Company], company: Company, contact: Contact
) -> Letter:
    """All agreed: who the others are, how to reach them, and what to do next."""
    language = language_of(contact)
    say = _SAY[language]
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
                Block(say["recall"], masked_facts(seen, language)),
            ),
            closing=(say["disclosure_care"],),
        ),
        company,
    )


def invitation(
    meeting: MeetingRecord, seen: Sequence[Glimpse], company: Company, contact: Contact
) -> Letter:
    """A meeting, and the masked synergies of this company that it is about."""
    language = language_of(contact)
    say = _SAY[language]
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
            reasons=tuple(one.headline for one in seen),
            action=say["meeting_action"],
            closing=(say["meeting_blind"],) if seen else (),
        ),
        company,
    )


def masked_facts(seen: Glimpse, language: Language) -> tuple[Fact, ...]:
    """The synergy at a glance: what, for whom, how far, how much, what it could bring."""
    say = _SAY[language]
    several = len(seen.others) > 1
    facts = [Fact(say[f"own_{seen.role}"], words.sentence(seen.family))]
    for rank, other in enumerate(seen.others, 1):
        facts += _other_facts(other, f" {rank}" if several else "", language)
    facts.append(Fact(say["distance"], words.sentence(seen.distance)))
    if seen.quantity:
        facts.append(Fact(say["could_move"], words.sentence(seen.quantity)))
    if seen.climate:
        facts.append(Fact(say["climate"], words.sentence(seen.climate)))
    return tuple(facts)


def _other_facts(other: OtherSide, rank: str, language: Language) -> list[Fact]:
    say = _SAY[language]
    amount = f" ({other.quantity})" if other.quantity else ""
    facts = [Fact(say[f"other_{other.role}"] + rank, words.sentence(other.family) + amount)]
    if other.sector:
        facts.append(Fact(say["sector"] + rank, words.sentence(other.sector)))
    return facts


def _contact_facts(company: Company, language: Language) -> tuple[Fact, ...]:
    say = _SAY[language]
    if not company.contacts:
        return (Fact(say["contact"], say["no_contact"]),)
    person = company.contacts[0]
    facts = [Fact(say["contact"], person.name)]
    if person.phone:
        facts.append(Fact(say["phone"], person.phone))
    return (*facts, Fact(say["email"], person.email))


def _next_step(life: Life, language: Language) -> tuple[Fact, ...]:
    say = _SAY[language]
    action = life.next_action
    if action is None:
        return (Fact(say["to_do"], say["call_each_other"]),)
    due = (Fact(say["by"], words.day(action.due, language)),) if action.due else ()
    return (Fact(say["to_do"], action.what), *due)


def _signed(letter: Letter, company: Company) -> Letter:
    say = _SAY[letter.language]
    return replace(letter, because=say["because"].format(company=company.name), stop=say["stop"])


_SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "greeting": "Bonjour {name},",
        "intro": "Boucle, au service de l'écologie industrielle de votre territoire, a repéré "
        "une synergie possible entre votre entreprise et une autre.",
        "intro_blind": "Aucune des deux ne connaît le nom de l'autre, et rien ne sera transmis "
        "sans votre accord.",
        "at_a_glance": "La synergie en bref",
        "recall": "Rappel de la synergie",
        "why": "Pourquoi cela vaut un échange",
        "see_and_answer": "Voir et répondre",
        "link_is_safe": "Ouvrir la page ne vous engage à rien\u00a0: seuls ses boutons répondent.",
        "own_offer": "Vous proposez",
        "own_need": "Vous cherchez",
        "own_member": "Vous",
        "other_offer": "L'autre entreprise propose",
        "other_need": "L'autre entreprise cherche",
        "other_member": "L'autre entreprise",
        "sector": "Son secteur",
        "distance": "Distance",
        "could_move": "Ce qui pourrait circuler",
        "climate": "Effet sur le climat",
        "consent_subject": "{family}\u00a0: l'autre entreprise est intéressée aussi, acceptez-vous "
        "l'échange de coordonnées\u00a0?",
        "consent": "Bonne nouvelle\u00a0: vous êtes intéressés tous les deux.",
        "consent_how": "Pour vous mettre en relation, il ne manque que votre accord\u00a0: cochez "
        "«\u00a0transmettez mes coordonnées\u00a0» sur la page, puis «\u00a0Intéressé\u00a0».",
        "consent_action": "Donner mon accord",
        "consent_else": "Sans votre accord, votre nom et vos coordonnées restent inconnus de "
        "l'autre entreprise.",
        "disclosure_subject": "{family}\u00a0: vous voilà en relation avec {names}",
        "disclosure": "Vous avez tous deux accepté l'échange de coordonnées. Voici celles de "
        "l'autre entreprise ; elle a reçu les vôtres.",
        "disclosure_care": "Ces coordonnées vous sont confiées pour cette synergie seulement.",
        "contact": "Contact",
        "no_contact": "à demander à l'animateur de votre territoire",
        "phone": "Téléphone",
        "email": "Adresse électronique",
        "next_step": "Prochaine étape",
        "to_do": "À faire",
        "by": "Pour le",
        "call_each_other": "Appelez-vous dans la semaine, pour parler qualité, quantités et "
        "calendrier. L'animateur de votre territoire peut vous aider.",
        "meeting_subject": "Invitation\u00a0: {title}, {day} à {hour}",
        "meeting": "L'animateur de votre territoire vous invite à une rencontre qui concerne "
        "votre entreprise.",
        "what": "Quoi",
        "when": "Quand",
        "where": "Où",
        "about": "Les synergies dont il sera question pour vous",
        "meeting_action": "Dire si vous venez",
        "meeting_blind": "Les noms des autres entreprises ne sont donnés qu'avec leur accord.",
        "because": "Vous recevez ce message parce que vous êtes le contact de "
        "l'entreprise {company} dans Boucle. Il ne contient ni image ni traceur.",
        "stop": "Ne plus recevoir ces messages",
    },
    "en": {
        "greeting": "Hello {name},",
        "intro": "Boucle, at the service of industrial ecology in your territory, found a "
        "possible synergy between your company and another.",
        "intro_blind": "Neither of you knows the other's name, and nothing will be passed on "
        "without your consent.",
        "at_a_glance": "The synergy at a glance",
        "recall": "The synergy",
        "why": "Why it is worth a talk",
        "see_and_answer": "See and answer",
        "link_is_safe": "Opening the page (in French) commits you to nothing: only its buttons "
        "answer.",
        "own_offer": "You offer",
        "own_need": "You need",
        "own_member": "You",
        "other_offer": "The other company offers",
        "other_need": "The other company needs",
        "other_member": "The other company",
        "sector": "Its sector",
        "distance": "Distance",
        "could_move": "What could move",
        "climate": "Effect on the climate",
        "consent_subject": "{family}: the other company is interested too, may we exchange "
        "contact details?",
        "consent": "Good news: you are both interested.",
        "consent_how": "Only your consent is missing: on the page, tick "
        "«\u00a0transmettez mes coordonnées\u00a0», then «\u00a0Intéressé\u00a0».",
        "consent_action": "Give my consent",
        "consent_else": "Without it, the other company will not know your name or details.",
        "disclosure_subject": "{family}: you are now in touch with {names}",
        "disclosure": "You both agreed to exchange contact details. Here are those of the other "
        "company; it received yours.",
        "disclosure_care": "These details are given to you for this synergy only.",
        "contact": "Contact",
        "no_contact": "ask the animator of your territory",
        "phone": "Phone",
        "email": "E-mail",
        "next_step": "Next step",
        "to_do": "To do",
        "by": "By",
        "call_each_other": "Call each other within the week, about quality, quantities and "
        "calendar. The animator of your territory can help.",
        "meeting_subject": "Invitation: {title}, {day} at {hour}",
        "meeting": "The animator of your territory invites you to a meeting that concerns your "
        "company.",
        "what": "What",
        "when": "When",
        "where": "Where",
        "about": "Your synergies that it is about",
        "meeting_action": "Say if you come",
        "meeting_blind": "The names of other companies are given only with their consent.",
        "because": "You receive this message because you are the contact of {company} in Boucle. "
        "It holds neither image nor tracker.",
        "stop": "Stop these messages",
    },
}
