"""Map each step of an introduction or a meeting to its letter; register new letters here.

Several mails of a morning are one letter instead: ``digest``.
"""

from collections.abc import Callable, Mapping
from typing import Final

from boucle.contract.kinds import Form, form_of
from boucle.notifications.letters.consent_request import consent_request
from boucle.notifications.letters.disclosure import disclosure
from boucle.notifications.letters.groups.changes import (
    at_risk,
    carrier_named,
    group_over,
    member_left,
)
from boucle.notifications.letters.groups.consent_request import group_consent_request
from boucle.notifications.letters.groups.disclosure import group_disclosure
from boucle.notifications.letters.groups.introduction import group_introduction
from boucle.notifications.letters.handover import AboutUnanswered, handover
from boucle.notifications.letters.introduction import introduction
from boucle.notifications.letters.letter import AboutMeeting, AboutSynergy, Letter
from boucle.notifications.letters.meetings.cancellation import meeting_cancel
from boucle.notifications.letters.meetings.follow_up import follow_up
from boucle.notifications.letters.meetings.invitation import invitation
from boucle.notifications.letters.meetings.update import meeting_update
from boucle.notifications.letters.news.contact_left import contact_left
from boucle.notifications.letters.news.question_answered import question_answered
from boucle.notifications.letters.reminder import last_reminder, reminder
from boucle.notifications.mails.plan import Step

OF_SYNERGIES: Final[Mapping[Step, Callable[[AboutSynergy], Letter]]] = {
    "introduction": introduction,
    "consent_request": consent_request,
    "reminder": reminder,
    "last_reminder": last_reminder,
    "disclosure": disclosure,
    "contact_left": contact_left,
    "question_answered": question_answered,
}
OF_GROUPS: Final[Mapping[Step, Callable[[AboutSynergy], Letter]]] = {
    "introduction": group_introduction,
    "consent_request": group_consent_request,
    "reminder": reminder,
    "last_reminder": last_reminder,
    "disclosure": group_disclosure,
    "carrier_named": carrier_named,
    "member_left": member_left,
    "at_risk": at_risk,
    "group_over": group_over,
    "contact_left": contact_left,
    "question_answered": question_answered,
}
_BY_FORM: Final = {Form.PAIR: OF_SYNERGIES, Form.GROUP: OF_GROUPS}
TO_ANIMATORS: Final[Mapping[Step, Callable[[AboutUnanswered], Letter]]] = {"handover": handover}
OF_MEETINGS: Final[Mapping[Step, Callable[[AboutMeeting], Letter]]] = {
    "meeting": invitation,
    "meeting_update": meeting_update,
    "meeting_cancel": meeting_cancel,
    "follow_up": follow_up,
}


def of_synergy(step: Step, about: AboutSynergy) -> Letter:
    return _BY_FORM[form_of(about.view)][step](about)
