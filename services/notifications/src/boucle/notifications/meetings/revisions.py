"""Move, cancel or answer a meeting. Pure.

RFC 5546, 2.1.4: each revision raises the sequence; 3.2.2: other times ask for answers again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from boucle.contract.events.notifications import MeetingAnswer, MeetingKind
from boucle.notifications.meetings.decisions import Host, MeetingRecord
from boucle.platform.errors import conflict

Closing = Literal["cancelled", "over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All that an animator enters about a meeting."""

    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    street: str | None = None
    agenda: str | None = None
    host: Host | None = None


class Closed(Exception):
    """Nobody may answer it any more; ``why``: it was cancelled, or is over."""

    def __init__(self, why: Closing) -> None:
        super().__init__(why)
        self.why = why


def closing(meeting: MeetingRecord, now: datetime) -> Closing | None:
    """Return why it takes no answer any more; None while it does."""
    if meeting.cancelled_at is not None:
        return "cancelled"
    return "over" if meeting.ends_at <= now else None


def revised(meeting: MeetingRecord, details: Details, now: datetime) -> MeetingRecord | None:
    """Return the next version, of the next sequence; None when nothing is new. Other times drop the
    answers, which were for the times before. Raise Conflict."""
    _ensure_open(meeting, now)
    present = {name: getattr(meeting, name) for name in Details.__slots__}
    wanted = {name: getattr(details, name) for name in Details.__slots__}
    if wanted == present:
        return None
    after = replace(meeting, **wanted, sequence=meeting.sequence + 1, revised_at=now)
    if (details.starts_at, details.ends_at) != (meeting.starts_at, meeting.ends_at):
        after = replace(
            after,
            times_sequence=after.sequence,
            moved_from=(
                meeting.moved_from if details.starts_at == meeting.starts_at else meeting.starts_at
            ),
            invitees=tuple(replace(one, answer=None, answered_at=None) for one in meeting.invitees),
        )
    return _changed_for_all(after, now)


def cancelled(meeting: MeetingRecord, reason: str | None, now: datetime) -> MeetingRecord | None:
    """Return the next version, of the next sequence; None when it was cancelled before. Raise
    Conflict."""
    if meeting.cancelled_at is not None:
        return None
    _ensure_open(meeting, now)
    after = replace(
        meeting,
        sequence=meeting.sequence + 1,
        revised_at=now,
        cancelled_at=now,
        cancel_reason=reason,
    )
    return _changed_for_all(after, now)


def answered(
    meeting: MeetingRecord, company: UUID, answer: MeetingAnswer, at: datetime, now: datetime
) -> MeetingRecord | None:
    """Return the next version; None when the company gave this answer before. ``at`` is when it was
    given. Raise Closed."""
    why = closing(meeting, now)
    if why is not None:
        raise Closed(why)
    invited = meeting.invitee(company)
    if invited.answer == answer:
        return None
    return meeting.with_invitee(replace(invited, answer=answer, answered_at=at), now)


def _ensure_open(meeting: MeetingRecord, now: datetime) -> None:
    why = closing(meeting, now)
    if why == "cancelled":
        raise conflict(
            "it was cancelled: plan another one",
            code="meeting-cancelled",
            title="The meeting was cancelled",
        )
    if why == "over":
        raise conflict(
            "it has ended: record who came instead",
            code="meeting-over",
            title="The meeting is over",
        )


def _changed_for_all(meeting: MeetingRecord, now: datetime) -> MeetingRecord:
    version = meeting.version + 1
    invitees = tuple(
        replace(one, seen=version, shown=one.shown + 1, changed_at=now) for one in meeting.invitees
    )
    return replace(meeting, invitees=invitees, version=version)
