"""Introduce a possible group, masked, to one of its companies."""

from boucle.notifications.letters.groups.parts import body, found, gain, group_of
from boucle.notifications.letters.introduction import answering, safe_link, talking
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import subjects
from boucle.notifications.letters.synergy_parts import after_gain
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def group_introduction(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    return Letter(
        about=about,
        subjects=subjects(about.view),
        preheader=group_preheader(about),
        opening=(found(about), *_meanwhile(about)),
        blocks=(
            gain(about),
            Block(actions=answering(about, _("Voir et répondre"))),
            *body(about),
            Block(heading=_("Et ensuite"), steps=_next_steps(about, _)),
        ),
        closing=(group_promise(about), safe_link(about)),
        quote=about.quote,
    )


def group_preheader(about: AboutSynergy) -> str:
    _, group = translator(about.language), group_of(about)
    if group.growing is None:
        return after_gain(about, _(group.wording.idea))
    goes_on = _(group.growing.meanwhile)
    return goes_on if group.joining == "member" else after_gain(about, goes_on)


def _meanwhile(about: AboutSynergy) -> tuple[str, ...]:
    _, growing = translator(about.language), group_of(about).growing
    return () if growing is None else (_(growing.meanwhile),)


def _next_steps(about: AboutSynergy, _: Translator) -> tuple[str, ...]:
    group = group_of(about)
    agreed = (
        _(group.growing.agreed)
        if group.growing
        else _(
            "Si assez d'entreprises disent oui, chacune accepte ou non que son nom soit donné aux "
            "autres ; qui refuse quitte le groupe, sans être nommé."
        )
    )
    return (_(group.wording.wished), agreed, talking(about, _))


def group_promise(about: AboutSynergy) -> str:
    _, growing = translator(about.language), group_of(about).growing
    if growing is not None:
        return _(growing.promise)
    return _(
        "Aucune de ces entreprises ne connaît le nom d'une autre, et rien ne sera transmis sans "
        "votre accord."
    )
