"""Ask a company whether it may be named, as both are interested."""

from boucle.notifications.letters.introduction import (
    answering,
    partner,
    promise,
    safe_link,
)
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import contact_line, gain_block, recall
from boucle.notifications.translating import translator


def consent_request(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    view = about.view
    who = (
        _("l'entreprise ({sector})", sector=view.sector) if view.sector else _("l'autre entreprise")
    )
    given = contact_line(about.company)
    return Letter(
        about=about,
        subjects=with_matter(
            view,
            (
                _("{who} est intéressée aussi, échanger vos noms ?", who=who),
                _("{who} est intéressée aussi", who=who),
                _("l'autre entreprise est intéressée"),
            ),
        ),
        preheader=_("Il ne manque que votre accord. {facts}", facts=partner(view, _)),
        opening=(
            _("Bonne nouvelle : {who} est intéressée aussi.", who=who),
            _(
                "Acceptez-vous d'échanger vos coordonnées ? Nous lui transmettrons : {given}, et "
                "vous recevrez les siennes.",
                given=given,
            ),
        ),
        blocks=(
            Block(actions=answering(about, _("Répondre oui ou non"))),
            gain_block(view),
            recall(about),
        ),
        closing=(promise(about), safe_link(about)),
    )
