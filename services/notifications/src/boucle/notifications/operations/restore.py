"""After a restore: introductions and meetings taken back from the log or published again.

Mails that wait are kept until somebody releases them: some may have left since the backup. The feed
is another one: what followers hold is newer than the backup, and they begin again. Webhooks go on
from their place in the backup: what comes again has the id and the body that it had.

The log says which introductions, disclosures and invitations left. It does not hold requests for
consent, nor what companies wrote, a meeting's title and place, what contacts chose of them.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from boucle.contract.events.notifications import Introduction, Meeting
from boucle.notifications.introductions import decisions, use_cases
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.decisions import IntroductionRecord
from boucle.notifications.introductions.store import NewIntroduction
from boucle.notifications.mails import plan, quarantine
from boucle.notifications.mails.store import NewMail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.operations import meetings_of_log
from boucle.notifications.operations.introductions_of_log import (
    companies,
    introduction_of,
    left,
    step_of,
)
from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.platform.consuming import halts
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.process import Resources
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    """One transaction."""
    database, bus = resources.database, resources.bus
    async with database.read() as session:
        known = await introductions.versions(session)
        known_meetings = await meetings.versions(session)
        skipped = await halts.skipped(session)
    introduced = await restored_log.read_log(bus, "introduction", known, skipped)
    met = await restored_log.read_log(bus, "meeting", known_meetings, skipped)
    another = await restored_log.is_shorter(database, bus)
    async with database.write() as session:
        work = _Work(session, resources.clock())
        await quarantine.quarantine_all(session, work.now)
        await feeds.renew(session, uuid4())
        if discard:
            await work.publish_introductions(introduced)
            await work.publish_meetings(met)
        else:
            await work.take_introductions(introduced)
            await work.take_meetings(met)
        await work.publish_lacking(introduced, met)
        if another:
            await restored_log.read_from_the_beginning(session)
    return work.restored


@dataclass
class _Work:
    session: WriteSession
    now: datetime
    restored: Restored = field(default_factory=Restored)

    # --- introductions -----------------------------------------------------------------------

    async def take_introductions(self, log: Log) -> None:
        for id_, events in log.newer.items():
            kept = await introductions.find(self.session, UUID(id_))
            await self._take_introduction(kept.record if kept else None, events)
            for event in events:
                for mail in left(event):
                    await quarantine.record_sent(self.session, mail, event.time)
            self.restored.taken["introductions"] += 1

    async def _take_introduction(
        self, mine: IntroductionRecord | None, events: list[Event[Introduction]]
    ) -> None:
        last, data = restored_log.last(events), restored_log.last(events).data
        record = introduction_of(last, mine)
        if mine is None:
            cause = events[0].causation_id or events[0].id
            new = NewIntroduction(record, cause, last.correlation_id, 0)
            await introductions.add(self.session, [new], self.now)
        await introductions.save(self.session, record, self.now, companies(record))
        for party, side in zip(data.parties, record.sides, strict=True):
            if party.comment_given and not (side.reply and side.reply.comment):
                self.restored.lost.append(
                    f"introduction {record.introduction_id}: what {side.organisation_id} wrote"
                )

    async def publish_introductions(self, log: Log) -> None:
        """With those of the backup's last day: matching, which reads on from the log's end, may
        not have read them. What only the log knows cannot be undone: it was sent."""
        for id_, events in log.newer.items():
            kept = await introductions.find(self.session, UUID(id_))
            if kept is None:
                self.restored.lost.append(f"introduction {id_} left, and is given up")
                continue
            said = introduction_of(restored_log.last(events), kept.record)
            again = replace(kept.record, version=said.version + 1)
            counted = decisions.counted(said, again, again.version, self.now)
            await self._publish_introduction(kept, counted)
        for kept in await introductions.recent(self.session):
            if str(kept.record.introduction_id) not in log.newer:
                again = replace(kept.record, version=kept.record.version + 1)
                await self._publish_introduction(kept, again)

    async def _publish_introduction(
        self, kept: introductions.StoredIntroduction, record: IntroductionRecord
    ) -> None:
        await introductions.save(self.session, record, self.now, companies(record))
        answered = [side for side in record.sides if side.reply is not None]
        await use_cases.publish(
            self.session,
            step_of(record),
            record,
            kept.correlation_id,
            kept.correlation_id,
            self.now,
            answered_by=answered[-1].organisation_id if answered else None,
        )
        self.restored.republished["introductions"] += 1

    # --- meetings ----------------------------------------------------------------------------

    async def take_meetings(self, log: Log) -> None:
        known = await meetings.read(self.session, list(map(UUID, log.newer)))
        for id_, events in log.newer.items():
            kept = known.get(UUID(id_))
            await self._take_meeting(kept.record if kept else None, events)
            self.restored.taken["meetings"] += 1
            if kept is None:
                self.restored.lost.append(f"meeting {id_}: its title, place, programme and host")

    async def _take_meeting(self, mine: MeetingRecord | None, events: list[Event[Meeting]]) -> None:
        last = restored_log.last(events)
        record = meetings_of_log.meeting_of(last, mine)
        cause = events[0].id  # of a meeting that only the log knows: its planning
        if mine is None:
            await meetings.add(
                self.session,
                record,
                event_id=cause,
                correlation_id=last.correlation_id,
                created_by="log",
                now=self.now,
            )
        await meetings.revise(self.session, record, self.now)
        for one in record.invitees:
            if one.invited_at is not None:
                mail = NewMail(
                    mail_id=plan.mail_id(cause, "meeting", one.organisation_id),
                    event_id=cause,
                    step="meeting",
                    organisation_id=one.organisation_id,
                    meeting_id=record.meeting_id,
                )
                await quarantine.record_sent(self.session, mail, one.invited_at)

    async def publish_meetings(self, log: Log) -> None:
        known = await meetings.read(self.session, list(map(UUID, log.newer)))
        for id_, events in log.newer.items():
            kept = known.get(UUID(id_))
            if kept is None:
                self.restored.lost.append(f"meeting {id_} was planned, and is given up")
                continue
            await self._publish_meeting(meetings_of_log.again(kept.record, events, self.now))

    async def _publish_meeting(self, record: MeetingRecord) -> None:
        await meetings.revise(self.session, record, self.now)
        await meeting_use_cases.publish(self.session, "answered", record, self.now)
        self.restored.republished["meetings"] += 1

    # --- another log -------------------------------------------------------------------------

    async def publish_lacking(self, introduced: Log, met: Log) -> None:
        """At their own versions: whoever knows them ignores them."""
        for id_ in introduced.lacking:
            kept = await introductions.find(self.session, UUID(id_))
            if kept is not None:
                await self._publish_introduction(kept, kept.record)
        found = await meetings.read(self.session, list(map(UUID, met.lacking)))
        for meeting in found.values():
            await self._publish_meeting(meeting.record)
