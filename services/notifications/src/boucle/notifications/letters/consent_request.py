"""Both are interested; this company has not yet agreed to be named."""

from boucle.notifications.letters import words
from boucle.notifications.letters.introduction import answering
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.synergy_parts import recall
from boucle.notifications.letters.translating import translator


def consent_request(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    family = words.sentence(about.view.family)
    return Letter(
        about=about,
        subjects=(
            _(
                "{flow} : l'autre entreprise est intéressée, échanger vos coordonnées ?",
                flow=family,
            ),
            _("L'autre entreprise est intéressée, échanger vos coordonnées ?"),
        ),
        preheader=_("Il ne manque que votre accord pour vous mettre en relation."),
        opening=(
            _("Bonne nouvelle : vous êtes intéressés tous les deux."),
            _("Pour vous mettre en relation, il ne manque que votre accord."),
        ),
        blocks=(
            Block(actions=answering(about, _("Donner mon accord"))),
            recall(about),
        ),
        closing=(
            _(
                "Sans votre accord, votre nom et vos coordonnées restent inconnus de l'autre "
                "entreprise."
            ),
            _("Ouvrir la page ne vous engage à rien : seuls ses boutons répondent."),
        ),
    )
