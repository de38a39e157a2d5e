"""Gather in one mail a company's new synergies of a day and those it has not answered."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boucle.contract.kinds import Form, form_of, the_group
from boucle.notifications.letters import words
from boucle.notifications.letters.group_words.masked import other_companies
from boucle.notifications.letters.introduction import answering
from boucle.notifications.letters.letter import (
    About,
    AboutSynergy,
    Block,
    Letter,
    LetterFact,
    fitting,
)
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import subjects
from boucle.notifications.letters.synergy_parts import gain_heading, site_of
from boucle.notifications.mails.plan import REMINDERS, Step
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A mail of the digest; its synergy has its own page."""

    step: Step
    about: AboutSynergy

    @property
    def is_reminder(self) -> bool:
        return self.step in REMINDERS

    @property
    def line(self) -> str:
        return fitting(subjects(self.about.view))


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDigest(About):
    items: Sequence[DigestItem]


def digest(about: AboutDigest) -> Letter:
    _ = translator(about.language)
    new = [one for one in about.items if not one.is_reminder]
    waiting = len(about.items) - len(new)
    first = (new or list(about.items))[0]
    found = _found(about, len(new), waiting, _)
    return Letter(
        about=about,
        subjects=_subjects(first, len(about.items) - 1, _),
        preheader=f"{found} {words.sentence(first.about.view.gain.amount)}.",
        opening=(found,),
        blocks=tuple(_blocks(about.items, _)),
        closing=(
            _(
                "Aucune de ces entreprises ne connaît votre nom, et rien ne sera transmis sans "
                "votre accord."
            ),
        ),
    )


def _subjects(first: DigestItem, others: int, _: Translator) -> tuple[str, ...]:
    more = _.ngettext("et {count} autre", "et {count} autres", others)
    ways = [_("{what}, {more}", what=what, more=more) for what in subjects(first.about.view)]
    return (*ways, _("{count} synergies, à vous de dire", count=others + 1))


def _found(about: AboutDigest, new: int, waiting: int, _: Translator) -> str:
    day = words.day(about.today, about.language)
    asked = _.ngettext(
        "{count} synergie attend votre réponse",
        "{count} synergies attendent votre réponse",
        waiting,
    )
    if not new:
        return _("{day}, {asked}.", day=words.sentence(day), asked=asked)
    has = _.ngettext(
        "{who} a {count} synergie possible pour vous",
        "{who} a {count} synergies possibles pour vous",
        new,
        who=about.as_subject,
    )
    said = _("{day}, {has}", day=words.sentence(day), has=has)
    return _("{said} ; {asked}.", said=said, asked=asked) if waiting else f"{said}."


def _distance(view: MaskedView, _: Translator) -> LetterFact:
    return LetterFact(_("Distance"), words.sentence(view.distance))


def _with_whom(view: MaskedView, _: Translator) -> LetterFact:
    return LetterFact(_("Avec vous"), words.sentence(other_companies(the_group(view), _)))


_WHERE: Final[Mapping[Form, Callable[[MaskedView, Translator], LetterFact]]] = {
    Form.PAIR: _distance,
    Form.GROUP: _with_whom,
}


def _blocks(items: Iterable[DigestItem], _: Translator) -> Iterator[Block]:
    """Yield one a synergy; others for a flow that one was said for are numbered choices."""
    said = Counter[Hashable]()
    for item in items:
        view, own = item.about.view, item.about.own
        flow = (view.role, view.family, view.own_quantity, own and own.text, own and own.site)
        said[flow] += view.proposal is None
        yield _block(item, _, choice=said[flow])


def _quoted(about: AboutSynergy, _: Translator) -> tuple[str, ...]:
    quote = about.quote
    if quote is None:
        return ()
    said = " ".join(quote.lines)
    return (_("{who} ajoute : « {words} »", who=words.sentence(quote.by), words=said),)


def _block(item: DigestItem, _: Translator, *, choice: int) -> Block:
    about, view = item.about, item.about.view
    facts = [LetterFact(gain_heading(view.gain, _), words.sentence(view.gain.amount))]
    facts.append(_WHERE[form_of(view)](view, _))
    if about.own is not None:
        facts.append(LetterFact(_("Votre site"), site_of(about.own)))
    line = item.line
    if choice > 1:
        line = _("Ou bien, pour le même flux (choix {count}) : {what}", count=choice, what=line)
    return Block(
        lines=_quoted(about, _),
        heading=_("Rappel : {what}", what=line) if item.is_reminder else line,
        facts=tuple(facts),
        actions=answering(about, _("Voir et répondre")),
    )
