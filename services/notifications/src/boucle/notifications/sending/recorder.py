"""Record what accepted mails complete: introductions, disclosures, invitations.

The sender only marks a mail as accepted: one statement, so that the next mail waits for little.
This records and publishes the effects of many mails in one transaction, from their rows: after a
crash in between, it does so later.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.notifications import Introduction
from boucle.notifications.introductions import decisions
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.decisions import IntroductionRecord
from boucle.notifications.introductions.use_cases import event_of
from boucle.notifications.mails import queue
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.platform import outbox
from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.events import Event
from boucle.platform.periodic import Periodic

POLL: Final = 5.0  # seconds: a dead worker's mails wait so long
# Events go through the log to matching and come back as lives: the cost is that of a batch, here
# and there. Nobody waits for it.
GATHER: Final = 0.25  # seconds
_AT_ONCE: Final = 100


@dataclass
class Recorder:
    """One per worker. ``accepted`` is set when the mail server took a mail."""

    database: Database
    clock: Clock
    accepted: asyncio.Event

    async def run(self, stop: asyncio.Event) -> None:
        await Periodic("teller", POLL, self.record, self.accepted, GATHER).run(stop)

    async def record(self) -> int:
        now = self.clock()
        async with self.database.write() as session:
            accepted = await queue.lock_accepted(session, _AT_ONCE)
            if accepted:
                await _record(session, accepted, now)
        return len(accepted)


async def _record(session: WriteSession, accepted: Sequence[Mail], now: datetime) -> None:
    await _introductions(session, accepted, now)
    for one in accepted:
        if one.meeting_id is not None:
            await meeting_use_cases.record_invited(session, one, now)
    await queue.mark_sent(session, [one.mail_id for one in accepted])


async def _introductions(session: WriteSession, accepted: Sequence[Mail], now: datetime) -> None:
    about = {one.introduction_id for one in accepted if one.introduction_id}
    stored = await introductions.lock_many(session, about)
    records = {id_: one.record for id_, one in stored.items()}
    changes, events = list[tuple[IntroductionRecord, UUID]](), list[Event[Introduction]]()
    sent = dict[UUID, Mail]()

    def record_change(record: IntroductionRecord) -> None:
        before = records[record.introduction_id]
        records[record.introduction_id] = record
        changes.extend((record, company) for company in decisions.changed_sides(before, record))

    def publish(step: str, record: IntroductionRecord, one: Mail) -> None:
        correlation_id = stored[record.introduction_id].correlation_id
        events.append(event_of(step, record, correlation_id, one.event_id, now))

    for one in accepted:
        if one.introduction_id is None:
            continue
        record, left = records[one.introduction_id], one.sent_at or one.created_at
        if one.step == "introduction":
            if changed := decisions.accepted(record, one.organisation_id, left, now):
                record_change(changed)
                sent[one.introduction_id] = one
        elif one.step == "disclosure" and (
            disclosed := decisions.disclosed(record, one.organisation_id, left, now)
        ):
            record_change(disclosed)
            publish("disclosed", disclosed, one)
    for id_, one in sent.items():  # both mails, as a rule
        record = decisions.with_sent_counted(records[id_])
        changes.append((record, one.organisation_id))
        publish("sent", record, one)
    await introductions.save_many(session, changes, now)
    await outbox.add(session, "introduction", *events)
