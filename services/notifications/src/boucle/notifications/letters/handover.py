"""Tell an animator which companies answered neither an introduction nor its reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import About, Action, Block, Letter, LetterFact, fitting
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import subjects
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


@dataclass(frozen=True, slots=True)
class Call:
    """A company to call, with its contact, the synergy as the company reads it, and since when.
    ``url``: of the synergy's page, where its animator notes what is answered."""

    company: str
    person: ContactAnswer | None
    view: MaskedView
    since: datetime | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutUnanswered(About):
    """``company`` is the animator's territory."""

    calls: Sequence[Call]


def handover(about: AboutUnanswered) -> Letter:
    _ = translator(about.language)
    names = ", ".join(dict.fromkeys(one.company for one in about.calls))
    count = _.ngettext(
        "{count} entreprise à appeler", "{count} entreprises à appeler", len(about.calls)
    )
    silent = _(
        "Ni la mise en relation ni ses deux rappels n'ont eu de réponse : {names}.", names=names
    )
    return Letter(
        about=about,
        subjects=(_("{count} : {names}", count=count, names=names), count),
        preheader=silent,
        opening=(
            silent,
            _(
                "Boucle n'en reparlera plus à {names} : un appel de votre part prend le relais.",
                names=names,
            ),
        ),
        blocks=tuple(_block(one, _) for one in about.calls),
    )


def _block(call: Call, _: Translator) -> Block:
    facts = [
        LetterFact(_("Sujet"), fitting(subjects(call.view))),
        LetterFact(_("Gain pour elle"), words.sentence(call.view.gain.amount)),
    ]
    if call.person is None:
        facts.append(LetterFact(_("Contact"), _("aucun contact connu")))
    else:
        facts.append(LetterFact(_("Contact"), call.person.name))
        if call.person.phone:
            facts.append(LetterFact(_("Téléphone"), call.person.phone))
        facts.append(LetterFact(_("Courriel"), call.person.email))
    if call.since is not None:
        since = call.since.astimezone(words.PARIS).date()
        facts.append(LetterFact(_("Sans réponse depuis le"), words.day(since, _.language)))
    note = Action(_("Noter ce qu'elle répond"), call.url, main=False)
    return Block(heading=call.company, facts=tuple(facts), actions=(note,))
