"""A meeting, and the synergies of this company that it is about."""

from collections.abc import Mapping
from uuid import UUID

from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Action, Block, Fact, Letter
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import place
from boucle.notifications.letters.translating import Translator, translator


def invitation(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    _ = translator(language)
    start = meeting.starts_at.astimezone(words.PARIS)
    day, hour = words.day(start.date(), language), words.clock(start, language)
    when = words.sentence(words.period(meeting.starts_at, meeting.ends_at, language))
    facts = (
        Fact(_("Quoi"), words.MEETING_KINDS[meeting.kind][language]),
        Fact(_("Quand"), when),
        Fact(_("Où"), meeting.place),
    )
    blocks = [Block(heading=meeting.title, facts=facts, key=True)]
    if about.urls.answer:
        blocks.append(Block(actions=(Action(_("Dire si vous venez"), about.urls.answer),)))
    if about.views:
        lines = tuple(_line(view, about.names, _) for view in about.views)
        heading = _("Les synergies dont il sera question pour vous")
        blocks.append(Block(heading=heading, points=lines))
    blind = _("Les noms des autres entreprises ne sont donnés qu'avec leur accord.")
    return Letter(
        about=about,
        subjects=(
            _("Invitation : {title}, {day} à {hour}", title=meeting.title, day=day, hour=hour),
            _("Invitation : {day} à {hour}", day=day, hour=hour),
        ),
        preheader=f"{when}, {meeting.place}",
        opening=(
            _(
                "L'animateur de votre territoire vous invite à une rencontre qui concerne votre "
                "entreprise."
            ),
        ),
        blocks=tuple(blocks),
        closing=() if all(view.others_named for view in about.views) else (blind,),
    )


def _line(view: MaskedView, names: Mapping[UUID, Company], _: Translator) -> str:
    """A synergy in one line, with the names that its reader was given."""
    allowed = [one.organisation for one in view.others if one.organisation is not None]
    given = [names[one].name for one in allowed if one in names]
    if not given or not view.others_named:
        return view.headline
    return _(
        "{flow} : votre échange avec {names}, {place}",
        flow=words.sentence(view.family),
        names=", ".join(given),
        place=place(view.band, _),
    )
