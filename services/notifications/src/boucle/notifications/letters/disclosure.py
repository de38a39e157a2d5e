"""All agreed: who the others are, how to reach them, and what to do next."""

from typing import Final

from boucle.catalogue.figures import Language
from boucle.common.events.matching import NextAction
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutSynergy, Block, Fact, Letter, recall

_SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "subject": "{family}\u00a0: vous voilà en relation avec {names}",
        "opening": "Vous avez tous deux accepté l'échange de coordonnées. Voici celles de "
        "l'autre entreprise ; elle a reçu les vôtres.",
        "care": "Ces coordonnées vous sont confiées pour cette synergie seulement.",
        "contact": "Contact",
        "no_contact": "à demander à l'animateur de votre territoire",
        "phone": "Téléphone",
        "email": "Adresse électronique",
        "next_step": "Prochaine étape",
        "to_do": "À faire",
        "by": "Pour le",
        "call_each_other": "Appelez-vous dans la semaine, pour parler qualité, quantités et "
        "calendrier. L'animateur de votre territoire peut vous aider.",
    },
    "en": {
        "subject": "{family}: you are now in touch with {names}",
        "opening": "You both agreed to exchange contact details. Here are those of the other "
        "company; it received yours.",
        "care": "These details are given to you for this synergy only.",
        "contact": "Contact",
        "no_contact": "ask the animator of your territory",
        "phone": "Phone",
        "email": "E-mail",
        "next_step": "Next step",
        "to_do": "To do",
        "by": "By",
        "call_each_other": "Call each other within the week, about quality, quantities and "
        "calendar. The animator of your territory can help.",
    },
}


def disclosure(about: AboutSynergy) -> Letter:
    language = about.language
    say = _SAY[language]
    names = ", ".join(other.name for other in about.others)
    return Letter(
        about=about,
        subject=say["subject"].format(family=words.sentence(about.view.family), names=names),
        opening=(say["opening"],),
        blocks=(
            *(Block(other.name, _contact_facts(other, language)) for other in about.others),
            Block(say["next_step"], _next_step(about.next_action, language)),
            recall(about),
        ),
        closing=(say["care"],),
    )


def _contact_facts(company: Company, language: Language) -> tuple[Fact, ...]:
    say = _SAY[language]
    if not company.contacts:
        return (Fact(say["contact"], say["no_contact"]),)
    person = company.contacts[0]
    facts = [Fact(say["contact"], person.name)]
    if person.phone:
        facts.append(Fact(say["phone"], person.phone))
    return (*facts, Fact(say["email"], person.email))


def _next_step(action: NextAction | None, language: Language) -> tuple[Fact, ...]:
    say = _SAY[language]
    if action is None:
        return (Fact(say["to_do"], say["call_each_other"]),)
    due = (Fact(say["by"], words.day(action.due, language)),) if action.due else ()
    return (Fact(say["to_do"], action.what), *due)
