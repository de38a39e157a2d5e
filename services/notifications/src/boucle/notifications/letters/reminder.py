"""A synergy of which a company has said nothing yet: a week after its mail, and two weeks later."""

from boucle.notifications.letters.introduction import answering
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import matters, subjects
from boucle.notifications.letters.synergy_parts import recall
from boucle.notifications.letters.translating import translator


def reminder(about: AboutSynergy) -> Letter:
    return _letter(about, last=False)


def last_reminder(about: AboutSynergy) -> Letter:
    return _letter(about, last=True)


def _letter(about: AboutSynergy, *, last: bool) -> Letter:
    _ = translator(about.language)
    end = _(
        "C'est notre dernier rappel. Sans réponse, l'animation de votre territoire pourra vous "
        "appeler."
    )
    waits = _(
        "L'autre entreprise attend peut-être votre avis : un « non » lui est utile aussi, et nous "
        "ne vous en reparlerons pas."
    )
    matter = tuple(_("{what} : votre réponse ?", what=what) for what in matters(about.view))
    return Letter(
        about=about,
        subjects=(*(_("Rappel : {what}", what=what) for what in subjects(about.view)), *matter),
        preheader=end if last else waits,
        opening=(
            _("Nous vous avons écrit au sujet de cette synergie, et votre réponse manque encore."),
            waits,
            *([end] if last else []),
        ),
        blocks=(
            Block(actions=answering(about, _("Voir et répondre"))),
            recall(about),
        ),
        closing=(_("Ouvrir la page ne vous engage à rien : seuls ses boutons répondent."),),
    )
