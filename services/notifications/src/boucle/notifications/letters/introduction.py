"""A possible synergy, masked, to one of its companies."""

from boucle.notifications.letters.letter import AboutSynergy, Action, Block, Letter
from boucle.notifications.letters.subjects import subjects
from boucle.notifications.letters.synergy_parts import cautions, masked_facts, reasons_heading
from boucle.notifications.letters.translating import translator


def introduction(about: AboutSynergy) -> Letter:
    view, language = about.view, about.language
    _ = translator(language)
    blind = _(
        "Aucune des deux ne connaît le nom de l'autre, et rien ne sera transmis sans votre accord."
    )
    return Letter(
        about=about,
        subjects=subjects(view),
        preheader=blind,
        opening=(
            _(
                "Boucle, au service de l'écologie industrielle de votre territoire, a repéré une "
                "synergie possible entre votre entreprise et une autre."
            ),
            blind,
            *cautions(view, language),
        ),
        blocks=(
            Block(
                heading=_("La synergie en bref"),
                facts=masked_facts(view, language, about.own),
            ),
            Block(heading=reasons_heading(view, language), points=view.reasons),
            Block(actions=answering(about, _("Voir et répondre"))),
        ),
        closing=(_("Ouvrir la page ne vous engage à rien : seuls ses boutons répondent."),),
    )


def answering(about: AboutSynergy, words: str) -> tuple[Action, ...]:
    """The button to the page of this mail's synergy, where it has one."""
    return (Action(words, about.urls.answer),) if about.urls.answer else ()
