"""Tell those invited that a meeting does not take place."""

from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Letter
from boucle.notifications.letters.meetings import parts
from boucle.notifications.translating import translator


def meeting_cancel(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    _ = translator(language)
    day, when = parts.short_day(meeting, _), words.moment(meeting.starts_at, language)
    opening = [
        _(
            "La rencontre « {title} », prévue le {when}, n'aura pas lieu.",
            title=meeting.title,
            when=when,
        )
    ]
    if meeting.cancel_reason:
        who = parts.who(about, _)
        opening.append(_("{who} précise : « {reason} »", who=who, reason=meeting.cancel_reason))
    return Letter(
        about=about,
        subjects=(
            _("Annulée, le {day} : {title}", day=day, title=meeting.title),
            _("Annulée : votre rencontre du {day}", day=day),
        ),
        preheader=meeting.cancel_reason or _("Elle était prévue le {when}.", when=when),
        opening=tuple(opening),
        blocks=(),
        closing=(_("Si elle est dans votre agenda, ce message l'en retire."),),
    )
