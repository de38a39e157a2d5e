"""Meetings: planned by an animator, invitations sent, answers, attendance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.errors import FieldError, invalid, invalid_field, not_found
from boucle.common.events import event_id
from boucle.common.events.notifications import MeetingAnswer
from boucle.common.identity import Principal
from boucle.common.telemetry import trace
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail, NewMail
from boucle.notifications.meetings import decisions
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord, meeting_event


async def companies_to_invite(
    session: WriteSession,
    principal: Principal,
    synergies: Sequence[UUID],
    extra: Mapping[UUID, str],
) -> tuple[Invitee, ...]:
    """The parties of these synergies, then ``extra``, each once. Raises Invalid."""
    seen = await lives.read(session, synergies)
    errors = [
        FieldError(
            f"body.synergy_ids[{rank}]",
            str(id_),
            "no such synergy that you may see",
            "a synergy of your territory that was qualified, or found by people",
        )
        for rank, id_ in enumerate(synergies)
        if id_ not in seen or not decisions.may_invite(principal, seen[id_].life)
    ]
    if errors:
        raise invalid(errors)
    about = [seen[id_].life for id_ in dict.fromkeys(synergies)]
    found = decisions.invitees(about, extra)
    if not found:
        raise invalid_field(
            "body.synergy_ids", [], "nobody is invited", "a synergy, or an organisation"
        )
    return found


async def plan_meeting(
    session: WriteSession, meeting: MeetingRecord, *, created_by: str, now: datetime
) -> None:
    """Write the meeting, its event, and one mail due to each company."""
    cause = event_id(
        "/boucle/notifications", "meeting.planned.v1", str(meeting.meeting_id), meeting.version
    )
    chain = trace.current()
    planned = tuple(replace(one, changed_at=now) for one in meeting.invitees)
    meeting = replace(meeting, invitees=planned)
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
    await publish(session, "planned", meeting, now)


async def record_invited(session: WriteSession, mail: Mail, now: datetime) -> None:
    """The mail server took one invitation."""
    kept = await _locked(session, mail)
    invited = kept.record.invitee(mail.organisation_id)
    if invited.invited_at is not None:
        return
    meeting = kept.record.with_invitee(replace(invited, invited_at=now), now)
    await meetings.save(session, meeting, {mail.organisation_id}, now)
    with trace.following(kept.correlation_id, mail.event_id):
        await publish(session, "invited", meeting, now)


async def answer(session: WriteSession, mail: Mail, said: MeetingAnswer, now: datetime) -> bool:
    """A company says whether it comes; False when it gave this answer before."""
    kept = await _locked(session, mail)
    invited = kept.record.invitee(mail.organisation_id)
    if invited.answer == said:
        return False
    answered = replace(invited, answer=said, answered_at=now)
    meeting = kept.record.with_invitee(answered, now)
    await meetings.save(session, meeting, {mail.organisation_id}, now)
    with trace.following(kept.correlation_id, mail.event_id):
        await publish(session, "answered", meeting, now)
    return True


async def record_attendance(
    session: WriteSession,
    meeting_id: UUID,
    principal: Principal,
    declared: Sequence[tuple[UUID | None, bool]],
    now: datetime,
) -> None:
    """Who came, as the animator saw; recorded again, it replaces.

    Raises NotFound, also for one that the principal does not organise, and Invalid.
    """
    kept = await meetings.lock(session, meeting_id)
    if kept is None or not decisions.may_organise(principal, kept.record):
        raise not_found("meeting", meeting_id)
    came = decisions.attendance(kept.record, principal, declared)
    meeting = decisions.with_attendance(kept.record, came, now)
    if meeting is not None:
        await meetings.save(session, meeting, came.keys(), now)
        await publish(session, "attended", meeting, now)


async def _locked(session: WriteSession, mail: Mail) -> meetings.KeptMeeting:
    if mail.meeting_id is None:
        raise ValueError("this mail is about no meeting")
    kept = await meetings.lock(session, mail.meeting_id)
    if kept is None:
        raise ValueError("this mail's meeting does not exist")
    return kept


async def publish(session: WriteSession, step: str, meeting: MeetingRecord, now: datetime) -> None:
    """The step's event, in this transaction."""
    event = outbox.new_event(
        f"meeting.{step}.v1",
        subject=meeting.meeting_id,
        version=meeting.version,
        data=meeting_event(meeting),
        now=now,
    )
    await outbox.add(session, "meeting", event)
