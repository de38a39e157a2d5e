"""Invite a company to a meeting about its synergies."""

from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Block, Letter
from boucle.notifications.letters.meetings import parts
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def invitation(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    _ = translator(language)
    hour = words.clock(meeting.starts_at.astimezone(words.PARIS), language)
    day = parts.short_day(meeting, _)
    blocks = parts.blocks(about)
    if about.views:
        lines = tuple(parts.line(view, about.names, _) for view in about.views)
        heading = _("Les synergies dont il sera question pour vous")
        blocks.append(Block(heading=heading, points=lines))
    blind = _("Les noms des autres entreprises ne sont donnés qu'avec leur accord.")
    return Letter(
        about=about,
        subjects=(
            _("Invitation : {title}, le {day} à {hour}", title=meeting.title, day=day, hour=hour),
            _("Invitation, le {day} : {title}", day=day, title=meeting.title),
            _("Invitation : le {day} à {hour}", day=day, hour=hour),
        ),
        preheader=f"{parts.when(meeting, _)}, {meeting.where}",
        opening=(_invites(about, _),),
        blocks=tuple(blocks),
        closing=() if all(view.others_named for view in about.views) else (blind,),
    )


def _invites(about: AboutMeeting, _: Translator) -> str:
    if about.animator is None:
        return _(
            "L'animateur de votre territoire vous invite à une rencontre qui concerne votre "
            "entreprise."
        )
    return _(
        "{name} ({territory}, écologie industrielle) vous invite à une rencontre qui concerne "
        "votre entreprise.",
        name=about.animator.name,
        territory=about.place,
    )
