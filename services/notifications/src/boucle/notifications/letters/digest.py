"""What a company waits for since yesterday, in one mail: new synergies, and those that it has not
answered yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from boucle.notifications.letters import words
from boucle.notifications.letters.introduction import answering
from boucle.notifications.letters.letter import (
    About,
    AboutSynergy,
    Block,
    Fact,
    Letter,
    fitting,
)
from boucle.notifications.letters.subjects import subjects
from boucle.notifications.letters.translating import Translator, translator
from boucle.notifications.mails.plan import REMINDERS, Step


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A mail of the digest; its synergy has its own page."""

    step: Step
    about: AboutSynergy

    @property
    def is_reminder(self) -> bool:
        return self.step in REMINDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDigest(About):
    items: Sequence[DigestItem]


def digest(about: AboutDigest) -> Letter:
    _ = translator(about.language)
    new = [one for one in about.items if not one.is_reminder]
    first = (new or list(about.items))[0]
    return Letter(
        about=about,
        subjects=_subjects(len(new), len(about.items) - len(new), _),
        preheader=_("D'abord : {what}", what=_line(first)),
        opening=(
            _(
                "Voici en un seul message ce qui peut vous intéresser. Chaque ligne a sa page : y "
                "répondre prend une minute, et un « non » nous aide aussi."
            ),
        ),
        blocks=tuple(_block(one, _) for one in about.items),
        closing=(
            _(
                "Aucune de ces entreprises ne connaît votre nom, et rien ne sera transmis sans "
                "votre accord."
            ),
        ),
    )


def _subjects(new: int, waiting: int, _: Translator) -> tuple[str, ...]:
    if not new:
        return (
            _.ngettext(
                "{count} synergie attend votre réponse",
                "{count} synergies attendent votre réponse",
                waiting,
            ),
        )
    found = _.ngettext(
        "{count} nouvelle synergie possible pour votre entreprise",
        "{count} nouvelles synergies possibles pour votre entreprise",
        new,
    )
    if not waiting:
        return (found,)
    both = _("{found}, {waiting} en attente", found=found, waiting=waiting)
    return (both, found)


def _block(item: DigestItem, _: Translator) -> Block:
    about = item.about
    line = _line(item)
    facts = [Fact(_("Distance"), words.sentence(about.view.distance))]
    if about.own is not None:
        facts.insert(0, Fact(_("Votre site"), about.own.site))
    if about.view.quantity:
        facts.append(Fact(_("Ce qui pourrait circuler"), words.sentence(about.view.quantity)))
    return Block(
        heading=_("Rappel : {what}", what=line) if item.is_reminder else line,
        facts=tuple(facts),
        actions=answering(about, _("Voir et répondre")),
    )


def _line(item: DigestItem) -> str:
    """What it is about, in one line that fits."""
    return fitting(subjects(item.about.view))
