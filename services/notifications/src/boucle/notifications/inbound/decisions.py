"""Whether a calendar answer is applied. Pure.

Only what was sent to the invitation's own address counts, for that meeting, in the name of the one
who was invited, for times that still stand.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.meetings.addresses import Sealed
from boucle.notifications.meetings.decisions import MeetingRecord, calendar_uid
from boucle.notifications.meetings.revisions import closing

LARGEST: Final = 256 * 1024  # bytes of a message

Reason = Literal[
    "too_large",
    "unreadable",
    "no_calendar",
    "method",
    "address",
    "uid",
    "attendee",
    "partstat",
    "outdated",
    "not_sent",
    "cancelled",
    "over",
]
"""Why a message changes nothing. ``address``: not that of an invitation; ``attendee``: not the one
who was invited; ``outdated``: it is for times that were changed since; ``not_sent``: for a revision
that never was."""
Outcome = Literal["applied", "same", "repeated", Reason]
"""``same``: the company had said so before; ``repeated``: older than what it said since."""


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What somebody's calendar says. ``named``: invitations by the addresses that it came to, as
    their tokens have it; ``stamp``: when it was given."""

    named: tuple[Sealed, ...]
    uid: str
    attendee: str
    answer: MeetingAnswer
    sequence: int
    stamp: datetime


def about(answer: CalendarAnswer) -> Sealed | None:
    """The invitation that it came by and is about."""
    return next((one for one in answer.named if calendar_uid(one.meeting_id) == answer.uid), None)


def is_invited(answer: CalendarAnswer, addresses: Collection[str]) -> bool:
    """``addresses``: of those whom the company's invitations were written to."""
    return answer.attendee in {one.strip().casefold() for one in addresses}


def refusal(
    meeting: MeetingRecord, company: UUID, answer: CalendarAnswer, now: datetime
) -> Reason | Literal["repeated"] | None:
    """Why it is not applied; None when it is.

    An answer to an earlier sequence counts while the times are those of then: only another place or
    programme came since. Of two answers the later one counts, whichever comes first (RFC 5546,
    2.1.5).
    """
    why = closing(meeting, now)
    if why is not None:
        return why
    if answer.sequence < meeting.times_sequence:
        return "outdated"
    if answer.sequence > meeting.sequence:
        return "not_sent"
    before = meeting.invitee(company).answered_at
    if before is not None and answer.stamp <= before:
        return "repeated"
    return None
