"""Read the mailbox of calendar answers over IMAP: apply unread messages and mark them as read.

An unreachable mailbox is tried again; what could not be applied for now (registry or the database
away) stays unread. Several workers may read it: an answer applied twice changes nothing more.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import structlog
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from boucle.notifications.directory.client import DirectoryAway
from boucle.notifications.inbound.decisions import LARGEST
from boucle.notifications.inbound.metrics import MailboxMetrics
from boucle.notifications.inbound.use_cases import CalendarInbox
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 50
_TIMEOUT: Final = 10.0  # seconds

_log = structlog.get_logger(__name__)


class MailboxAway(Exception):
    """It cannot be reached, or refuses us."""


@dataclass(frozen=True, slots=True)
class Account:
    host: str
    port: int
    tls: bool
    username: str
    password: str
    folder: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    account: Account
    inbox: CalendarInbox
    metrics: MailboxMetrics

    def periodic(self, seconds: float) -> Periodic:
        return Periodic("inbound_mailbox", seconds, self.read)

    async def read(self) -> int:
        try:
            count = await self._read()
        except MailboxAway as error:
            self.metrics.up.set(0)
            self.metrics.failures.inc()
            _log.warning("inbound_mailbox_away", cause=str(error))
            return 0
        except DirectoryAway as error:
            _log.warning("directory_away", cause=str(error))
            return 0
        self.metrics.up.set(1)
        return count

    async def _read(self) -> int:
        client = await asyncio.to_thread(self._opened)
        try:
            unread = await asyncio.to_thread(self._unread, client)
            for uid in unread:
                content = await asyncio.to_thread(self._content, client, uid)
                if content is not None:
                    await self.inbox.receive(content)
                await asyncio.to_thread(self._mark, client, uid)
            return len(unread)
        finally:
            await asyncio.to_thread(_close, client)

    # --- run in a thread: the library blocks on its socket -----------------------------------

    def _opened(self) -> IMAPClient:
        it = self.account
        with _away():
            client = IMAPClient(it.host, it.port, ssl=it.tls, timeout=_TIMEOUT)
            try:
                client.login(it.username, it.password)
                client.select_folder(it.folder)
            except BaseException:
                _close(client)
                raise
            return client

    def _unread(self, client: IMAPClient) -> list[int]:
        with _away():
            return sorted(client.search(["UNSEEN"]))[:_AT_ONCE]

    def _content(self, client: IMAPClient, uid: int) -> bytes | None:
        """Fetch just enough to tell that it is too large; None where somebody removed it
        meanwhile."""
        with _away():
            found = client.fetch([uid], [f"BODY.PEEK[]<0.{LARGEST + 1}>"])
        return next((found[uid][key] for key in found.get(uid, {}) if b"BODY" in key), None)

    def _mark(self, client: IMAPClient, uid: int) -> None:
        with _away():
            client.add_flags([uid], [SEEN])


def _close(client: IMAPClient) -> None:
    with suppress(IMAPClientError, OSError):
        client.logout()


@contextmanager
def _away() -> Iterator[None]:
    """Convert the library's and the network's errors, whose text may quote what the server said."""
    try:
        yield
    except (IMAPClientError, OSError) as error:
        raise MailboxAway(type(error).__name__) from error
