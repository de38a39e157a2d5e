"""Sends what is due: claim, ask who, compose, send, mark; one mail at a time.

    due -> sending (claimed, with a time limit) -> sent | due again, later | failed

A mail is marked before the next one leaves, so a crash sends at most one of them twice, with the
same Message-ID. A claim that outlives its time limit (crashed or frozen sender) is taken over; a
sender that wakes after it sends nothing more of what it had claimed.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from boucle.catalogue import Catalogue
from boucle.common.clock import Clock
from boucle.common.db import Database, is_transient
from boucle.common.events.matching import Life
from boucle.notifications import letters, mail, meeting_use_cases, plan, use_cases
from boucle.notifications.directory import Contact, Directory, DirectoryAway, DirectoryClient
from boucle.notifications.domain import MeetingRecord
from boucle.notifications.glimpse import Glimpse, glimpse
from boucle.notifications.letters import Letter
from boucle.notifications.links import ANSWERABLE_FOR, Links, Purpose
from boucle.notifications.metrics import MailMetrics
from boucle.notifications.smtp import Post, PostAway, Refused
from boucle.notifications.store import introductions, lives, mails, meetings
from boucle.notifications.store.mails import Mail

BATCH: Final = 20
CLAIMED_FOR: Final = timedelta(seconds=30)
POLL: Final = 0.2  # seconds: mails from another process, and those put off
_AWAY: Final = timedelta(seconds=2)
_NO_CONTACT: Final = "no_contact"
_STOPPED: Final = "stopped"
_OVERTAKEN: Final = "overtaken"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """Claimed mails and all that is needed to write them."""

    mails: tuple[Mail, ...]
    lives: Mapping[UUID, Life]
    synergies: Mapping[UUID, UUID]
    meetings: Mapping[UUID, MeetingRecord]
    directory: Directory
    contacts: Mapping[UUID, Contact]
    until: datetime

    def life(self, one: Mail) -> Life:
        if one.introduction_id is None:
            raise ValueError("a meeting's mail is about several lives")
        return self.lives[self.synergies[one.introduction_id]]


@dataclass
class Sender:
    """One per worker; several workers share the mails due. ``wake``: set when one may be due."""

    database: Database
    directory: DirectoryClient
    post: Post
    links: Links
    catalogue: Catalogue
    clock: Clock
    metrics: MailMetrics
    wake: asyncio.Event
    claimed_for: timedelta = CLAIMED_FOR

    async def run(self, stop: asyncio.Event) -> None:
        """Send until stopped; what is not sent by then stays due."""
        try:
            while not stop.is_set():
                self.wake.clear()
                if not await self._try_once(stop):
                    await self._wait(stop)
        finally:
            await self.post.close()

    async def send_due(self, stop: asyncio.Event) -> int:
        """Send one batch of what is due; returns how many left."""
        claimed, batch = await self._claim()
        if batch is None:
            return 0
        sent = 0
        for rank, one in enumerate(claimed):
            try:
                if stop.is_set() or self.clock() > batch.until - self.claimed_for / 2:
                    await self._put_back(claimed[rank:], self.clock(), None)
                    break
                sent += await self._send(one, batch)
            except PostAway as error:
                _log.warning("mail_server_away", cause=str(error))
                await self._put_back(claimed[rank:], self.clock() + _AWAY, "mail_server_away")
                break
        return sent

    async def _try_once(self, stop: asyncio.Event) -> int:
        try:
            return await self.send_due(stop)
        except Exception as error:
            if not is_transient(error):
                raise
            _log.warning("sender_interrupted", cause=type(error).__name__)
            return 0

    async def _wait(self, stop: asyncio.Event) -> None:
        waiting = [asyncio.create_task(one.wait()) for one in (self.wake, stop)]
        await asyncio.wait(waiting, timeout=POLL, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    # --- getting ready ---------------------------------------------------------------------

    async def _claim(self) -> tuple[list[Mail], Batch | None]:
        now = self.clock()
        async with self.database.write() as session:
            claimed = await mails.claim(session, now, now + self.claimed_for, BATCH)
            if not claimed:
                return [], None
            about = {one.introduction_id for one in claimed if one.introduction_id}
            synergies = await introductions.synergies(session, about)
            gatherings = {one.meeting_id for one in claimed if one.meeting_id}
            kept = await meetings.read(session, gatherings) if gatherings else {}
            planned = {id_: one.record for id_, one in kept.items()}
            wanted = {*synergies.values(), *(s for m in planned.values() for s in m.synergy_ids)}
            seen = await lives.read(session, wanted)
        self.metrics.taken_over.inc(sum(one.taken_over for one in claimed))
        known = {id_: one.life for id_, one in seen.items()}
        try:
            directory = await self.directory.find(*_whom(claimed, known, synergies, planned))
        except DirectoryAway as error:
            _log.warning("directory_away", cause=str(error))
            await self._put_back(claimed, self.clock() + _AWAY, "registry_away")
            return [], None
        contacts = await self._choose(claimed, directory)
        batch = Batch(
            tuple(claimed), known, synergies, planned, directory, contacts, now + self.claimed_for
        )
        return claimed, batch

    async def _choose(self, claimed: Sequence[Mail], directory: Directory) -> dict[UUID, Contact]:
        """Whom each mail is written to, by its id; absent where there is nobody to write to."""
        companies = directory.organisations
        everybody = {c.contact_id for one in companies.values() for c in one.contacts}
        async with self.database.write() as session:
            stopped = await mails.stopped(session, everybody)
            chosen = {}
            for one in claimed:
                company = companies.get(one.organisation_id)
                people = company.contacts if company else ()
                contact = plan.choose_contact(people, stopped, one.contact_id)
                if contact is not None:
                    chosen[one.mail_id] = contact
            await mails.pin(session, {id_: one.contact_id for id_, one in chosen.items()})
        return chosen

    # --- one mail --------------------------------------------------------------------------

    async def _send(self, one: Mail, batch: Batch) -> int:
        contact = batch.contacts.get(one.mail_id)
        if contact is None:
            await self._nobody(one, batch)
            return 0
        if one.step == "disclosure" and not batch.life(one).disclosed:
            await self._give_up(one, None, _OVERTAKEN)  # reopened since: no name is told
            return 0
        try:
            content = self._compose(one, contact, batch)
            await self.post.send(contact.email, content)
        except mail.BadAddress:
            await self._give_up(one, contact.contact_id, "bad_address")
            return 0
        except Refused as error:
            await self._refused(one, contact, error)
            return 0
        await self._mark(one, contact, batch.until)
        return 1

    def _compose(self, one: Mail, contact: Contact, batch: Batch) -> bytes:
        letter, territory, calendar = self._written(one, contact, batch)
        known = batch.directory.territories.get(territory)
        return mail.compose(
            letter,
            mail.Envelope(
                sender=self.post.sender,
                to=contact,
                message_id=plan.message_id(
                    one.event_id, one.step, contact.contact_id, self.post.domain
                ),
                date=one.created_at,
                answer_url=self._url(one),
                stop_url=self.links.url("stop", one.mail_id),
                reply_to=known.animator if known else None,
            ),
            calendar,
        )

    def _url(self, one: Mail) -> str:
        purpose: Purpose = "meeting" if one.meeting_id else "answer"
        return self.links.url(purpose, one.mail_id, one.created_at + ANSWERABLE_FOR)

    def _written(
        self, one: Mail, contact: Contact, batch: Batch
    ) -> tuple[Letter, str, bytes | None]:
        """The letter, the territory whose animator is answered to, and the calendar part."""
        company = batch.directory.organisations[one.organisation_id]
        language = letters.language_of(contact)
        if one.meeting_id is not None:
            meeting = batch.meetings[one.meeting_id]
            about = [batch.lives[id_] for id_ in meeting.synergy_ids if id_ in batch.lives]
            seen = [
                glimpse(life, one.organisation_id, self.catalogue, language)
                for life in about
                if one.organisation_id in plan.companies(life)
            ]
            calendar = mail.invitation_calendar(
                meeting,
                organiser=self.post.sender,
                invited=contact,
                url=self._url(one),
                stamp=one.created_at,
            )
            return letters.invitation(meeting, seen, company, contact), meeting.territory, calendar
        life = batch.life(one)
        seen_one = glimpse(life, one.organisation_id, self.catalogue, language)
        territory = _territory(life, one.organisation_id)
        return self._letter(one, seen_one, life, contact, batch), territory, None

    def _letter(
        self, one: Mail, seen: Glimpse, life: Life, contact: Contact, batch: Batch
    ) -> Letter:
        company = batch.directory.organisations[one.organisation_id]
        if one.step == "consent_request":
            return letters.consent_request(seen, company, contact)
        if one.step == "disclosure":
            others = [
                batch.directory.organisations[other]
                for other in plan.companies(life)
                if other != one.organisation_id and other in batch.directory.organisations
            ]
            return letters.disclosure(seen, life, others, company, contact)
        return letters.introduction(seen, company, contact)

    # --- what became of it -----------------------------------------------------------------

    async def _mark(self, one: Mail, contact: Contact, until: datetime) -> None:
        """The mail left: say so before anything else leaves, however long the database is away."""
        while True:
            now = self.clock()
            try:
                async with self.database.write() as session:
                    record = (
                        meeting_use_cases.record_invited
                        if one.meeting_id
                        else use_cases.record_sent
                    )
                    await record(session, one, contact.contact_id, now)
                break
            except Exception as error:
                if not is_transient(error) or now > until:
                    raise
                await asyncio.sleep(0.2)
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
            await mails.later(session, one.mail_id, again, contact.contact_id, reason)

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
                await mails.later(session, one.mail_id, again, None, _NO_CONTACT)

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
            await mails.put_back(session, [one.mail_id for one in claimed], due_at, reason)


def _territory(life: Life, company: UUID) -> str:
    return next(p.side.territory for p in life.parties if p.side.organisation_id == company)


def _whom(
    claimed: Sequence[Mail],
    known: Mapping[UUID, Life],
    synergies: Mapping[UUID, UUID],
    planned: Mapping[UUID, MeetingRecord],
) -> tuple[Collection[UUID], Collection[str]]:
    """The companies and territories to ask registry about: no more than the mails will tell."""
    companies = {one.organisation_id for one in claimed}
    territories = set()
    for one in claimed:
        if one.meeting_id is not None:
            territories.add(planned[one.meeting_id].territory)
        elif one.introduction_id is not None:
            life = known[synergies[one.introduction_id]]
            territories.add(_territory(life, one.organisation_id))
            if one.step == "disclosure":
                companies.update(plan.companies(life))
    return sorted(companies), sorted(territories)
