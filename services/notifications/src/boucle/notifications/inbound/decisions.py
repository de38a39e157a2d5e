"""Decide whether a calendar answer is applied. Pure.

It counts only if sent to the invitation's own address, for that meeting, in the name of the person
invited, for times that are still valid.
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
"""Why a message changes nothing. ``address``: it is not that of an invitation; ``attendee``: the
person was not invited; ``outdated``: the times changed since; ``not_sent``: that revision was never
sent."""
Outcome = Literal["applied", "same", "repeated", Reason]
"""``same``: the company had already answered so; ``repeated``: it is older than its last answer."""


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """An answer from a calendar. ``named`` are the invitations in the tokens of the addresses that
    it came to; ``stamp`` is when it was given."""

    named: tuple[Sealed, ...]
    uid: str
    attendee: str
    answer: MeetingAnswer
    sequence: int
    stamp: datetime


def about(answer: CalendarAnswer) -> Sealed | None:
    return next((one for one in answer.named if calendar_uid(one.meeting_id) == answer.uid), None)


def is_invited(answer: CalendarAnswer, addresses: Collection[str]) -> bool:
    """``addresses`` are those that the company's invitations were written to."""
    return answer.attendee in {one.strip().casefold() for one in addresses}


def refusal(
    meeting: MeetingRecord, company: UUID, answer: CalendarAnswer, now: datetime
) -> Reason | Literal["repeated"] | None:
    """Return why it is not applied; None when it is. An answer to an earlier sequence counts while
    the times are the same: only the place or programme changed. Of two answers the later one
    counts, whichever comes first (RFC 5546, 2.1.5)."""
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
