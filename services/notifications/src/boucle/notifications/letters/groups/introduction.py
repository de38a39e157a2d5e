"""Introduce a possible group, masked, to one of its companies; and remind it."""

from boucle.notifications.letters import words
from boucle.notifications.letters.groups.parts import body, found, gain, group_of, group_overview
from boucle.notifications.letters.introduction import answering, safe_link
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.reminder import called
from boucle.notifications.letters.subjects import subjects, with_matter
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def group_introduction(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    return Letter(
        about=about,
        subjects=subjects(about.view),
        preheader=_preheader(about, _),
        opening=(found(about),),
        blocks=(
            gain(about),
            Block(actions=answering(about, _("Voir et répondre"))),
            *body(about),
            Block(heading=_("Et ensuite"), steps=_next_steps(about, _)),
        ),
        closing=(group_promise(about), safe_link(about)),
    )


def group_reminder(about: AboutSynergy) -> Letter:
    return _reminder(about, last=False)


def group_last_reminder(about: AboutSynergy) -> Letter:
    return _reminder(about, last=True)


def _reminder(about: AboutSynergy, *, last: bool) -> Letter:
    _, view = translator(about.language), about.view
    return Letter(
        about=about,
        subjects=(
            *(_("Rappel : {what}", what=what) for what in subjects(view)),
            *with_matter(view, (_("votre réponse ?"),)),
        ),
        preheader=called(about, _) if last else _preheader(about, _),
        opening=(found(about), called(about, _) if last else _waited_for(about, _)),
        blocks=(
            gain(about),
            Block(actions=answering(about, _("Voir et répondre"))),
            group_overview(about),
        ),
        closing=(safe_link(about),),
    )


def _preheader(about: AboutSynergy, _: Translator) -> str:
    gain = about.view.gain
    opening = (
        _("Gain possible : {amount}.", amount=gain.amount)
        if gain.computed
        else f"{words.sentence(gain.amount)}."
    )
    return f"{opening} {_(group_of(about).wording.idea)}"


def _waited_for(about: AboutSynergy, _: Translator) -> str:
    return _(
        "Les autres attendent peut-être votre avis sur {matter} : un « non » leur est utile.",
        matter=group_of(about).need.whole,
    )


def _next_steps(about: AboutSynergy, _: Translator) -> tuple[str, ...]:
    group = group_of(about)
    agreed = _(
        "Si assez d'entreprises disent oui, chacune accepte ou non que son nom soit donné aux "
        "autres ; qui refuse quitte le groupe, sans être nommé."
    )
    met = (
        _(
            "Vous vous parlez de {matter}, et {name} vous réunit.",
            matter=group.need.whole,
            name=about.animator.name,
        )
        if about.animator
        else _("Vous vous parlez de {matter}.", matter=group.need.whole)
    )
    return (_(group.wording.wished), agreed, met)


def group_promise(about: AboutSynergy) -> str:
    _ = translator(about.language)
    return _(
        "Aucune de ces entreprises ne connaît le nom d'une autre, et rien ne sera transmis sans "
        "votre accord."
    )
