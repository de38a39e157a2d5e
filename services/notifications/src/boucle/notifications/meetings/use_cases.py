"""Meetings: planned by an animator, invitations sent, answers, attendance."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.events import event_id, shared
from boucle.common.events.matching import Life
from boucle.common.events.notifications import MeetingAnswer
from boucle.common.telemetry import trace
from boucle.notifications.introductions.decisions import (
    Invitee,
    MeetingRecord,
    meeting_event,
    shared_meeting,
)
from boucle.notifications.mails import plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail, NewMail
from boucle.notifications.meetings import store as meetings


class UnknownMeeting(LookupError):
    """There is no such meeting."""


class NotInvited(LookupError):
    """Attendance of companies that were not invited; ``args``: their ids."""


def invitees(
    lives: Collection[Life], extra: Collection[UUID], territory: str
) -> tuple[Invitee, ...]:
    """The parties of these synergies, then whoever the animator adds, each once."""
    territories = {
        party.side.organisation_id: party.side.territory for life in lives for party in life.parties
    }
    everybody = dict.fromkeys((*territories, *extra))
    return tuple(Invitee(one, territories.get(one, territory)) for one in everybody)


async def plan_meeting(
    session: WriteSession, meeting: MeetingRecord, *, created_by: str, now: datetime
) -> None:
    """Write the meeting, its event, and one mail due to each company."""
    cause = event_id(
        "/boucle/notifications", "meeting.planned.v1", str(meeting.meeting_id), meeting.version
    )
    chain = trace.current()
    await meetings.add(
        session,
        meeting,
        event_id=cause,
        correlation_id=chain.correlation_id if chain else cause,
        created_by=created_by,
        now=now,
    )
    await mails.add(
        session,
        [
            NewMail(
                mail_id=plan.mail_id(cause, "meeting", one.organisation_id),
                event_id=cause,
                step="meeting",
                organisation_id=one.organisation_id,
                meeting_id=meeting.meeting_id,
            )
            for one in meeting.invitees
        ],
        now,
    )
    await tell(session, "planned", meeting, now)


async def record_invited(session: WriteSession, mail: Mail, now: datetime) -> None:
    """The mail server took one invitation."""
    kept = await _locked(session, mail)
    invited = kept.record.invitee(mail.organisation_id)
    if invited.invited_at is not None:
        return
    meeting = kept.record.with_invitee(replace(invited, invited_at=now))
    await meetings.save(session, meeting, {mail.organisation_id}, now)
    with trace.following(kept.correlation_id, mail.event_id):
        await tell(session, "invited", meeting, now)


async def answer(session: WriteSession, mail: Mail, said: MeetingAnswer, now: datetime) -> bool:
    """A company says whether it comes; False when it had said just that."""
    kept = await _locked(session, mail)
    invited = kept.record.invitee(mail.organisation_id)
    if invited.answer == said:
        return False
    meeting = kept.record.with_invitee(replace(invited, answer=said, answered_at=now))
    await meetings.save(session, meeting, {mail.organisation_id}, now)
    with trace.following(kept.correlation_id, mail.event_id):
        await tell(session, "answered", meeting, now)
    return True


async def record_attendance(
    session: WriteSession, meeting_id: UUID, attended: Mapping[UUID, bool], now: datetime
) -> MeetingRecord:
    """Who came, as the animator saw; recorded again, it replaces. Raises NotInvited."""
    kept = await meetings.lock(session, meeting_id)
    if kept is None:
        raise UnknownMeeting(str(meeting_id))
    before = kept.record
    unknown = attended.keys() - {one.organisation_id for one in before.invitees}
    if unknown:
        raise NotInvited(*sorted(map(str, unknown)))
    after = tuple(
        replace(one, attended=attended.get(one.organisation_id, one.attended))
        for one in before.invitees
    )
    if after == before.invitees:
        return before
    meeting = replace(before, invitees=after, version=before.version + 1)
    await meetings.save(session, meeting, attended.keys(), now)
    await tell(session, "attended", meeting, now)
    return meeting


async def _locked(session: WriteSession, mail: Mail) -> meetings.KeptMeeting:
    if mail.meeting_id is None:
        raise ValueError("this mail is about no meeting")
    kept = await meetings.lock(session, mail.meeting_id)
    if kept is None:
        raise UnknownMeeting(str(mail.meeting_id))
    return kept


async def tell(session: WriteSession, step: str, meeting: MeetingRecord, now: datetime) -> None:
    """The event and its shareable twin, in this transaction."""
    type_ = f"meeting.{step}.v1"
    told = outbox.new_event(
        type_,
        subject=meeting.meeting_id,
        version=meeting.version,
        data=meeting_event(meeting),
        now=now,
    )
    twin = outbox.new_event(
        shared(type_),
        subject=meeting.territory,
        version=meeting.version,
        data=shared_meeting(meeting),
        now=now,
        # The territory alone does not tell two of its meetings apart.
        id=event_id("/boucle/notifications", shared(type_), str(told.id), meeting.version),
    )
    await outbox.add_all(session, [("meeting", told), ("shared.meeting", twin)])
