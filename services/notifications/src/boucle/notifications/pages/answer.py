"""Build the answer page as plain values from stored data and registry's answer. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, get_args

from boucle.catalogue import LABELS, load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import RefusalReason
from boucle.contract.kinds import Form as SynergyForm
from boucle.contract.kinds import form_of, the_group
from boucle.notifications.directory.answer import Company, ContactAnswer
from boucle.notifications.letters import words
from boucle.notifications.letters.disclosure import named_blocks
from boucle.notifications.letters.groups.disclosure import group_named_blocks
from boucle.notifications.letters.groups.parts import body, gain, group_overview
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter, Urls
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.letters.registry import of_synergy
from boucle.notifications.letters.synergy_parts import (
    arguments,
    contact_line,
    gain_block,
    overview,
    running_blocks,
)
from boucle.notifications.pages.answer_sentences import (
    OF_A_GROUP,
    OF_A_PAIR,
    OF_GROWING,
    AnswerSentences,
)
from boucle.notifications.pages.details import DetailsForm, details_form
from boucle.notifications.pages.forms import MAX_COMMENT, form_with
from boucle.notifications.pages.opened import Asked, OpenedPage
from boucle.notifications.pages.sources import sources_of_group, sources_of_pair
from boucle.notifications.pages.states import Done, Ending, Situation
from boucle.pages.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The page's values. ``say`` has the words of a pair, or of a group. ``opening``, ``lead`` and
    ``about`` are those of letters. ``shared`` is what the others will receive. ``names`` and
    ``named`` are of the others, once all agreed. ``form`` is what was typed, else what is stored.
    ``typed_date``: a browser's date field cannot show the date. ``done`` is what was just done.
    ``passed``: the mail was passed on to ``passed_to``, None where registry does not know who that
    is."""

    situation: Situation
    say: AnswerSentences
    headline: str
    opening: tuple[str, ...]
    lead: tuple[Block, ...]
    about: tuple[Block, ...]
    shared: str | None
    names: str | None
    named: tuple[Block, ...]
    reader: str | None
    reason: str | None
    until: str | None
    refusals: Mapping[RefusalReason, str]
    form: Form
    typed_date: bool
    tomorrow: date
    done: Done | None
    passed: bool
    passed_to: str | None
    questions: Sequence[Asked]
    details: DetailsForm | None
    max_comment: int = MAX_COMMENT


_NOT_ONES_OWN: Final = frozenset[Ending | None]({"withdrawn", "left"})
_FIELDS: Final = (
    "consent",
    "said",
    "reason",
    "comment",
    "question",
    "contract_until",
    "name",
    "email",
)


def answer_view(
    opened: OpenedPage, form: Form | None, today: date, done: Done | None = None
) -> AnswerView:
    language = opened.frame.language
    about = _about(opened, language)
    letter = of_synergy("introduction", about)
    refusals, reply = _refusals(about, language), opened.situation.reply
    values = form if form is not None else form_with(reply)
    given = about.company if about.company.contacts else None
    return AnswerView(
        situation=opened.situation,
        say=_PAGES[form_of(about.view)].say(about),
        headline=_headline(opened, about, letter),
        opening=letter.opening,
        lead=tuple(block for block in letter.blocks if block.key),
        about=(*_blocks(opened, about, letter), *_PAGES[form_of(about.view)].sources(about)),
        shared=contact_line(given) if given else None,
        names=", ".join(other.name for other in about.others) or None,
        named=_named(opened, about) if about.others else (),
        reader=opened.reader.name,
        reason=_reason(reply.reason, language) if reply and reply.reason else None,
        until=words.day(reply.contract_until, language) if reply and reply.contract_until else None,
        refusals=refusals,
        form={name: values.get(name, "") for name in _FIELDS},
        typed_date=not _is_day(values.get("contract_until", "")),
        tomorrow=today + timedelta(days=1),
        done=done,
        passed=opened.passed_to is not None,
        passed_to=_passed_to(opened),
        questions=opened.questions,
        details=details_form(
            opened.own, opened.reader.contact, values, language, sold=opened.is_offered
        ),
    )


def _headline(opened: OpenedPage, about: AboutSynergy, letter: Letter) -> str:
    own = opened.situation.state in ("disclosed", "over")
    if not own or opened.situation.ending in _NOT_ONES_OWN:
        return letter.subject
    return _PAGES[form_of(about.view)].ones_own(about, letter)


def _blocks(opened: OpenedPage, about: AboutSynergy, letter: Letter) -> tuple[Block, ...]:
    """Return what the page says of the synergy. A first look reads all of the first letter; later
    looks leave out the next steps; the end leaves what it was."""
    if opened.situation.state == "first_look":
        return tuple(block for block in letter.blocks if not block.key and not block.actions)
    page = _PAGES[form_of(about.view)]
    if opened.situation.state == "over":
        return (*running_blocks(about.view), page.overview(about))
    return (page.gain(about), *page.body(about))


def _named(opened: OpenedPage, about: AboutSynergy) -> tuple[Block, ...]:
    return _PAGES[form_of(about.view)].named(opened, about)


def _named_in_group(opened: OpenedPage, about: AboutSynergy) -> tuple[Block, ...]:
    found = group_named_blocks(about, opened.named_on)
    return found[1:] if opened.situation.state == "over" else found


def _named_in_pair(opened: OpenedPage, about: AboutSynergy) -> tuple[Block, ...]:
    ids = [one.organisation for one in about.view.others if one.organisation is not None]
    sites = [opened.declared_by(one) for one in ids] if len(ids) == len(about.others) else []
    named = named_blocks(about.others, about.view, opened.named_on, about.next_action, sites)
    return named[: len(about.others)] if opened.situation.state == "over" else named


def _refusals(about: AboutSynergy, language: Language) -> dict[RefusalReason, str]:
    unfit = _PAGES[form_of(about.view)].unfit(about)
    return {one: _reason(one, language) for one in get_args(RefusalReason) if one not in unfit}


def _reason(reason: RefusalReason, language: Language) -> str:
    label = LABELS["refusal_reason"][reason]
    return label.en if language == "en" else label.fr


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page does differently for a pair and for a group. ``ones_own`` is its headline once it
    is the reader's own; ``unfit`` are refusals that make no sense here; ``sources``: what made its
    euros."""

    say: Callable[[AboutSynergy], AnswerSentences]
    ones_own: Callable[[AboutSynergy, Letter], str]
    gain: Callable[[AboutSynergy], Block]
    overview: Callable[[AboutSynergy], Block]
    body: Callable[[AboutSynergy], Sequence[Block]]
    named: Callable[[OpenedPage, AboutSynergy], tuple[Block, ...]]
    unfit: Callable[[AboutSynergy], Collection[RefusalReason]]
    sources: Callable[[AboutSynergy], Sequence[Block]]


def _of_a_group(about: AboutSynergy) -> AnswerSentences:
    place = the_group(about.view).joining
    return OF_A_GROUP if place is None else OF_GROWING[place]


_PAGES: Final[Mapping[SynergyForm, _Page]] = {
    SynergyForm.PAIR: _Page(
        say=lambda _about: OF_A_PAIR,
        ones_own=lambda about, _letter: about.view.headline,
        gain=lambda about: gain_block(about.view),
        overview=overview,
        body=lambda about: (overview(about), *arguments(about.view)),
        named=_named_in_pair,
        unfit=lambda _about: (),
        sources=sources_of_pair,
    ),
    SynergyForm.GROUP: _Page(
        say=_of_a_group,
        ones_own=lambda about, _letter: about.view.of_ones_group,
        gain=gain,
        overview=group_overview,
        body=body,
        named=_named_in_group,
        unfit=lambda about: the_group(about.view).unfit,
        sources=sources_of_group,
    ),
}


def _about(opened: OpenedPage, language: Language) -> AboutSynergy:
    """Return what this introduction's letters are about."""
    directory = opened.directory
    view = masked_view(opened.life, opened.company, load_catalogue(), language, opened.own)
    ids = [other.organisation for other in view.others if other.organisation is not None]
    ids = [one for one in ids if one in directory.organisations]
    carrier = view.carrier
    nobody = ContactAnswer(contact_id=opened.company, name="", email="", language=language)
    return AboutSynergy(
        company=opened.reader.company or Company(name=""),
        contact=opened.reader.contact or nobody,
        urls=Urls(stop=opened.frame.settings_url or ""),
        today=opened.named_on,
        territory=directory.territories.get(opened.frame.siren or ""),
        view=view,
        own=opened.own,
        others=[directory.organisations[one] for one in ids],
        other_ids=ids,
        sites=[opened.declared_by(one) for one in ids],
        carrier=directory.organisations.get(carrier) if carrier else None,
        next_action=opened.life.next_action,
    )


def _passed_to(opened: OpenedPage) -> str | None:
    people = opened.reader.company.contacts if opened.reader.company else ()
    person = next((one for one in people if one.contact_id == opened.passed_to), None)
    if person is None:
        return None
    return f"{person.name} ({person.email})" if person.name else person.email


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        return False
    return True
