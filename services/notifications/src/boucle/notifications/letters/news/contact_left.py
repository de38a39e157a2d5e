"""Tell a reader whose contact in another company is gone whom to turn to now."""

from boucle.notifications.letters.disclosure import contact_facts
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import recall
from boucle.notifications.translating import translator


def contact_left(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    names = ", ".join(other.name for other in about.others)
    one = len(about.others) == 1
    text = (
        _("La personne que vous connaissiez chez {names} a quitté Boucle.", names=names)
        if one
        else _("Une personne que vous connaissiez dans votre groupe a quitté Boucle.")
    )
    return Letter(
        about=about,
        subjects=(
            *with_matter(about.view, (_("votre interlocuteur change"),)),
            _("Votre interlocuteur change"),
        ),
        preheader=text,
        opening=(
            text,
            _("Effacez ses coordonnées : elles ne vous sont plus confiées."),
        ),
        blocks=(
            *(
                Block(heading=other.name, facts=contact_facts(other, _), key=True)
                for other in about.others
            ),
            recall(about),
        ),
        closing=(_("La synergie continue, et ses chiffres restent."),),
    )
