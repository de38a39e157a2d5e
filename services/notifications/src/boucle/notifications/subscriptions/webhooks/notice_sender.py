"""Send the mails about disabled webhooks. A crash may repeat one, with the same Message-ID."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, cast

import structlog

from boucle.notifications.subscriptions.ports import MailAway, Mailer, MailRefused
from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.notifications.subscriptions.webhooks import store
from boucle.notifications.subscriptions.webhooks.decisions import Addressee, Reason
from boucle.notifications.subscriptions.webhooks.notices import host_of, notice
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

_EVERY_S: Final = 5.0
_AGAIN: Final = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


@dataclass
class Notices:
    """``operator`` is written to, if set; ``days`` is the retention of changes."""

    database: Database
    mailer: Mailer
    sealer: Sealer
    clock: Clock
    operator: str | None
    public_url: str
    days: int

    def periodic(self) -> Periodic:
        return Periodic("webhook_notices", _EVERY_S, self.send)

    async def send(self) -> int:
        async with self.database.read() as session:
            due = await store.to_notice(session, self.clock())
        sent = 0
        for row in due:
            for addressee in list(row.notices):
                sent += await self._send(row, cast("Addressee", addressee))
        return sent

    async def _send(self, row: WebhookRow, addressee: Addressee) -> int:
        address, reason = self._address(row, addressee), row.reason
        if address is not None and reason is not None:
            content = self._content(row, reason, addressee, address)
            try:
                await self.mailer.send(address, content)
            except MailAway as error:
                _log.warning("mail_server_away", cause=str(error))
                await self._later(row)
                return 0
            except MailRefused as error:
                _log.warning("webhook_notice_refused", webhook=str(row.webhook_id), code=error.code)
                if not error.permanent:
                    await self._later(row)
                    return 0
        async with self.database.write() as session:
            await store.noticed(session, row.webhook_id, addressee)
        return 1

    async def _later(self, row: WebhookRow) -> None:
        async with self.database.write() as session:
            await store.notice_later(session, row.webhook_id, self.clock(), _AGAIN)

    def _address(self, row: WebhookRow, addressee: Addressee) -> str | None:
        if addressee == "operator":
            return self.operator
        try:
            return None if row.contact is None else self.sealer.opened(row.contact)
        except Unreadable:
            return None

    def _content(
        self, row: WebhookRow, reason: Reason, addressee: Addressee, address: str
    ) -> bytes:
        return notice(
            webhook=row.webhook_id,
            owner=row.client_id,
            host=host_of(row.url),
            reason=reason,
            since=row.updated_at,
            addressee=addressee,
            sender=self.mailer.sender,
            address=address,
            public_url=self.public_url,
            days=self.days,
            now=self.clock(),
        )
