"""Remind a company of a synergy it has not answered: a week after its mail, and two weeks later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from boucle.contract.kinds import Form, form_of
from boucle.notifications.letters import words
from boucle.notifications.letters.groups.introduction import group_preheader
from boucle.notifications.letters.groups.parts import found, group_of, group_overview
from boucle.notifications.letters.introduction import answering, finding, preheader, safe_link
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import subjects, with_matter
from boucle.notifications.letters.synergy_parts import gain_block, recall
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator

CALLED_AFTER: Final = timedelta(days=7)
"""Time from the last reminder to the animator's call (``introductions.reminders``)."""


def reminder(about: AboutSynergy) -> Letter:
    return _letter(about, last=False)


def last_reminder(about: AboutSynergy) -> Letter:
    return _letter(about, last=True)


def _letter(about: AboutSynergy, *, last: bool) -> Letter:
    view, own = about.view, _WORDS[form_of(about.view)]
    _ = translator(about.language)
    return Letter(
        about=about,
        subjects=(
            *(_("Rappel : {what}", what=what) for what in subjects(view)),
            *with_matter(view, (_("votre réponse ?"),)),
        ),
        preheader=called(about, _) if last else own.preheader(about),
        opening=(own.found(about), called(about, _) if last else own.waited_for(about, _)),
        blocks=(
            gain_block(view),
            Block(actions=answering(about, _("Voir et répondre"))),
            own.in_brief(about),
        ),
        closing=(safe_link(about),),
    )


def _other_waits(about: AboutSynergy, _: Translator) -> str:
    if about.view.sector:
        return _(
            "Une entreprise ({sector}) attend peut-être votre avis : un « non » lui est utile.",
            sector=about.view.sector,
        )
    return _(
        "Votre avis sur ce flux ({flow}) est peut-être attendu : un « non » est utile aussi.",
        flow=about.view.family,
    )


def _others_wait(about: AboutSynergy, _: Translator) -> str:
    return _(
        "Les autres attendent peut-être votre avis sur {matter} : un « non » leur est utile.",
        matter=group_of(about).need.whole,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What a reminder takes from the introduction that it recalls."""

    preheader: Callable[[AboutSynergy], str]
    found: Callable[[AboutSynergy], str]
    waited_for: Callable[[AboutSynergy, Translator], str]
    in_brief: Callable[[AboutSynergy], Block]


_WORDS: Final[Mapping[Form, _Words]] = {
    Form.PAIR: _Words(preheader, finding, _other_waits, recall),
    Form.GROUP: _Words(group_preheader, found, _others_wait, group_overview),
}


def called(about: AboutSynergy, _: Translator) -> str:
    return _(
        "Dernier rappel : sans réponse avant le {day}, {who} pourra vous appeler.",
        day=words.day(about.today + CALLED_AFTER, about.language),
        who=about.as_subject,
    )
