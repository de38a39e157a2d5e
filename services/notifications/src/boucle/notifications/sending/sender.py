"""Send what is due: claim, choose the reader, compose, send, mark; one message at a time.

due -> sending (claimed, with a time limit) -> handed -> sent | due again, later | failed

A message is a mail, or those of a digest to one contact. Effects of accepted mails are recorded for
many at once (``recorder.Recorder``). A mail is marked before the content of the next one leaves
(its envelope may go ahead), so a crash sends at most one of them twice, with the same Message-ID. A
claim that outlives its time limit (its sender crashed or froze) is taken over; a sender that wakes
after it sends nothing more of what it had claimed.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from boucle.contract.events.matching import Life
from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.directory.answer import ContactAnswer, Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.introductions import use_cases
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan, queue, sandboxed
from boucle.notifications.mails.metrics import MailMetrics
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.preferences import store as preferences
from boucle.notifications.preferences.days import day_of, next_morning
from boucle.notifications.preferences.decisions import Preferences
from boucle.notifications.sending import envelope
from boucle.notifications.sending.batch import MailBatch, directory_request
from boucle.notifications.sending.messages import Outgoing, mails_of, messages_of, pinned
from boucle.notifications.sending.smtp import MailPost, PostAway, Refused
from boucle.notifications.sending.writer import Writer
from boucle.platform.clock import Clock
from boucle.platform.db import Database, is_transient
from boucle.platform.failures import backoff, pause

BATCH: Final = 20
CLAIMED_FOR: Final = timedelta(seconds=30)
POLL: Final = 0.2  # seconds: mails from another process, and those put off
# A claim asks registry and takes two statements, for one mail as for twenty: claiming each mail as
# it comes would keep up with 40 a second where 100 come.
GATHER: Final = 0.01  # seconds
_AWAY: Final = timedelta(seconds=2)
_NO_CONTACT: Final = "no_contact"
_STOPPED: Final = "stopped"
_OVERTAKEN: Final = "overtaken"

_log = structlog.get_logger(__name__)


@dataclass
class Sender:
    """One per worker; several share the mails due. ``wake`` is set when one may be due; it sets
    ``accepted`` when the mail server took one."""

    database: Database
    directory: DirectoryClient
    post: MailPost
    writer: Writer
    clock: Clock
    metrics: MailMetrics
    wake: asyncio.Event
    accepted: asyncio.Event = field(default_factory=asyncio.Event)
    claimed_for: timedelta = CLAIMED_FOR
    _not_taken: int = 0  # questions in a row that registry rejected
    _erasures: int = 0  # those that the directory knew of when it was asked
    _marking: "asyncio.Task[None] | None" = None

    async def run(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                self.wake.clear()
                left = await self._try_once(stop)
                if not left:
                    await pause(stop, POLL, self.wake)
                if left < BATCH:
                    await pause(stop, backoff(self._not_taken) if self._not_taken else GATHER)
        finally:
            await self.post.close()

    async def send_due(self, stop: asyncio.Event) -> int:
        messages, batch = await self._claim()
        if batch is None:
            return 0
        sent = 0
        try:
            for rank, one in enumerate(messages):
                late = self.clock() > batch.until - self.claimed_for / 2
                if late or stop.is_set() or self._erasures != self.directory.erasures:
                    await self._put_back(mails_of(messages[rank:]), self.clock(), None)
                    break
                try:
                    sent += await self._send(one, batch)
                except DirectoryAway as error:
                    await self._registry_away(mails_of(messages[rank:]), error)
                    break
                except PostAway as error:
                    _log.warning("mail_server_away", cause=str(error))
                    again = self.clock() + _AWAY
                    await self._put_back(mails_of(messages[rank:]), again, "mail_server_away")
                    break
        finally:
            await self._marked()
        return sent

    async def _try_once(self, stop: asyncio.Event) -> int:
        try:
            return await self.send_due(stop)
        except Exception as error:
            if not is_transient(error):
                raise
            _log.warning("sender_interrupted", cause=type(error).__name__)
            return 0

    # --- preparing -------------------------------------------------------------------------

    async def _claim(self) -> tuple[list[Outgoing], MailBatch | None]:
        now = self.clock()
        claimed, about = await queue.claim(self.database, now, now + self.claimed_for, BATCH)
        if not claimed:
            return [], None
        self.metrics.taken_over.inc(sum(one.taken_over for one in claimed))
        planned, lives_by_id = await self._meetings(claimed)
        try:
            directory = await self.directory.find(
                *directory_request(claimed, about, planned, lives_by_id).each
            )
        except DirectoryAway as error:
            await self._registry_away(claimed, error)
            return [], None
        self._not_taken, self._erasures = 0, self.directory.erasures
        preferences = await self._preferences(claimed, directory)
        batch = MailBatch(
            about, lives_by_id, planned, directory, preferences, now + self.claimed_for
        )
        contacts = {one.mail_id: it for one in claimed if (it := batch.choose(one)) is not None}
        # Mails that were withdrawn while registry was asked do not leave.
        withdrawn = await queue.pin(self.database, pinned(claimed, contacts), claimed)
        left = [one for one in claimed if one.mail_id not in withdrawn]
        return messages_of(left, contacts), replace(batch, before=await self._before(left))

    async def _preferences(self, claimed: Sequence[Mail], directory: Directory) -> Preferences:
        companies = {one.organisation_id for one in claimed} & directory.organisations.keys()
        contacts = (it for one in companies for it in directory.organisations[one].contacts)
        persons = {it.contact_id: it.person for it in contacts}
        return await preferences.of_contacts(self.database, persons)

    async def _before(self, claimed: Sequence[Mail]) -> dict[UUID, list[queue.SentBefore]]:
        later = [one.mail_id for one in claimed if one.step not in plan.FIRST]
        if not later:
            return {}
        async with self.database.read() as session:
            return await queue.sent_before(session, later)

    async def _meetings(
        self, claimed: Sequence[Mail]
    ) -> tuple[dict[UUID, MeetingRecord], dict[UUID, Life]]:
        ids = {one.meeting_id for one in claimed if one.meeting_id}
        if not ids:
            return {}, {}
        async with self.database.read() as session:
            stored = await meetings.read(session, ids)
            planned = {id_: one.record for id_, one in stored.items()}
            synergies = {one for meeting in planned.values() for one in meeting.synergy_ids}
            stored_lives = await lives.read(session, synergies)
        return planned, {id_: one.life for id_, one in stored_lives.items()}

    # --- one message -----------------------------------------------------------------------

    async def _send(self, message: Outgoing, batch: MailBatch) -> int:
        left = message.without(over := [one for one in message.mails if batch.is_over(one)])
        for one in over:  # reopened, answered since: no name is given, nobody is reminded
            await self._give_up([one], None, _OVERTAKEN)
        if not left.mails:
            return 0
        contact = left.contact
        if contact is None:
            await self._nobody(left, batch)
            return 0
        if later := left.put_off(batch, self.clock()):
            await self._put_off(left, batch, later.at, later.reason, gathered=later.digest)
            return 0
        current = await self._current(left, batch)
        if current is None:
            await self._put_back(left.mails, self.clock(), None)
            return 0
        content = await self._content(left.mails, contact, current)
        if content is None:
            return 0
        try:
            if sandbox := sandbox_of(batch.territory(left.first)):  # stored, never sent
                await self._marked()
                await sandboxed.store(
                    self.database, left.first.mail_id, sandbox, content, self.clock()
                )
            else:
                await self.post.send(contact.email, content, self._marked)
        except Refused as error:
            await self._refused(left, contact, batch, error)
            return 0
        self._marking = asyncio.create_task(self._mark(left.mails, batch.until))
        return len(left.mails)

    async def _current(self, message: Outgoing, batch: MailBatch) -> MailBatch | None:
        """Ask registry again before names leave; ``None``: the reader is another one by now."""
        if not any(batch.names(one) for one in message.mails):
            return batch
        asked = directory_request(message.mails, batch.about, batch.meetings, batch.lives)
        current = replace(batch, directory=await self.directory.ask(*asked.each))
        stays = all(current.choose(one) == message.contact for one in message.mails)
        return current if stays else None

    async def _content(
        self, mails: Sequence[Mail], contact: ContactAnswer, batch: MailBatch
    ) -> bytes | None:
        """Return the message; ``None``: it cannot be written, and will not be tried again."""
        try:
            return self.writer.write(mails, contact, batch)
        except envelope.BadAddress:
            reason = "bad_address"
        except Exception:  # noqa: BLE001 - one unwritable mail must not hold up all the others
            _log.exception("mail_not_written", mail=str(mails[0].mail_id), step=mails[0].step)
            reason = "not_written"
        await self._give_up(mails, contact.contact_id, reason)
        return None

    async def _marked(self) -> None:
        """Wait until the mail before is marked: no other one may leave earlier."""
        marking, self._marking = self._marking, None
        if marking is not None:
            await marking

    # --- outcomes ----------------------------------------------------------------------------

    async def _mark(self, mails: Sequence[Mail], until: datetime) -> None:
        """Mark them as left before another leaves, however long the database is away."""
        while True:
            now = self.clock()
            try:
                await queue.mark_accepted(self.database, [one.mail_id for one in mails], now)
                break
            except Exception as error:
                if not is_transient(error) or now > until:
                    raise
                await asyncio.sleep(0.2)
        self.accepted.set()
        self.metrics.digests.inc(len(mails) > 1)
        for one in mails:
            self.metrics.sent.labels(one.step).inc()
            self.metrics.seconds.observe(max(0.0, (now - one.created_at).total_seconds()))

    async def _refused(
        self, message: Outgoing, contact: ContactAnswer, batch: MailBatch, why: Refused
    ) -> None:
        now, one = self.clock(), message.first
        again = None if why.permanent else plan.retry_at(now, one.attempts, one.created_at)
        reason = f"smtp_{why.code}"
        if again is None:
            await self._give_up(message.mails, contact.contact_id, reason)
            return
        gathered = one.digest_id is not None and day_of(again) > day_of(now)
        at = next_morning(now) if gathered else again
        await self._put_off(message, batch, at, reason, gathered=gathered, tried=True)

    async def _nobody(self, message: Outgoing, batch: MailBatch) -> None:
        now, one = self.clock(), message.first
        if batch.has_contacts(one):
            await self._give_up(message.mails, None, _STOPPED)
        elif now - one.created_at >= plan.NO_CONTACT_GIVE_UP:
            await self._give_up(message.mails, None, _NO_CONTACT)
        else:
            self.metrics.without_contact.inc()
            again = now + plan.NO_CONTACT_RETRY
            tried = one.digest_id is None  # else on its day, or with another digest
            await self._put_off(message, batch, again, _NO_CONTACT, gathered=False, tried=tried)

    async def _put_off(
        self,
        message: Outgoing,
        batch: MailBatch,
        at: datetime,
        reason: str,
        *,
        gathered: bool,
        tried: bool = False,
    ) -> None:
        """``gathered``: until that morning's digest."""
        if reason != _NO_CONTACT:
            kind = "refused" if reason.startswith("smtp_") else reason
            self.metrics.put_off.labels(kind).inc(len(message.mails))
        digest = plan.digest_id(batch.subject(message.first), day_of(at)) if gathered else None
        contact = message.contact_id
        async with self.database.write() as session:
            await queue.later(
                session, message.mails, at, reason, contact=contact, digest=digest, tried=tried
            )

    async def _give_up(self, mails: Sequence[Mail], contact: UUID | None, reason: str) -> None:
        async with self.database.write() as session:
            for one in mails:
                _log.warning("mail_failed", mail=str(one.mail_id), step=one.step, reason=reason)
                await use_cases.give_up(session, one, contact, reason, self.clock())
        self.metrics.failed.labels(reason).inc(len(mails))

    async def _registry_away(self, claimed: Sequence[Mail], error: DirectoryAway) -> None:
        self._not_taken = self._not_taken + 1 if error.refused else 0
        _log.warning("directory_away", cause=str(error))
        await self._put_back(claimed, self.clock() + _AWAY, "registry_away")

    async def _put_back(self, claimed: Sequence[Mail], at: datetime, reason: str | None) -> None:
        if reason is not None:
            self.metrics.put_off.labels(reason).inc(len(claimed))
        async with self.database.write() as session:
            await queue.later(session, claimed, at, reason, tried=False)
