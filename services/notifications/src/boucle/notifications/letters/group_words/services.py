"""Hold the wordings of services that companies may share. Pure.

Cases are in our own words, with the figures that their source gives: ECOPAL (ritimo.org), the plain
of the Saône (optigede.ademe.fr), Chaource (ritimo.org), Poilley (La Gazette de la Manche), Rouen
(Tendance Ouest), the Vosges (Europe 1), Ecologic (e-dechet.com).
"""

from collections.abc import Mapping
from typing import Final

from boucle.notifications.letters.group_words.wording import Wording
from boucle.pages.translating import N_

WASTE_CASE: Final = N_(
    "Genlis et Auxonne (Côte-d'Or) : de petites entreprises font collecter ensemble carton, film "
    "plastique et déchets en mélange ; la tonne leur est revenue à 93 € au lieu de 131 € (2005)."
)
ELECTRICAL_CASE: Final = N_(
    "Partout en France : l'éco-organisme Ecologic enlève gratuitement les appareils électriques "
    "d'une zone, dès 250 kg réunis chez une entreprise volontaire."
)
SPECIAL_CASE: Final = N_(
    "Dunkerque : de petites entreprises font collecter ensemble 69 sortes de déchets ; en 2011, "
    "250 t récupérées et 190 000 € économisés."
)
_SHARE: Final = N_(
    "C'est votre part de ce que le service en commun coûterait en moins ; elle dépend de ceux qui "
    "disent oui."
)
CONTRACT: Final = N_("Votre contrat actuel : jusqu'à quand court-il, avec quel préavis ?")

SERVICES: Final[Mapping[str, Wording]] = {
    "waste_collection": Wording(
        name=N_("Une collecte commune"),
        news=(N_("une collecte commune avec vos voisins"), N_("une collecte commune ?")),
        found=N_("{who} a repéré {others} avec qui faire collecter {matter}."),
        idea=N_(
            "Faire collecter le même déchet par un seul prestataire, en une tournée, au lieu d'un "
            "camion pour chacun."
        ),
        how=(
            N_("Le camion passe chez tous le même jour : plein, il ne fait le trajet qu'une fois."),
            N_("Chacun garde ses contenants et paie sa part, selon ce qu'il confie."),
        ),
        checks=(
            CONTRACT,
            N_("Votre déchet est-il trié, et le même que celui des autres ?"),
            N_("Le camion peut-il entrer chez vous, et à quelles heures ?"),
        ),
        missing=N_("à chiffrer : il manque ce que vous coûte aujourd'hui cette collecte"),
        gain=_SHARE,
        wished=N_("Vous dites si une collecte commune vous intéresse."),
        server=N_("Le prestataire"),
        case=WASTE_CASE,
    ),
    "freight": Wording(
        name=N_("Un camion partagé"),
        news=(N_("un camion à partager avec d'autres"), N_("un camion à partager ?")),
        found=N_("{who} a repéré {others} avec qui partager un camion pour {matter}."),
        idea=N_(
            "Charger le même camion quand on expédie dans la même direction, au lieu de rouler "
            "chacun à moitié plein."
        ),
        how=(
            N_("Le transporteur charge chez chacun, puis livre en une seule tournée."),
            N_("Chacun paie la place qu'il prend : un camion plein fait moins de kilomètres."),
        ),
        checks=(
            N_("Vos jours et vos heures de départ peuvent-ils bouger ?"),
            N_("Vos marchandises supportent-elles celles des autres (température, odeur, ADR) ?"),
            N_("Qui répond d'une livraison en retard ou abîmée ?"),
        ),
        missing=N_("à chiffrer : il manque ce que vous coûtent aujourd'hui ces envois"),
        gain=N_("C'est votre part des kilomètres épargnés ; elle dépend de ceux qui disent oui."),
        wished=N_("Vous dites si partager un camion vous intéresse."),
        server=N_("Le transporteur"),
        case=N_(
            "Chaource (Aube) : un fabricant d'andouillettes et un fromager livrent dans le même "
            "camion frigorifique ; rempli à 98 % au lieu de 50 %, il roule moitié moins."
        ),
    ),
    "rainwater": Wording(
        name=N_("De l'eau de pluie d'un toit voisin"),
        news=(N_("de l'eau de pluie d'un toit voisin"), N_("de l'eau de pluie ?")),
        found=N_("{who} a repéré {others} dont le toit pourrait fournir une part de {matter}."),
        idea=N_(
            "Recueillir l'eau de pluie d'un grand toit et s'en servir au lieu de l'eau du réseau."
        ),
        how=(
            N_("L'eau du toit remplit une cuve ; une conduite à part l'amène, avec un compteur."),
            N_("Ce que la pluie donne est estimé sur une année moyenne, sans relevé quotidien."),
        ),
        checks=(
            N_("Où poser la cuve, et qui la paie ?"),
            N_("L'usage est-il permis ? Jamais pour des aliments, le corps ou le linge."),
            N_("Que faire en été, quand il pleut peu ?"),
        ),
        missing=N_("à chiffrer : il manque le prix que vous payez aujourd'hui pour l'eau"),
        gain=N_("C'est votre part de l'eau du réseau épargnée, cuve et conduite déduites."),
        wished=N_("Vous dites si l'eau de pluie vous intéresse."),
        server=N_("Le toit"),
    ),
    "purchasing": Wording(
        name=N_("Un achat groupé"),
        news=(N_("à négocier à plusieurs"), N_("un achat groupé ?")),
        found=N_("{who} a repéré {others} avec qui grouper {matter}."),
        idea=N_("Acheter ensemble, par une seule consultation, ce que chacun achète déjà."),
        how=(
            N_("Un acheteur commun met les fournisseurs en concurrence, pour le volume de tous."),
            N_("Chacun signe ensuite son propre contrat, au prix obtenu."),
        ),
        checks=(
            CONTRACT,
            N_("Vous faut-il une qualité ou un délai particulier ?"),
            N_("Qui mène l'achat pour tous ?"),
        ),
        missing=N_("à chiffrer : il manque le prix, que le marché fera le jour de l'achat"),
        quoted=True,
        gain=N_("C'est une estimation : le prix dépendra du marché le jour de l'achat."),
        wished=N_("Vous dites si un achat groupé vous intéresse."),
        server=N_("L'acheteur commun"),
        case=N_(
            "Vosges : au plus fort de la crise de 2022, des PME et leur CCI ont acheté gaz et "
            "électricité ensemble, d'abord pour trouver un fournisseur."
        ),
    ),
    "security": Wording(
        name=N_("Un gardiennage commun"),
        news=(N_("à partager avec vos voisins"), N_("un gardien commun ?")),
        found=N_("{who} a repéré {others} avec qui partager {matter}."),
        idea=N_("Payer ensemble un gardien ou des rondes pour les sites de la zone."),
        how=(
            N_("Un seul prestataire surveille la zone ; ses rondes passent chez chacun."),
            N_("Il commence quand assez d'entreprises se sont engagées à payer leur part."),
        ),
        checks=(
            N_("Contre quoi voulez-vous être protégé, et à quelles heures ?"),
            N_("Votre assureur demande-t-il une surveillance précise ?"),
            N_("Quelle association signerait pour tous ?"),
        ),
        missing=N_("à chiffrer : il manque l'offre d'un prestataire"),
        quoted=True,
        gain=_SHARE,
        wished=N_("Vous dites si un gardiennage commun vous intéresse."),
        server=N_("Le prestataire"),
    ),
    "catering": Wording(
        name=N_("Un restaurant commun"),
        news=(N_("un restaurant commun avec vos voisins"), N_("un restaurant commun ?")),
        found=N_("{who} a repéré {others} avec qui faire servir {matter}."),
        idea=N_("Un restaurant, ou des repas livrés, pour les équipes d'entreprises voisines."),
        how=(
            N_("Un exploitant ouvre quand le nombre de repas du midi suffit."),
            N_(
                "Chaque entreprise convient avec lui d'un prix, et de ce qu'elle prend à sa charge."
            ),
        ),
        checks=(
            N_("Combien de salariés viendraient, et quels jours ?"),
            N_("Jusqu'où iraient-ils à pied ?"),
            N_("Qui aurait un local ?"),
        ),
        missing=N_("à chiffrer : il manque le prix d'un repas chez un exploitant"),
        quoted=True,
        gain=_SHARE,
        wished=N_("Vous dites si un restaurant commun vous intéresse."),
        server=N_("L'exploitant"),
    ),
    "childcare": Wording(
        name=N_("Une crèche entre entreprises"),
        news=(N_("une crèche entre entreprises voisines"), N_("une crèche commune ?")),
        found=N_("{who} a repéré {others} avec qui réserver {matter}."),
        idea=N_("Réserver d'avance, à plusieurs, les places d'une crèche proche du travail."),
        how=(
            N_("Un gestionnaire ouvre quand assez de places sont réservées."),
            N_("Chaque entreprise paie ses places ; un crédit d'impôt en rend une partie."),
        ),
        checks=(
            N_("Combien de parents en ont besoin, et pour quand ?"),
            N_("Quels horaires leur faut-il ?"),
            N_("La commune réserverait-elle aussi des places ?"),
        ),
        missing=N_("à chiffrer : il manque le prix d'une place chez un gestionnaire"),
        quoted=True,
        gain=_SHARE,
        wished=N_("Vous dites si une crèche entre entreprises vous intéresse."),
        server=N_("Le gestionnaire"),
        case=N_(
            "Poilley (Manche), 2017 : deux entreprises et l'agglomération ont réservé 14 des 20 "
            "places d'une crèche de zone, et elle a ouvert."
        ),
    ),
    "mobility": Wording(
        name=N_("Des trajets organisés à plusieurs"),
        news=(N_("à organiser avec vos voisins"), N_("à organiser à plusieurs ?")),
        found=N_("{who} a repéré {others} avec qui organiser {matter}."),
        idea=N_("Covoiturage, navette ou vélos : ce qui ne se justifie qu'à plusieurs."),
        how=(
            N_("Les salariés du même endroit, aux mêmes heures, sont mis en relation."),
            N_("Une navette ou un abonnement se négocie pour toutes les entreprises."),
        ),
        checks=(
            N_("Vos horaires peuvent-ils se rapprocher de ceux des voisins ?"),
            N_("Qui, chez vous, en parlerait aux salariés ?"),
            N_("Que coûtent aujourd'hui les places de parking ?"),
        ),
        missing=N_("à chiffrer : il manque le prix d'un trajet organisé en commun"),
        quoted=True,
        gain=_SHARE,
        wished=N_("Vous dites si organiser ces trajets à plusieurs vous intéresse."),
        server=N_("L'opérateur"),
        case=N_(
            "Rouen : 203 entreprises ont signé un plan de déplacements avec la Métropole ; leurs "
            "salariés ont 20 % de remise sur les transports en commun."
        ),
    ),
}
