"""Restore meetings, and the invitations that the log says have left."""

from collections.abc import Collection, Sequence
from uuid import UUID

from boucle.contract.events.notifications import Meeting
from boucle.notifications.mails import plan, quarantine
from boucle.notifications.mails.store import NewMail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.operations import meetings_of_log
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring


class RestoredMeetings(Restorable):
    topic = "meeting"
    statement = "SELECT meeting_id, entity_version FROM meeting"

    async def take(self, work: Restoring, log: Log) -> None:
        stored_rows = await meetings.read(work.session, list(map(UUID, log.newer)))
        for id_, events in log.newer.items():
            stored = stored_rows.get(UUID(id_))
            await _take(work, stored.record if stored else None, events)
            work.restored.taken["meetings"] += 1
            if stored is None:
                work.restored.lost.append(f"meeting {id_}: its title, place, programme and host")

    async def discard(self, work: Restoring, log: Log) -> None:
        stored_rows = await meetings.read(work.session, list(map(UUID, log.newer)))
        for id_, events in log.newer.items():
            stored = stored_rows.get(UUID(id_))
            if stored is None:
                work.restored.lost.append(f"meeting {id_} was planned, and is given up")
                continue
            await _publish(work, meetings_of_log.again(stored.record, events, work.now))

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        found = await meetings.read(work.session, list(map(UUID, lacking)))
        for meeting in found.values():
            await _publish(work, meeting.record)


async def _take(
    work: Restoring, backed_up: MeetingRecord | None, events: Sequence[Event[Meeting]]
) -> None:
    last = restored_log.last(events)
    record = meetings_of_log.meeting_of(last, backed_up)
    cause = events[0].id  # of a meeting that only the log has: its planning
    if backed_up is None:
        await meetings.add(
            work.session,
            record,
            event_id=cause,
            correlation_id=last.correlation_id,
            created_by="log",
            now=work.now,
        )
    await meetings.revise(work.session, record, work.now)
    for one in record.invitees:
        if one.invited_at is not None:
            mail = NewMail(
                mail_id=plan.mail_id(cause, "meeting", one.organisation_id),
                event_id=cause,
                step="meeting",
                organisation_id=one.organisation_id,
                meeting_id=record.meeting_id,
            )
            await quarantine.record_sent(work.session, mail, one.invited_at)


async def _publish(work: Restoring, record: MeetingRecord) -> None:
    await meetings.revise(work.session, record, work.now)
    await use_cases.publish(work.session, "answered", record, work.now)
    work.restored.republished["meetings"] += 1
