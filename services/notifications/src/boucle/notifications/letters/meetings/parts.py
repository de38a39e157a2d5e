"""Write what letters about a meeting share: its facts, its button, its synergies. Pure."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from boucle.catalogue import LABELS
from boucle.contract.kinds import Form, form_of, the_group
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Action, Block, LetterFact
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import place
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def short_day(meeting: MeetingRecord, _: Translator) -> str:
    return words.short_day(meeting.starts_at.astimezone(words.PARIS), _.language)


def when(meeting: MeetingRecord, _: Translator) -> str:
    return words.sentence(words.period(meeting.starts_at, meeting.ends_at, _.language))


def who(about: AboutMeeting, _: Translator) -> str:
    return about.animator.name if about.animator else _("L'animateur de votre territoire")


def facts(meeting: MeetingRecord, _: Translator) -> tuple[LetterFact, ...]:
    kind = LABELS["meeting_kind"][meeting.kind]
    found = [
        LetterFact(_("Quoi"), kind.fr if _.language == "fr" else kind.en),
        LetterFact(_("Quand"), when(meeting, _)),
        LetterFact(_("Où"), meeting.where),
    ]
    if meeting.host is not None:
        phone = f", {meeting.host.phone}" if meeting.host.phone else ""
        found.append(LetterFact(_("Sur place"), f"{meeting.host.name}{phone}"))
    return tuple(found)


def blocks(about: AboutMeeting) -> list[Block]:
    meeting, _ = about.meeting, translator(about.language)
    found = [Block(heading=meeting.title, facts=facts(meeting, _), key=True)]
    if about.urls.answer:
        found.append(Block(actions=(Action(_("Dire si vous venez"), about.urls.answer),)))
    if meeting.agenda:
        found.append(Block(heading=_("Au programme"), lines=tuple(meeting.agenda.splitlines())))
    return found


def _served(view: MaskedView, named: str, names: Mapping[UUID, Company], _: Translator) -> str:
    group = the_group(view)
    matter = words.sentence(group.need.short)
    carrier = names.get(group.carrier) if group.carrier else None
    if carrier is None:
        return _("{matter} : votre groupe avec {names}", matter=matter, names=named)
    return _(
        "{matter} : votre groupe avec {names} ({server} : {carrier})",
        matter=matter,
        names=named,
        server=_(group.wording.server).lower(),
        carrier=carrier.name,
    )


def line(view: MaskedView, names: Mapping[UUID, Company], _: Translator) -> str:
    allowed = [one.organisation for one in view.others if one.organisation is not None]
    named = [names[one].name for one in allowed if one in names]
    if not named or not view.others_named:
        return view.headline
    return _LINES[form_of(view)](view, ", ".join(named), names, _)


def _exchange(view: MaskedView, named: str, _names: Mapping[UUID, Company], _: Translator) -> str:
    return _(
        "{flow} : votre échange avec {names}, {place}",
        flow=words.sentence(view.family),
        names=named,
        place=place(view.band, _),
    )


_LINES: Final[
    Mapping[Form, Callable[[MaskedView, str, Mapping[UUID, Company], Translator], str]]
] = {Form.PAIR: _exchange, Form.GROUP: _served}
