"""Ask a company whether it may be named, as all who stay in the group are interested."""

from boucle.notifications.letters import words
from boucle.notifications.letters.groups.introduction import group_promise
from boucle.notifications.letters.groups.parts import gain, group_of, group_overview
from boucle.notifications.letters.introduction import answering, safe_link
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import contact_line
from boucle.notifications.translating import translator


def group_consent_request(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    matter = group.need.whole
    return Letter(
        about=about,
        subjects=with_matter(
            about.view,
            (
                _("les autres sont intéressées aussi, échanger vos noms ?"),
                _("les autres sont intéressées aussi"),
                _("échanger vos noms ?"),
            ),
        ),
        preheader=_(
            "Il ne manque que votre accord. {gain}.", gain=words.sentence(about.view.gain.amount)
        ),
        opening=(
            _("Bonne nouvelle pour {matter} : les autres entreprises disent oui.", matter=matter),
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
