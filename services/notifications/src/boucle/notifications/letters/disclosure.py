"""All agreed: who the others are, how to reach them, and what to do next."""

from boucle.common.events.matching import NextAction
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutSynergy, Block, Fact, Letter
from boucle.notifications.letters.synergy_parts import recall
from boucle.notifications.letters.translating import Translator, translator


def disclosure(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    names = ", ".join(other.name for other in about.others)
    family = words.sentence(about.view.family)
    return Letter(
        about=about,
        subjects=(
            _("{flow} : vous voilà en relation avec {names}", flow=family, names=names),
            _("Vous voilà en relation avec {names}", names=names),
        ),
        preheader=_("Ses coordonnées, et ce que vous pouvez faire maintenant."),
        opening=(
            _(
                "Vous avez tous deux accepté l'échange de coordonnées. Voici celles de l'autre "
                "entreprise ; elle a reçu les vôtres."
            ),
        ),
        blocks=(
            *(
                Block(heading=other.name, facts=_contact_facts(other, _), key=True)
                for other in about.others
            ),
            Block(heading=_("Prochaine étape"), facts=_next_step(about.next_action, _)),
            recall(about),
        ),
        closing=(_("Ces coordonnées vous sont confiées pour cette synergie seulement."),),
    )


def _contact_facts(company: Company, _: Translator) -> tuple[Fact, ...]:
    if not company.contacts:
        return (Fact(_("Contact"), _("à demander à l'animateur de votre territoire")),)
    person = company.contacts[0]
    facts = [Fact(_("Contact"), person.name)]
    if person.phone:
        facts.append(Fact(_("Téléphone"), person.phone))
    return (*facts, Fact(_("Courriel"), person.email))


def _next_step(action: NextAction | None, _: Translator) -> tuple[Fact, ...]:
    if action is None:
        said = _(
            "Appelez-vous dans la semaine, pour parler qualité, quantités et calendrier. "
            "L'animateur de votre territoire peut vous aider."
        )
        return (Fact(_("À faire"), said),)
    due = (Fact(_("Pour le"), words.day(action.due, _.language)),) if action.due else ()
    return (Fact(_("À faire"), action.what), *due)
