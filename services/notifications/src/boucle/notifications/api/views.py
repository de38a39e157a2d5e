"""Show a principal introductions and meetings: its own side in full, others after consent."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from boucle.contract.named import parties_path
from boucle.notifications.api.schemas import (
    AttendeeOut,
    HostOut,
    IntroductionOut,
    MailOut,
    MeetingOut,
    PartyOut,
)
from boucle.notifications.introductions.decisions import (
    PAIR,
    InformedSide,
    IntroductionRecord,
    view_for,
)
from boucle.notifications.introductions.store import StoredIntroduction
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings.decisions import (
    Invitee,
    MeetingRecord,
    attendee_id,
    may_name,
)
from boucle.notifications.meetings.store import StoredMeeting
from boucle.platform.identity import Principal


def introduction(
    stored: StoredIntroduction, written: Sequence[Mail], principal: Principal
) -> IntroductionOut:
    record = stored.record
    own = {
        side.organisation_id
        for side in record.sides
        if may_name(principal, side.organisation_id, side.territory)
    }
    view = view_for(record, own)
    return IntroductionOut(
        introduction_id=record.introduction_id,
        synergy_id=record.synergy_id,
        state=view.state if principal.role == "company" else record.state,
        disclosed=view.named,
        parties_href=parties_path(record.synergy_id) if view.named else None,
        held_until=_held_until(record, principal),
        held_by=list(record.held_by) if principal.role != "company" else [],
        parties=[
            _party(line, written, own=line.organisation_id in own)
            if (line := view.sides.get(side.organisation_id))
            else _masked_party(side, principal)
            for side in record.sides
            if side.organisation_id in view.sides or not _counts(record, principal)
        ],
        updated_at=stored.updated_at,
    )


def _counts(record: IntroductionRecord, principal: Principal) -> bool:
    """Tell whether the hidden sides would reveal a group's size to a company."""
    return len(record.sides) > PAIR and principal.role in ("company", "tool")


def meeting(stored: StoredMeeting, written: Sequence[Mail], principal: Principal) -> MeetingOut:
    record = stored.record
    mails = {mail.organisation_id: mail for mail in written}
    return MeetingOut(
        meeting_id=record.meeting_id,
        territory=_territory(record, principal),
        kind=record.kind,
        title=record.title,
        place=record.place,
        street=record.street,
        agenda=record.agenda,
        host=HostOut(**asdict(record.host)) if record.host else None,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        sequence=record.sequence,
        cancelled_at=record.cancelled_at,
        cancel_reason=record.cancel_reason,
        synergy_ids=list(record.synergy_ids) if principal.role != "company" else [],
        attendees=_attendees(record.meeting_id, record.invitees, mails, principal),
        updated_at=record.changed_at(principal, stored.updated_at),
    )


def _territory(meeting: MeetingRecord, principal: Principal) -> str | None:
    """Return a company the territory where it is invited there."""
    lines = (one for one in meeting.invitees if one.organisation_id in principal.organisations)
    shown = principal.role != "company" or meeting.territory in {one.territory for one in lines}
    return meeting.territory if shown else None


def _party(side: InformedSide, written: Sequence[Mail], *, own: bool) -> PartyOut:
    reply = side.reply
    return PartyOut(
        organisation_id=side.organisation_id,
        territory=side.territory,
        masked=False,
        sent_at=side.sent_at,
        answer=reply.answer if reply else None,
        consent=reply.consent if reply else None,
        reason=reply.reason if reply else None,
        comment=reply.comment if reply and own else None,
        contract_until=reply.contract_until if reply else None,
        answered_at=side.answered_at,
        disclosed_at=side.disclosed_at,
        mails=[_mail(m) for m in written if own and m.organisation_id == side.organisation_id],
    )


def _held_until(record: IntroductionRecord, principal: Principal) -> datetime | None:
    """Return the date to a company whose own mail waits; another's stays hidden."""
    waits = record.state != "withdrawn" and principal.role != "company"
    return record.held_until if waits else None


def _masked_party(side: InformedSide, principal: Principal) -> PartyOut:
    """Return where it is, and for animators when it was written to."""
    if principal.role == "company":
        return PartyOut(organisation_id=None, territory=None, masked=True, sent_at=None)
    return PartyOut(
        organisation_id=None, territory=side.territory, masked=True, sent_at=side.sent_at
    )


def _attendees(
    meeting_id: UUID,
    invitees: Sequence[Invitee],
    mails: dict[UUID, Mail],
    principal: Principal,
) -> list[AttendeeOut]:
    """Return a company its own line; an animator all, those of other territories without name."""
    attendees = []
    for place, one in enumerate(invitees):
        own = may_name(principal, one.organisation_id, one.territory)
        if principal.role == "company" and not own:
            continue
        mail = mails.get(one.organisation_id)
        attendees.append(
            AttendeeOut(
                attendee_id=attendee_id(meeting_id, place),
                organisation_id=one.organisation_id if own else None,
                territory=one.territory,
                invited_at=one.invited_at,
                answer=one.answer,
                answered_at=one.answered_at,
                attended=one.attended,
                mail=_mail(mail) if mail and own else None,
            )
        )
    return attendees


def _mail(mail: Mail) -> MailOut:
    over = mail.state in ("handed", "sent", "failed", "withdrawn")
    return MailOut(
        step=mail.step,
        state="sent" if mail.state == "handed" else mail.state,
        due_at=None if over else mail.due_at,
        attempts=mail.attempts,
        reason=mail.reason,
        sent_at=mail.sent_at,
    )
