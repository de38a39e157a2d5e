"""Hold the wordings for the owner of what a group would use: a roof, places, equipment. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from boucle.notifications.letters.group_words.equipment import NEEDED
from boucle.notifications.letters.group_words.services import SERVICES
from boucle.notifications.letters.group_words.wording import Wording
from boucle.pages.translating import N_

OFFERED: Final[Mapping[str, Wording]] = {
    "rainwater": replace(
        SERVICES["rainwater"],
        name=N_("L'eau de pluie de votre toit"),
        news=(N_("de l'eau de pluie pour vos voisins"), N_("de l'eau de pluie ?")),
        found=N_("{who} a repéré {others} qui pourraient se servir de la pluie de {matter}."),
        missing=N_("à chiffrer : il manque ce que coûteraient la cuve et la conduite"),
        wished=N_("Vous dites si fournir l'eau de votre toit vous intéresse."),
    ),
    "childcare": replace(
        SERVICES["childcare"],
        name=N_("Vos places en crèche, réservées d'avance"),
        news=(N_("des entreprises pour les réserver"), N_("à réserver d'avance ?")),
        found=N_("{who} a repéré {others} qui pourraient réserver une part de {matter}."),
        checks=(
            N_("Combien de places faut-il réservées pour ouvrir ?"),
            N_("Quels horaires proposez-vous ?"),
            N_("À quel prix, pour quel âge ?"),
        ),
        missing=N_("à chiffrer : il manque le prix d'une place"),
        wished=N_("Vous dites si ces réservations vous intéressent."),
    ),
}
EQUIPMENT_OFFERED: Final = replace(
    NEEDED,
    name=N_("Votre équipement, partagé"),
    news=(N_("d'autres entreprises en auraient l'usage"), N_("à partager ?")),
    found=N_("{who} a repéré {others} qui pourraient se servir de {matter}."),
    idea=N_("D'autres s'en servent, contre paiement, aux heures où vous n'en avez pas besoin."),
    how=(
        N_("Vous réservez des heures ou une capacité ; qui s'en sert paie l'usage et sa part."),
        N_("Le prix se place entre ce que leur usage vous coûte et ce qu'elles paieraient seules."),
    ),
    checks=(
        N_("Que reste-t-il de libre, en quelle saison, à quelles heures ?"),
        N_("Votre assurance et vos autorisations le permettent-elles ?"),
        N_("Qui s'en occupe quand d'autres s'en servent ?"),
    ),
    missing=N_("à chiffrer : il manque vos frais fixes et ce que coûte un usage de plus"),
    wished=N_("Vous dites si partager cet équipement vous intéresse."),
)
