"""Send the mails by which persons sign in. A crash may repeat one, with the same link and
Message-ID."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from boucle.notifications.directory.answer import SignInMail
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.letters.links import Links
from boucle.notifications.mails import plan
from boucle.notifications.mails.metrics import MailMetrics
from boucle.notifications.sending import envelope
from boucle.notifications.sending.smtp import MailPost, PostAway, Refused
from boucle.notifications.sign_ins import store
from boucle.notifications.sign_ins.letter import sign_in_letter
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

_EVERY_S: Final = 1.0
_CLAIMED_FOR: Final = timedelta(seconds=30)
_AT_ONCE: Final = 10

_log = structlog.get_logger(__name__)


@dataclass
class SignInSender:
    """One per worker; several share the mails due. ``wake`` is set when one may be due."""

    database: Database
    directory: DirectoryClient
    post: MailPost
    links: Links
    clock: Clock
    metrics: MailMetrics
    wake: asyncio.Event

    def periodic(self) -> Periodic:
        return Periodic("sign_in_mails", _EVERY_S, self.send, wake=self.wake)

    async def send(self) -> int:
        """Return how many mails are done with."""
        now = self.clock()
        async with self.database.write() as session:
            due = await store.claim(session, now, now + _CLAIMED_FOR, _AT_ONCE)
        return sum([await self._send(sign_in, attempts) for sign_in, attempts in due])

    async def _send(self, sign_in: UUID, attempts: int) -> bool:
        try:
            mail = await self.directory.sign_in_mail(sign_in)
            if mail is not None:
                await self.post.send(mail.email, self._content(sign_in, mail))
                self.metrics.sent.labels("sign_in").inc()
        except (DirectoryAway, PostAway) as error:
            _log.warning("sign_in_mail_put_off", cause=str(error))
            return await self._put_off(sign_in, attempts)
        except Refused as error:
            if not error.permanent:
                return await self._put_off(sign_in, attempts)
            self.metrics.failed.labels(f"smtp_{error.code}").inc()
        except envelope.BadAddress:
            self.metrics.failed.labels("bad_address").inc()
        async with self.database.write() as session:
            await store.drop(session, sign_in)
        return True

    def _content(self, sign_in: UUID, mail: SignInMail) -> bytes:
        around = envelope.Envelope(
            sender=self.post.sender,
            message_id=plan.sign_in_message_id(sign_in, self.post.sender.rpartition("@")[2]),
            date=self.clock(),
        )
        return envelope.compose(sign_in_letter(mail, self.links), around)

    async def _put_off(self, sign_in: UUID, attempts: int) -> bool:
        again = plan.retry_after(attempts)
        async with self.database.write() as session:
            await store.put_off(session, sign_in, self.clock() + again)
        return False
