"""Sends what is due: claim, ask who, compose, send, mark; one mail at a time.

    due -> sending (claimed, with a time limit) -> handed -> sent | due again, later | failed

What accepted mails complete is recorded for many at once (``accepted.Recorder``). A mail is marked
before the content of the next one leaves (its envelope may go ahead), so a crash sends at most one
of them twice, with the same Message-ID. A claim that outlives its time limit (its sender crashed or
froze) is taken over; a sender that wakes after it sends nothing more of what it had claimed.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from boucle.common.clock import Clock
from boucle.common.db import Database, is_transient
from boucle.common.events.matching import Life
from boucle.common.failures import pause
from boucle.common.sandboxes import sandbox_of
from boucle.notifications.directory.answer import Contact, Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.introductions import use_cases
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan, queue, sandboxed
from boucle.notifications.mails.metrics import MailMetrics
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.sending import envelope
from boucle.notifications.sending.smtp import Post, PostAway, Refused
from boucle.notifications.sending.writer import Batch, Writer, own_flow, territory_of

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
    """One per worker; several workers share the mails due.

    ``wake`` is set when one may be due; it sets ``accepted`` when the mail server took one.
    """

    database: Database
    directory: DirectoryClient
    post: Post
    writer: Writer
    clock: Clock
    metrics: MailMetrics
    wake: asyncio.Event
    accepted: asyncio.Event = field(default_factory=asyncio.Event)
    claimed_for: timedelta = CLAIMED_FOR
    _marking: "asyncio.Task[None] | None" = None

    async def run(self, stop: asyncio.Event) -> None:
        """Send until stopped; what is not sent by then stays due."""
        try:
            while not stop.is_set():
                self.wake.clear()
                left = await self._try_once(stop)
                if not left:
                    await pause(stop, POLL, self.wake)
                if left < BATCH:
                    await pause(stop, GATHER)
        finally:
            await self.post.close()

    async def send_due(self, stop: asyncio.Event) -> int:
        """Send one batch of what is due; returns how many left."""
        claimed, batch = await self._claim()
        if batch is None:
            return 0
        sent = 0
        try:
            for rank, one in enumerate(claimed):
                if stop.is_set() or self.clock() > batch.until - self.claimed_for / 2:
                    await self._put_back(claimed[rank:], self.clock(), None)
                    break
                try:
                    sent += await self._send(one, batch)
                except PostAway as error:
                    _log.warning("mail_server_away", cause=str(error))
                    await self._put_back(claimed[rank:], self.clock() + _AWAY, "mail_server_away")
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

    # --- getting ready ---------------------------------------------------------------------

    async def _claim(self) -> tuple[list[Mail], Batch | None]:
        now = self.clock()
        claimed, about = await queue.claim(self.database, now, now + self.claimed_for, BATCH)
        if not claimed:
            return [], None
        self.metrics.taken_over.inc(sum(one.taken_over for one in claimed))
        planned, known = await self._meetings(claimed)
        try:
            directory = await self.directory.find(*_whom(claimed, about, planned, known))
        except DirectoryAway as error:
            _log.warning("directory_away", cause=str(error))
            await self._put_back(claimed, self.clock() + _AWAY, "registry_away")
            return [], None
        contacts, withdrawn = await self._choose(claimed, directory)
        left = [one for one in claimed if one.mail_id not in withdrawn]
        until, before = now + self.claimed_for, await self._before(left)
        return left, Batch(about, known, planned, directory, contacts, until, before)

    async def _before(self, claimed: Sequence[Mail]) -> dict[UUID, list[queue.SentBefore]]:
        """What those mails follow that are not the first about their matter."""
        later = [one.mail_id for one in claimed if one.step not in plan.FIRST]
        if not later:
            return {}
        async with self.database.read() as session:
            return await queue.sent_before(session, later)

    async def _meetings(
        self, claimed: Sequence[Mail]
    ) -> tuple[dict[UUID, MeetingRecord], dict[UUID, Life]]:
        """Those that mails invite to, and the lives that they are about."""
        wanted = {one.meeting_id for one in claimed if one.meeting_id}
        if not wanted:
            return {}, {}
        async with self.database.read() as session:
            kept = await meetings.read(session, wanted)
            planned = {id_: one.record for id_, one in kept.items()}
            synergies = {one for meeting in planned.values() for one in meeting.synergy_ids}
            seen = await lives.read(session, synergies)
        return planned, {id_: one.life for id_, one in seen.items()}

    async def _choose(
        self, claimed: Sequence[Mail], directory: Directory
    ) -> tuple[dict[UUID, Contact], frozenset[UUID]]:
        """Whom each mail is written to, by its id; absent where there is nobody to write to. And
        the mails that were withdrawn while registry was asked."""
        people = {id_: one.contacts for id_, one in directory.organisations.items()}
        everybody = {contact.contact_id for each in people.values() for contact in each}
        stopped: frozenset[UUID] | None = None
        found: frozenset[UUID] = frozenset()
        withdrawn: frozenset[UUID] = frozenset()
        while found != stopped:  # chosen as if nobody had; again where somebody did
            stopped = found
            chosen = _chosen(claimed, people, stopped)
            pinned = {id_: one.contact_id for id_, one in chosen.items()}
            found, withdrawn = await queue.pin(self.database, pinned, everybody)
        return chosen, withdrawn

    # --- one mail --------------------------------------------------------------------------

    async def _send(self, one: Mail, batch: Batch) -> int:
        contact = batch.contacts.get(one.mail_id)
        if contact is None:
            await self._nobody(one, batch)
            return 0
        if batch.overtaken(one):
            await self._give_up(one, None, _OVERTAKEN)
            return 0
        content = await self._content(one, contact, batch)
        if content is None:
            return 0
        try:
            if sandbox := sandbox_of(batch.territory(one)):  # kept, never sent
                await self._marked()
                await sandboxed.keep(self.database, one.mail_id, sandbox, content, self.clock())
            else:
                await self.post.send(contact.email, content, self._marked)
        except Refused as error:
            await self._refused(one, contact, error)
            return 0
        self._marking = asyncio.create_task(self._mark(one, batch.until))
        return 1

    async def _content(self, one: Mail, contact: Contact, batch: Batch) -> bytes | None:
        """The mail as it leaves; ``None``: it cannot be written, and will not be tried again."""
        try:
            return self.writer.write(one, contact, batch)
        except envelope.BadAddress:
            reason = "bad_address"
        except Exception:  # noqa: BLE001 - one unwritable mail must not hold up all the others
            _log.exception("mail_not_written", mail=str(one.mail_id), step=one.step)
            reason = "not_written"
        await self._give_up(one, contact.contact_id, reason)
        return None

    async def _marked(self) -> None:
        """Wait until the mail before is marked: until then no other one may leave."""
        marking, self._marking = self._marking, None
        if marking is not None:
            await marking

    # --- what became of it -----------------------------------------------------------------

    async def _mark(self, one: Mail, until: datetime) -> None:
        """Mark that the mail left before another leaves, however long the database is away."""
        while True:
            now = self.clock()
            try:
                await queue.mark_accepted(self.database, one.mail_id, now)
                break
            except Exception as error:
                if not is_transient(error) or now > until:
                    raise
                await asyncio.sleep(0.2)
        self.accepted.set()
        self.metrics.sent.labels(one.step).inc()
        self.metrics.seconds.observe(max(0.0, (now - one.created_at).total_seconds()))

    async def _refused(self, one: Mail, contact: Contact, error: Refused) -> None:
        now = self.clock()
        again = None if error.permanent else plan.retry_at(now, one.attempts, one.created_at)
        if again is None:
            await self._give_up(one, contact.contact_id, f"smtp_{error.code}")
            return
        self.metrics.put_off.labels("refused").inc()
        async with self.database.write() as session:
            reason = f"smtp_{error.code}"
            await queue.later(session, one.mail_id, again, contact.contact_id, reason)

    async def _nobody(self, one: Mail, batch: Batch) -> None:
        now = self.clock()
        company = batch.directory.organisations.get(one.organisation_id)
        if company and company.contacts:
            await self._give_up(one, None, _STOPPED)
        elif now - one.created_at >= plan.NO_CONTACT_GIVE_UP:
            await self._give_up(one, None, _NO_CONTACT)
        else:
            self.metrics.without_contact.inc()
            async with self.database.write() as session:
                again = now + plan.NO_CONTACT_RETRY
                await queue.later(session, one.mail_id, again, None, _NO_CONTACT)

    async def _give_up(self, one: Mail, contact: UUID | None, reason: str) -> None:
        _log.warning("mail_failed", mail=str(one.mail_id), step=one.step, reason=reason)
        async with self.database.write() as session:
            await use_cases.record_failed(session, one, contact, reason, self.clock())
        self.metrics.failed.labels(reason).inc()

    async def _put_back(
        self, claimed: Sequence[Mail], due_at: datetime, reason: str | None
    ) -> None:
        if reason is not None:
            self.metrics.put_off.labels(reason).inc(len(claimed))
        async with self.database.write() as session:
            await queue.put_back(session, [one.mail_id for one in claimed], due_at, reason)


def _chosen(
    claimed: Sequence[Mail], people: Mapping[UUID, Sequence[Contact]], stopped: Collection[UUID]
) -> dict[UUID, Contact]:
    """Whom each mail is written to, by its id; absent where there is nobody to write to."""
    choices = (
        (one, plan.choose_contact(people.get(one.organisation_id, ()), stopped, one.contact_id))
        for one in claimed
    )
    return {one.mail_id: contact for one, contact in choices if contact is not None}


def _whom(
    claimed: Sequence[Mail],
    about: Mapping[UUID, Life],
    planned: Mapping[UUID, MeetingRecord],
    known: Mapping[UUID, Life],
) -> tuple[Collection[UUID], Collection[str], Collection[UUID]]:
    """The companies, territories and flows to ask registry about: no more than the mails
    will show. ``known``: the lives that meetings are about."""
    companies = {one.organisation_id for one in claimed}
    territories, flows = set[str](), set[UUID]()
    for one in claimed:
        if one.meeting_id is not None:
            meeting = planned[one.meeting_id]
            territories.add(meeting.territory)
            about_it = (known[id_] for id_ in meeting.synergy_ids if id_ in known)
            companies.update(*map(plan.disclosures, about_it))
        elif one.introduction_id is not None:
            life = about[one.introduction_id]
            territories.add(territory_of(life, one.organisation_id))
            flow = own_flow(life, one.organisation_id)
            if flow is not None:
                flows.add(flow)
            if one.step == "disclosure":
                companies.update(plan.companies(life))
    return sorted(companies), sorted(territories), sorted(flows)
