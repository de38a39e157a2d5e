"""Bring a company the animator's answer to its question."""

from boucle.notifications.letters.introduction import answering
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter, Quote
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.translating import translator


def question_answered(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    text = _("{who} a répondu à votre question.", who=about.writer)
    return Letter(
        about=about,
        subjects=(
            *with_matter(about.view, (_("réponse à votre question"),)),
            _("Réponse à votre question"),
        ),
        preheader=text,
        opening=(text,),
        quote=Quote(about.answered, about.writer),
        blocks=(
            Block(heading=_("Votre question"), lines=tuple(about.question.splitlines())),
            Block(actions=answering(about, _("Voir la page"))),
        ),
        closing=(_("Votre question n'a été lue que par l'animation de votre territoire."),),
    )
