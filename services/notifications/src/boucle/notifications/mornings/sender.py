"""Send animators what waits for them, on working mornings: once, to each address for all of its
territories. A crash may repeat a mail, with the same Message-ID."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from boucle.catalogue import Catalogue, load_catalogue
from boucle.contract.persons import PersonKey
from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
)
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.letters.calls import is_worked
from boucle.notifications.letters.letter import Urls
from boucle.notifications.letters.links import Links, links_of
from boucle.notifications.mails import plan
from boucle.notifications.mails.metrics import MailMetrics
from boucle.notifications.mornings import reading
from boucle.notifications.mornings.decisions import decisions_of
from boucle.notifications.mornings.facts import MorningFact, most_urgent_first
from boucle.notifications.mornings.letter import LINES, AboutMorning, morning_letter
from boucle.notifications.mornings.readers import MorningReader, readers_of
from boucle.notifications.preferences import mornings as store
from boucle.notifications.preferences.days import day_of, morning
from boucle.notifications.preferences.mornings import DueMorning
from boucle.notifications.resources import NotificationsResources
from boucle.notifications.sending import envelope
from boucle.notifications.sending.smtp import MailPost, PostAway, Refused, post_of
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

SETTLED: Final = timedelta(minutes=2)
"""After seven, so that what was said before is written down."""
_UNTIL: Final = timedelta(hours=5)  # later, the next working morning tells it
_FARTHEST: Final = timedelta(days=7)
_CLAIMED_FOR: Final = timedelta(minutes=2)
_EVERY_S: Final = 60.0

_log = structlog.get_logger(__name__)


@dataclass
class MorningSender:
    """One per worker; several share the mails due."""

    database: Database
    directory: DirectoryClient
    post: MailPost
    links: Links
    catalogue: Catalogue
    persons: PersonKey
    clock: Clock
    metrics: MailMetrics

    async def send(self) -> int:
        """Return how many mornings are done with, mail or not."""
        now = self.clock()
        end = morning(now)
        if not is_worked(day_of(now)) or not end + SETTLED <= now < end + _UNTIL:
            return 0
        try:
            readers = readers_of(await self.directory.animators(), self.persons)
        except DirectoryAway as error:
            _log.warning("directory_away", cause=str(error))
            return 0
        async with self.database.write() as session:
            due = await store.claim(session, readers, end, now, now + _CLAIMED_FOR)
        return sum([await self._send(one, readers[one.reader], end) for one in due])

    async def _send(self, due: DueMorning, reader: MorningReader, end: datetime) -> bool:
        try:
            content = await self._content(due, reader, end)
            if content is not None:
                await self.post.send(reader.email, content)
                self.metrics.sent.labels("morning").inc()
        except (DirectoryAway, PostAway) as error:
            _log.warning("morning_mail_put_off", cause=str(error))
            return await self._put_off(due)
        except Refused as error:
            if not error.permanent:
                return await self._put_off(due)
            self.metrics.failed.labels(f"smtp_{error.code}").inc()
        except envelope.BadAddress:
            self.metrics.failed.labels("bad_address").inc()
        async with self.database.write() as session:
            await store.cover(session, due.reader, end)
        return True

    async def _content(self, due: DueMorning, reader: MorningReader, end: datetime) -> bytes | None:
        """Return the mail; None: there is nothing new to say, or it cannot be written."""
        since = max(due.covered_to, end - _FARTHEST)
        async with self.database.read() as session:
            span = reading.MorningSpan([*reader.territories], since, end)
            found = await reading.read(session, span)
        waiting = await self.directory.decisions(span.territories)
        facts = most_urgent_first([*found, *decisions_of(waiting, span)])
        if not facts:
            return None
        named = {company for one in facts[:LINES] for company in one.companies}
        names = (await self.directory.find(sorted(named), ())).organisations
        try:
            return self._written(due.reader, reader, facts, names, end)
        except envelope.BadAddress:
            raise
        except Exception:  # noqa: BLE001 - one unwritable mail must not hold up all the others
            _log.exception("morning_mail_not_written", reader=str(due.reader))
            self.metrics.failed.labels("not_written").inc()
            return None

    def _written(
        self,
        id_: UUID,
        reader: MorningReader,
        facts: Sequence[MorningFact],
        names: Mapping[UUID, Company],
        end: datetime,
    ) -> bytes:
        about = AboutMorning(
            company=Company(name="Boucle"),
            contact=ContactAnswer(
                contact_id=id_, name=reader.name, email=reader.email, language=reader.language
            ),
            urls=Urls(
                stop=self.links.url("morning", id_),
                privacy=self.links.page(f"/confidentialite/{next(iter(reader.territories))}"),
            ),
            today=day_of(end),
            places=[*reader.territories.values()],
            facts=facts,
            names=names,
        )
        domain = self.post.sender.rpartition("@")[2]
        around = envelope.Envelope(
            sender=self.post.sender,
            message_id=plan.morning_message_id(id_, day_of(end), domain),
            date=end,
        )
        return envelope.compose(morning_letter(about, self.links, self.catalogue), around)

    async def _put_off(self, due: DueMorning) -> bool:
        again = self.clock() + plan.retry_after(due.attempts)
        async with self.database.write() as session:
            await store.put_off(session, due.reader, again)
        return False


def morning_mails(resources: NotificationsResources, metrics: MailMetrics) -> Periodic:
    sender = MorningSender(
        database=resources.database,
        directory=resources.state.directory,
        post=post_of(resources.settings),
        links=links_of(resources.settings),
        catalogue=load_catalogue(),
        persons=resources.settings.persons,
        clock=resources.clock,
        metrics=metrics,
    )
    return Periodic("morning_mails", _EVERY_S, sender.send)
