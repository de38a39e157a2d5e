"""What the mail server took, told: introductions sent, contacts disclosed, companies invited.

A mail's own mark is one statement, so that the next mail waits for little; what it completes
follows for many mails in one transaction, from their rows: a crash between both tells it later.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from boucle.common import outbox
from boucle.common.clock import Clock
from boucle.common.db import Database, WriteSession
from boucle.common.events import Event
from boucle.common.failures import is_transient, pause
from boucle.notifications.introductions import decisions as domain
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.decisions import IntroductionRecord
from boucle.notifications.introductions.use_cases import events_of
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import use_cases as meeting_use_cases

POLL: Final = 5.0  # seconds: what a worker that died has left
# Each telling goes through the log to matching and comes back as a life: its cost is that of a
# batch, here and there. Nobody waits for it.
GATHER: Final = 0.25  # seconds
_AT_ONCE: Final = 100

_log = structlog.get_logger(__name__)


@dataclass
class Teller:
    """One per worker. ``left`` is set when a mail left."""

    database: Database
    clock: Clock
    left: asyncio.Event

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self.left.clear()
            try:
                told = await self.tell()
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("teller_interrupted", cause=type(error).__name__)
                told = 0
            if told < _AT_ONCE:
                await pause(stop, POLL, self.left)
                await pause(stop, GATHER)

    async def tell(self) -> int:
        """The oldest mails that left and are not told of become ``sent``; how many."""
        now = self.clock()
        async with self.database.write() as session:
            handed = await mails.handed(session, _AT_ONCE)
            if handed:
                await _tell(session, handed, now)
        return len(handed)


async def _tell(session: WriteSession, handed: Sequence[Mail], now: datetime) -> None:
    await _introductions(session, handed, now)
    for one in handed:
        if one.meeting_id is not None:
            await meeting_use_cases.record_invited(session, one, now)
    await mails.told(session, [one.mail_id for one in handed])


async def _introductions(session: WriteSession, handed: Sequence[Mail], now: datetime) -> None:
    about = {one.introduction_id for one in handed if one.introduction_id}
    kept = await introductions.lock_many(session, about)
    records = {id_: one.record for id_, one in kept.items()}
    changes, told = [], list[tuple[str, Event[Any]]]()
    for one in handed:
        if one.introduction_id is None:
            continue
        before = records[one.introduction_id]
        record, step = _after(one, before)
        if record is before:
            continue
        records[one.introduction_id] = record
        changes.append((record, one.organisation_id))
        if step is not None:
            correlation_id = kept[one.introduction_id].correlation_id
            told += events_of(step, record, correlation_id, one.event_id, now)
    await introductions.save_many(session, changes, now)
    await outbox.add_all(session, told)


def _after(one: Mail, record: IntroductionRecord) -> tuple[IntroductionRecord, str | None]:
    """The introduction after a mail left, and the step that this completes."""
    left = one.sent_at or one.created_at
    if one.step == "introduction":
        changed, complete = domain.accepted(record, one.organisation_id, left)
        return changed, "sent" if complete else None
    if one.step == "disclosure":
        disclosed = domain.disclosed(record, one.organisation_id, left)
        return (record, None) if disclosed is None else (disclosed, "disclosed")
    return record, None
