"""Both are interested; this company has not yet agreed to be named."""

from typing import Final

from boucle.catalogue.figures import Language
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutSynergy, Letter, recall
from boucle.notifications.letters.phrases import SAY

_SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "subject": "{family}\u00a0: l'autre entreprise{sector} est intéressée aussi, "
        "acceptez-vous l'échange de coordonnées\u00a0?",
        "news": "Bonne nouvelle\u00a0: vous êtes intéressés tous les deux.",
        "how": "Pour vous mettre en relation, il ne manque que votre accord\u00a0: cochez "
        "«\u00a0transmettez mes coordonnées\u00a0» sur la page, puis «\u00a0Intéressé\u00a0».",
        "action": "Donner mon accord",
        "otherwise": "Sans votre accord, votre nom et vos coordonnées restent inconnus de "
        "l'autre entreprise.",
    },
    "en": {
        "subject": "{family}: the other company{sector} is interested too, may we "
        "exchange contact details?",
        "news": "Good news: you are both interested.",
        "how": "Only your consent is missing: on the page, tick "
        "«\u00a0transmettez mes coordonnées\u00a0», then «\u00a0Intéressé\u00a0».",
        "action": "Give my consent",
        "otherwise": "Without it, the other company will not know your name or details.",
    },
}


def consent_request(about: AboutSynergy) -> Letter:
    say = _SAY[about.language]
    sectors = ", ".join(other.sector for other in about.view.others if other.sector)
    return Letter(
        about=about,
        subject=say["subject"].format(
            family=words.sentence(about.view.family), sector=f" ({sectors})" if sectors else ""
        ),
        opening=(say["news"], say["how"]),
        blocks=(recall(about),),
        action=say["action"],
        closing=(say["otherwise"], SAY[about.language]["link_is_safe"]),
    )
