"""Read incoming messages and apply them like answers on the page."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from prometheus_client import Counter

from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.inbound import decisions
from boucle.notifications.inbound.decisions import CalendarAnswer, Outcome
from boucle.notifications.mails import of_meetings
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.platform.clock import Clock
from boucle.platform.db import Database

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CalendarInbox:
    """Takes messages, wherever they come from."""

    database: Database
    directory: DirectoryClient
    addresses: CalendarAddresses
    clock: Clock
    counter: Counter

    async def receive(self, content: bytes) -> Outcome:
        """Apply a raw message; the same message twice changes nothing. Raise DirectoryAway, and
        whatever the database raises while it is away: the message may then be given again."""
        outcome = await self._outcome(content)
        self.counter.labels(outcome).inc()
        _log.info("inbound_mail", outcome=outcome)  # log neither address nor content
        return outcome

    async def _outcome(self, content: bytes) -> Outcome:
        from boucle.notifications.inbound import reading  # noqa: PLC0415  6 MB, for few messages

        try:
            # A thread, as hostile bytes may take half a second.
            answer = await asyncio.to_thread(reading.read_answer, content, self.addresses)
        except reading.NoAnswer as error:
            return error.reason
        sealed = decisions.about(answer)
        if sealed is None:
            return "uid"
        async with self.database.read() as session:
            stored = (await meetings.read(session, [sealed.meeting_id])).get(sealed.meeting_id)
            if stored is None:
                return "address"
            invited = (one.organisation_id for one in stored.record.invitees)
            company = self.addresses.company(sealed, invited)
            if company is None:
                return "address"
            written_to = await of_meetings.contacts(session, sealed.meeting_id, company)
        if not await self._is_invited(answer, company, written_to):
            return "attendee"
        return await self._applied(answer, sealed.meeting_id, company)

    async def _is_invited(
        self, answer: CalendarAnswer, company: UUID, written_to: frozenset[UUID]
    ) -> bool:
        """Compare with registry's addresses: the mails' readers are stored by id."""
        found = (await self.directory.ask([company], ())).organisations.get(company)
        contacts = found.contacts if found else ()
        addresses = [one.email for one in contacts if one.contact_id in written_to]
        return decisions.is_invited(answer, addresses)

    async def _applied(self, answer: CalendarAnswer, meeting: UUID, company: UUID) -> Outcome:
        now = self.clock()
        async with self.database.write() as session:
            stored = await meetings.lock(session, meeting)
            if stored is None:
                return "address"
            refused = decisions.refusal(stored.record, company, answer, now)
            if refused is not None:
                return refused
            applied = await meeting_use_cases.record_answer(
                session,
                stored,
                company,
                answer.answer,
                at=_given_at(answer, now),
                cause=stored.event_id,
                now=now,
            )
        return "applied" if applied else "same"


def _given_at(answer: CalendarAnswer, now: datetime) -> datetime:
    """Return when it was given: by the sender's clock, and no later than it came."""
    return min(answer.stamp, now)
