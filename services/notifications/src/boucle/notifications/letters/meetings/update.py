"""Tell those invited that a meeting was moved, or otherwise changed."""

from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Letter
from boucle.notifications.letters.meetings import parts
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def meeting_update(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    _ = translator(language)
    day = parts.short_day(meeting, _)
    opening = [_("{who} a précisé ou changé ce qui suit.", who=parts.who(about, _))]
    if meeting.moved_from is not None:
        before = words.moment(meeting.moved_from, language)
        opening = [
            _(
                "La rencontre à laquelle vous êtes invité est déplacée : elle était prévue le "
                "{before}.",
                before=before,
            )
        ]
    if meeting.times_sequence and about.answer is None:
        opening.append(
            _(
                "Une réponse donnée pour l'ancien horaire ne compte plus : merci de nous dire si "
                "vous venez."
            )
        )
    return Letter(
        about=about,
        subjects=_subjects(about, day, _),
        preheader=f"{parts.when(meeting, _)}, {meeting.where}",
        opening=tuple(opening),
        blocks=tuple(parts.blocks(about)),
    )


def _subjects(about: AboutMeeting, day: str, _: Translator) -> tuple[str, ...]:
    meeting = about.meeting
    if meeting.times_sequence == meeting.sequence:
        return (
            _("Nouvel horaire, le {day} : {title}", day=day, title=meeting.title),
            _("Nouvel horaire de votre rencontre : le {day}", day=day),
        )
    return (
        _("Du nouveau pour le {day} : {title}", day=day, title=meeting.title),
        _("Du nouveau pour votre rencontre du {day}", day=day),
    )
