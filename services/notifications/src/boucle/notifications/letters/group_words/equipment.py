"""Hold the wordings of equipment lent between sites, and of posts that companies share. Pure.

Cases: the platforms of Roussillon (info-chimie.fr) and Salaise (lessor38.fr); Quimper
(agriculture.gouv.fr), Maine-et-Loire (adama.com).
"""

from collections.abc import Mapping
from typing import Final

from boucle.notifications.letters.group_words.wording import Wording
from boucle.pages.translating import N_

NEEDED: Final = Wording(
    name=N_("Un équipement partagé"),
    news=(N_("l'équipement d'un voisin pourrait servir"), N_("un équipement partagé ?")),
    found=N_("{who} a repéré {others} avec qui partager un équipement pour {matter}."),
    idea=N_("Se servir d'un équipement du voisinage quand il est libre, au lieu d'avoir le sien."),
    how=(
        N_(
            "Le propriétaire réserve des heures ou une capacité ; vous payez l'usage et votre part."
        ),
        N_("Le prix se place entre ce qu'il coûte au propriétaire et ce que vous paieriez seul."),
    ),
    checks=(
        N_("Quand en avez-vous besoin : quelle saison, quelles heures ?"),
        N_("Ce qui est proposé suffit-il à votre usage ?"),
        N_("Que faire en cas de panne, et qui est assuré ?"),
    ),
    missing=N_("à chiffrer : il manque ce que vous coûterait le vôtre"),
    gain=N_("C'est votre part, à un prix à mi-chemin : vous en conviendrez entre vous."),
    wished=N_("Vous dites si partager un équipement vous intéresse."),
    server=N_("L'hôte"),
)
POST: Final = Wording(
    name=N_("Un poste partagé"),
    news=(N_("un poste à partager avec vos voisins"), N_("un poste à partager ?")),
    found=N_("{who} a repéré {others} avec qui partager un poste pour {matter}."),
    idea=N_("Embaucher à plusieurs une personne qui partage son temps entre les entreprises."),
    how=(
        N_("Un groupement d'employeurs l'embauche et vous facture les heures faites chez vous."),
        N_("Les besoins des uns complètent ceux des autres : l'emploi approche un temps plein."),
    ),
    checks=(
        N_("Est-ce chaque année aux mêmes mois, et quels jours de la semaine ?"),
        N_("Avec quels concurrents ne partageriez-vous personne ?"),
        N_("Les membres répondent ensemble des salaires : que disent les statuts ?"),
    ),
    missing=N_(
        "à chiffrer : il manque le salaire et les frais du groupement, partagés selon vos heures"
    ),
    quoted=True,
    gain=N_("C'est votre part de ce que le poste partagé coûterait en moins."),
    wished=N_("Vous dites si partager ce poste vous intéresse."),
    server=N_("Le groupement d'employeurs"),
)
SEASONAL_CASE: Final = N_(
    "Quimper : un poste d'ingénieur à plein temps, d'octobre à mars chez un fumeur de saumon, le "
    "reste de l'année chez un fabricant de salades."
)
YEARLY_CASE: Final = N_(
    "Maine-et-Loire : un responsable sécurité travaille pour quatre membres d'un groupement, une "
    "semaine par mois chez chacun."
)
_PLATFORM: Final = N_(
    "Roussillon (Isère) : sur la plateforme, 15 à 18 entreprises confient vapeur, eau, effluents "
    "et laboratoire à un groupement ; les services leur coûtent 20 % de moins."
)
_STEAM: Final = N_(
    "Salaise-sur-Sanne (Isère) : depuis 2021, un incinérateur fournit au réseau de vapeur commun "
    "480 GWh par an, la moitié de la plateforme, par un contrat de 15 ans."
)
EQUIPMENT_CASES: Final[Mapping[str, str]] = {
    "steam": _STEAM,
    "effluent": _PLATFORM,
    "laboratory": _PLATFORM,
    "platform": _PLATFORM,
}
