"""Ask a company whether it may be named, as the others are interested."""

from boucle.notifications.letters import words
from boucle.notifications.letters.group_words.masked import MaskedGroup
from boucle.notifications.letters.groups.introduction import group_promise
from boucle.notifications.letters.groups.parts import gain, group_of, group_overview
from boucle.notifications.letters.introduction import answering, safe_link
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import contact_line
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator


def group_consent_request(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    matter = group.need.whole
    news, answered = _answered(group, _)
    return Letter(
        about=about,
        subjects=with_matter(
            about.view,
            (
                *news,
                _("échanger vos noms ?"),
            ),
        ),
        preheader=_(
            "Il ne manque que votre accord. {gain}.", gain=words.sentence(about.view.gain.amount)
        ),
        opening=(
            _(answered, matter=matter),
            _(
                "Acceptez-vous d'échanger vos coordonnées ? Nous leur transmettrons : {given}, et "
                "vous recevrez les leurs.",
                given=contact_line(about.company),
            ),
        ),
        blocks=(
            Block(actions=answering(about, _("Répondre oui ou non"))),
            gain(about),
            group_overview(about),
        ),
        closing=(group_promise(about), safe_link(about)),
    )


def _answered(group: MaskedGroup, _: Translator) -> tuple[tuple[str, ...], str]:
    """Return the news, and the sentence that says who agrees."""
    if group.growing is not None:
        news, sentence = group.growing.asked
        return (_(news),), sentence
    return (
        _("les autres sont intéressées aussi, échanger vos noms ?"),
        _("les autres sont intéressées aussi"),
    ), N_("Bonne nouvelle pour {matter} : les autres entreprises disent oui.")
