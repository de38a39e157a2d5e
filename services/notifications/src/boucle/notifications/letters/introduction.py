"""A possible synergy, masked, to one of its companies."""

from typing import Final

from boucle.catalogue.figures import Language
from boucle.notifications.letters.letter import (
    AboutSynergy,
    Block,
    Letter,
    cautions,
    masked_facts,
    reasons_heading,
)
from boucle.notifications.letters.phrases import SAY

_SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "intro": "Boucle, au service de l'écologie industrielle de votre territoire, a repéré "
        "une synergie possible entre votre entreprise et une autre.",
        "blind": "Aucune des deux ne connaît le nom de l'autre, et rien ne sera transmis "
        "sans votre accord.",
        "heading": "La synergie en bref",
        "action": "Voir et répondre",
    },
    "en": {
        "intro": "Boucle, at the service of industrial ecology in your territory, found a "
        "possible synergy between your company and another.",
        "blind": "Neither of you knows the other's name, and nothing will be passed on "
        "without your consent.",
        "heading": "The synergy at a glance",
        "action": "See and answer",
    },
}


def introduction(about: AboutSynergy) -> Letter:
    view, language = about.view, about.language
    say = _SAY[language]
    return Letter(
        about=about,
        subject=view.headline,
        opening=(say["intro"], say["blind"], *cautions(view, language)),
        blocks=(Block(say["heading"], masked_facts(view, language, about.own)),),
        reasons_heading=reasons_heading(view, language),
        reasons=view.reasons,
        action=say["action"],
        closing=(SAY[language]["link_is_safe"],),
    )
