"""What is said of outputs that a new activity could take. Pure."""

from typing import Final

from boucle.catalogue import Catalogue
from boucle.catalogue.wording.phrases import family
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters.group_words.own import OwnNeed
from boucle.notifications.letters.group_words.wording import Wording
from boucle.notifications.letters.subjects import of
from boucle.pages.translating import N_, Translator

NEW_ACTIVITY: Final = Wording(
    name=N_("Une activité nouvelle"),
    news=(N_("une activité à créer près de chez vous"), N_("une activité nouvelle ?")),
    found=N_("{who} a repéré {others} dont une activité nouvelle pourrait reprendre {matter}."),
    idea=N_("Réunir ce que personne ne prend par ici, pour qu'une activité en vive."),
    how=(N_("Chacun dit ce qu'il a et à quel prix ; un porteur étudie l'activité."),),
    checks=(N_("Votre quantité est-elle régulière ?"),),
    missing=N_("à chiffrer : le prix dépend de qui porte l'activité"),
    gain=N_("C'est une estimation."),
    wished=N_("Vous dites si l'idée vous intéresse."),
    server=N_("Le porteur"),
)


def wording(_subject: str, _own: OwnSharing | None) -> Wording:
    return NEW_ACTIVITY


def need(subject: str, _own: OwnSharing | None, catalogue: Catalogue, _: Translator) -> OwnNeed:
    label = family(subject, catalogue, _.language)
    return OwnNeed(label, _("votre production {of_family}", of_family=of(label, _)))
