"""Restore introductions, and the mails that the log says have left."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from boucle.contract.events.notifications import Introduction
from boucle.notifications.introductions import decisions, use_cases
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.decisions import IntroductionRecord
from boucle.notifications.introductions.store import NewIntroduction, StoredIntroduction
from boucle.notifications.mails import quarantine
from boucle.notifications.operations.introductions_of_log import (
    companies,
    introduction_of,
    left,
    step_of,
)
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log
from boucle.platform.recovery.restoring import Restorable, Restoring


class RestoredIntroductions(Restorable):
    topic = "introduction"
    statement = "SELECT introduction_id, entity_version FROM introduction"

    async def take(self, work: Restoring, log: Log) -> None:
        for id_, events in log.newer.items():
            stored = await introductions.find(work.session, UUID(id_))
            await _take(work, stored.record if stored else None, events)
            for event in events:
                for mail in left(event):
                    await quarantine.record_sent(work.session, mail, event.time)
            work.restored.taken["introductions"] += 1

    async def discard(self, work: Restoring, log: Log) -> None:
        """Publish also those of the backup's last day: matching, which reads on from the log's end,
        may not have read them. What only the log has cannot be undone: it was sent."""
        for id_, events in log.newer.items():
            stored = await introductions.find(work.session, UUID(id_))
            if stored is None:
                work.restored.lost.append(f"introduction {id_} left, and is given up")
                continue
            logged = introduction_of(restored_log.last(events), stored.record)
            again = replace(stored.record, version=logged.version + 1)
            counted = decisions.counted(logged, again, again.version, work.now)
            await _publish(work, stored, counted)
        for stored in await introductions.recent(work.session):
            if str(stored.record.introduction_id) not in log.newer:
                again = replace(stored.record, version=stored.record.version + 1)
                await _publish(work, stored, again)

    async def publish_lacking(self, work: Restoring, lacking: Collection[str]) -> None:
        for id_ in lacking:
            stored = await introductions.find(work.session, UUID(id_))
            if stored is not None:
                await _publish(work, stored, stored.record)


async def _take(
    work: Restoring, backed_up: IntroductionRecord | None, events: Sequence[Event[Introduction]]
) -> None:
    last = restored_log.last(events)
    record = introduction_of(last, backed_up)
    if backed_up is None:
        cause = events[0].causation_id or events[0].id
        new = NewIntroduction(record, cause, last.correlation_id, 0)
        await introductions.add(work.session, [new], work.now)
    await introductions.save(work.session, record, work.now, companies(record))
    for party, side in zip(last.data.parties, record.sides, strict=True):
        if party.comment_given and not (side.reply and side.reply.comment):
            work.restored.lost.append(
                f"introduction {record.introduction_id}: what {side.organisation_id} wrote"
            )


async def _publish(work: Restoring, stored: StoredIntroduction, record: IntroductionRecord) -> None:
    await introductions.save(work.session, record, work.now, companies(record))
    answered = [side for side in record.sides if side.reply is not None]
    await use_cases.publish(
        work.session,
        step_of(record),
        record,
        stored.correlation_id,
        stored.correlation_id,
        work.now,
        answered_by=answered[-1].organisation_id if answered else None,
    )
    work.restored.republished["introductions"] += 1
