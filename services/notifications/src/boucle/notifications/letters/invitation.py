"""A meeting, and the synergies of this company that it is about."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from boucle.catalogue.figures import Language
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Block, Fact, Letter
from boucle.notifications.letters.masked import MaskedView

_SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "subject": "Invitation\u00a0: {title}, {day} à {hour}",
        "opening": "L'animateur de votre territoire vous invite à une rencontre qui concerne "
        "votre entreprise.",
        "what": "Quoi",
        "when": "Quand",
        "where": "Où",
        "about": "Les synergies dont il sera question pour vous",
        "named": "{family}\u00a0: votre échange avec {names}{place}",
        "action": "Dire si vous venez",
        "blind": "Les noms des autres entreprises ne sont donnés qu'avec leur accord.",
    },
    "en": {
        "subject": "Invitation: {title}, {day} at {hour}",
        "opening": "The animator of your territory invites you to a meeting that concerns your "
        "company.",
        "what": "What",
        "when": "When",
        "where": "Where",
        "about": "Your synergies that it is about",
        "named": "{family}: your exchange with {names}{place}",
        "action": "Say if you come",
        "blind": "The names of other companies are given only with their consent.",
    },
}


def invitation(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    say = _SAY[language]
    start = meeting.starts_at.astimezone(words.PARIS)
    period = words.period(meeting.starts_at, meeting.ends_at, language)
    facts = (
        Fact(say["what"], words.MEETING_KINDS[meeting.kind][language]),
        Fact(say["when"], words.sentence(period)),
        Fact(say["where"], meeting.place),
    )
    return Letter(
        about=about,
        subject=say["subject"].format(
            title=meeting.title,
            day=words.day(start.date(), language),
            hour=words.clock(start, language),
        ),
        opening=(say["opening"],),
        blocks=(Block(meeting.title, facts),),
        reasons_heading=say["about"] if about.views else "",
        reasons=tuple(_line(view, about.names, language) for view in about.views),
        action=say["action"],
        closing=() if all(view.others_named for view in about.views) else (say["blind"],),
    )


def _line(view: MaskedView, names: Mapping[UUID, Company], language: Language) -> str:
    """A synergy in one line, with the names that its reader was given."""
    allowed = [one.organisation for one in view.others if one.organisation is not None]
    given = [names[one].name for one in allowed if one in names]
    if not given or not view.others_named:
        return view.headline
    return _SAY[language]["named"].format(
        family=words.sentence(view.family), names=", ".join(given), place=view.place
    )
