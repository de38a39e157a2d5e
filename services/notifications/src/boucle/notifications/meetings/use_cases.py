"""Plan, move and cancel meetings; record invitations, answers and attendance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import of_meetings, plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail, NewMail
from boucle.notifications.meetings import decisions, inviting, revisions
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import (
    Invitee,
    MeetingRecord,
    meeting_event,
    planning_of,
)
from boucle.notifications.meetings.revisions import Details
from boucle.platform import outbox
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.errors import Fault, invalid, invalid_field, not_found
from boucle.platform.events import event_id
from boucle.platform.identity import Principal
from boucle.platform.telemetry import trace


async def companies_to_invite(
    session: WriteSession,
    principal: Principal,
    synergies: Sequence[UUID],
    extra: Mapping[UUID, str],
) -> tuple[Invitee, ...]:
    """Return the parties of these synergies that the principal may invite, then ``extra``, each
    once. Raise Invalid."""
    stored_lives = await lives.read(session, synergies)
    errors = [
        Fault(
            f"body.synergy_ids[{rank}]",
            str(id_),
            "no such synergy that you may see",
            "a synergy of your territory that was qualified, or found by people",
        )
        for rank, id_ in enumerate(synergies)
        if id_ not in stored_lives or not inviting.may_invite(principal, stored_lives[id_].life)
    ]
    if errors:
        raise invalid(errors)
    about = [stored_lives[id_].life for id_ in dict.fromkeys(synergies)]
    found = inviting.invitees(principal, about, extra)
    if not found:
        raise invalid_field(
            "body.synergy_ids",
            [str(id_) for id_ in synergies],
            "nobody is invited",
            "a synergy with a company of your territory, or an organisation",
        )
    return found


async def plan_meeting(
    session: WriteSession, meeting: MeetingRecord, *, created_by: str, now: datetime
) -> None:
    cause = planning_of(meeting.meeting_id)
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
        mails_of(meeting, "meeting", cause, [one.organisation_id for one in meeting.invitees]),
        now,
    )
    await publish(session, "planned", meeting, now)


async def revise_meeting(
    session: WriteSession,
    stored: meetings.StoredMeeting,
    details: Details,
    now: datetime,
) -> bool:
    """Revise a meeting and mail those whom an invitation reached; return False when nothing is new.
    ``stored`` must be locked. Raise Conflict."""
    meeting = revisions.revised(stored.record, details, now)
    if meeting is None:
        return False
    to = await of_meetings.reached(session, meeting.meeting_id)
    await of_meetings.withdraw_waiting(session, meeting.meeting_id, ["meeting_update"])
    await _revise(session, stored, meeting, ("moved", "meeting_update"), to, now)
    return True


async def cancel_meeting(
    session: WriteSession, stored: meetings.StoredMeeting, reason: str | None, now: datetime
) -> bool:
    """Cancel a meeting and mail those whom an invitation reached; return False when it was
    cancelled before. ``stored`` must be locked. Raise Conflict."""
    meeting = revisions.cancelled(stored.record, reason, now)
    if meeting is None:
        return False
    to = await of_meetings.reached(session, meeting.meeting_id)
    await of_meetings.withdraw_waiting(session, meeting.meeting_id, of_meetings.INVITING)
    await _revise(session, stored, meeting, ("cancelled", "meeting_cancel"), to, now)
    return True


async def _revise(
    session: WriteSession,
    stored: meetings.StoredMeeting,
    meeting: MeetingRecord,
    steps: tuple[str, plan.Step],
    to: Collection[UUID],
    now: datetime,
) -> None:
    event, step = steps
    cause = event_id(
        "/boucle/notifications", f"meeting.{event}.v1", str(meeting.meeting_id), meeting.version
    )
    await meetings.revise(session, meeting, now)
    await mails.add(session, mails_of(meeting, step, cause, sorted(to)), now)
    with trace.following(stored.correlation_id, stored.event_id):
        await publish(session, event, meeting, now)


def mails_of(
    meeting: MeetingRecord, step: plan.Step, cause: UUID, companies: Iterable[UUID]
) -> list[NewMail]:
    return [
        NewMail(
            mail_id=plan.mail_id(cause, step, one),
            event_id=cause,
            step=step,
            organisation_id=one,
            meeting_id=meeting.meeting_id,
        )
        for one in companies
    ]


async def record_invited(session: WriteSession, mail: Mail, now: datetime) -> None:
    """Record that a mail of a meeting left: with an invitation the company is invited."""
    if mail.step not in of_meetings.INVITING:
        return
    stored = await _locked(session, mail)
    invited = stored.record.invitee(mail.organisation_id)
    if invited.invited_at is not None:
        return
    meeting = stored.record.with_invitee(replace(invited, invited_at=now), now)
    await meetings.save(session, meeting, {mail.organisation_id}, now)
    with trace.following(stored.correlation_id, mail.event_id):
        await publish(session, "invited", meeting, now)


async def answer(session: WriteSession, mail: Mail, answer: MeetingAnswer, now: datetime) -> bool:
    """Record whether a company comes; return False when it repeats its answer. Raise Closed."""
    stored = await _locked(session, mail)
    return await record_answer(
        session, stored, mail.organisation_id, answer, at=now, cause=mail.event_id, now=now
    )


async def record_answer(
    session: WriteSession,
    stored: meetings.StoredMeeting,
    company: UUID,
    answer: MeetingAnswer,
    *,
    at: datetime,
    cause: UUID,
    now: datetime,
) -> bool:
    """Record an answer given at ``at``; ``cause`` is the event whose mail is answered. Return False
    when it repeats the former one. ``stored`` must be locked. Raise Closed."""
    meeting = revisions.answered(stored.record, company, answer, at, now)
    if meeting is None:
        return False
    await meetings.save(session, meeting, {company}, now)
    with trace.following(stored.correlation_id, cause):
        await publish(session, "answered", meeting, now)
    return True


async def record_attendance(
    session: WriteSession,
    meeting_id: UUID,
    principal: Principal,
    declared: Sequence[tuple[UUID | None, bool]],
    now: datetime,
) -> None:
    """Record who came; later records replace earlier ones. Raise Invalid, and NotFound, also for a
    meeting that the principal does not organise."""
    stored = await organised(session, meeting_id, principal)
    came = decisions.attendance(stored.record, principal, declared)
    meeting = decisions.with_attendance(stored.record, came, now)
    if meeting is not None:
        await meetings.save(session, meeting, came.keys(), now)
        await publish(session, "attended", meeting, now)


async def organised(
    session: WriteSession, meeting_id: UUID, principal: Principal
) -> meetings.StoredMeeting:
    """Lock a meeting; raise NotFound, also for one that the principal does not organise."""
    return _organised_by(principal, meeting_id, await meetings.lock(session, meeting_id))


async def read_organised(
    session: ReadSession, meeting_id: UUID, principal: Principal
) -> meetings.StoredMeeting:
    """Read a meeting without a lock; raise NotFound as ``organised`` does."""
    found = await meetings.read(session, [meeting_id])
    return _organised_by(principal, meeting_id, found.get(meeting_id))


def _organised_by(
    principal: Principal, meeting_id: UUID, stored: meetings.StoredMeeting | None
) -> meetings.StoredMeeting:
    if stored is None or not decisions.may_organise(principal, stored.record):
        raise not_found("meeting", meeting_id)
    return stored


async def _locked(session: WriteSession, mail: Mail) -> meetings.StoredMeeting:
    if mail.meeting_id is None:
        raise ValueError("this mail is about no meeting")
    stored = await meetings.lock(session, mail.meeting_id)
    if stored is None:
        raise ValueError("this mail's meeting does not exist")
    return stored


async def publish(session: WriteSession, step: str, meeting: MeetingRecord, now: datetime) -> None:
    event = outbox.new_event(
        f"meeting.{step}.v1",
        subject=meeting.meeting_id,
        version=meeting.version,
        data=meeting_event(meeting),
        now=now,
    )
    await outbox.add(session, "meeting", event)
