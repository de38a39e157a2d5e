"""Apply the commands of a webhook's owner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.notifications.subscriptions.outbound import AddressRefused, CallPolicy, check_url
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks import log, messages, queue, signing, store
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.clock import Clock
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Conflict, conflict, invalid_field, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

MOST: Final = 20
"""Webhooks of one principal."""
BOTH_FOR: Final = timedelta(hours=24)
"""A replaced secret also signs for so long."""


class NotEnabled(Conflict):
    """Nothing is sent to it."""

    code, title = "webhook-disabled", "The webhook is disabled"


@dataclass(frozen=True, slots=True)
class Draft:
    """A webhook as its owner wants it; ``types`` is None for all."""

    url: str
    types: tuple[str, ...] | None
    description: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What webhooks are made with; ``random`` gives bytes that nobody can guess."""

    sealer: Sealer
    policy: CallPolicy
    clock: Clock
    random: Callable[[int], bytes]
    new_id: Callable[[], UUID]

    def check(self, url: str) -> None:
        """Raise Invalid on what can't be called, as far as it shows without a look-up."""
        try:
            check_url(url, self.policy)
        except AddressRefused as error:
            raise invalid_field("body.url", url, error.reason, error.expected) from error

    async def make(
        self, session: WriteSession, principal: Principal, draft: Draft
    ) -> tuple[WebhookRow, str]:
        """Create one for changes from now on; return it with its secret. Raise Invalid,
        Conflict."""
        self.check(draft.url)
        if await store.count_of(session, principal.client_id) >= MOST:
            raise conflict(tr("{most} webhooks are the most: delete one, or change it", most=MOST))
        now, secret = self.clock(), signing.new_secret(self.random)
        row = WebhookRow(
            webhook_id=self.new_id(),
            client_id=principal.client_id,
            secret=self.sealer.sealed(secret),
            position=(await feeds.feed(session)).number,
            state="enabled",
            notices=[],
            version=1,
            created_at=now,
            updated_at=now,
            **self._columns(draft),
        )
        await session.add(row)
        return row, secret

    async def change(self, session: WriteSession, row: WebhookRow, draft: Draft) -> None:
        """``row`` must be locked."""
        if draft.url != row.url:
            self.check(draft.url)
        for name, value in self._columns(draft).items():
            setattr(row, name, value)
        await self._save(session, row)

    async def rotate(self, session: WriteSession, row: WebhookRow) -> str:
        """Return a new secret; the old one, if readable, also signs for a day. ``row`` must be
        locked."""
        secret = signing.new_secret(self.random)
        former = row.secret if self.sealer.opens(row.secret) else None
        row.former_secret, row.former_until = former, self.clock() + BOTH_FOR
        row.secret = self.sealer.sealed(secret)
        await self._save(session, row)
        return secret

    async def enable(self, session: WriteSession, row: WebhookRow) -> bool:
        """Resume where it stopped, with what was given up since it began to fail; tell whether
        later changes are deleted. ``row`` must be locked."""
        feed, now = await feeds.feed(session), self.clock()
        lost = feed.forgotten > row.position
        row.position = max(feed.forgotten, row.position)
        if row.failing_since is not None:
            await log.replay(session, row.webhook_id, now, failed_since=row.failing_since)
        await log.hasten(session, row.webhook_id, now)
        row.state, row.reason, row.notices, row.notice_at = "enabled", None, [], None
        row.failing_since = row.not_before = None
        await self._save(session, row)
        return lost

    async def test(self, session: WriteSession, row: WebhookRow) -> log.Delivery:
        """Queue a test message. Raise NotEnabled. ``row`` must be locked."""
        ensure_enabled(row)
        now = self.clock()
        message = messages.of_test(row.webhook_id, row.position, now)
        await queue.put(session, row.webhook_id, [message], now)
        return await _delivery(session, row.webhook_id, message.message_id)

    def _columns(self, draft: Draft) -> dict[str, Any]:
        return {
            "url": draft.url,
            "types": None if draft.types is None else sorted(set(draft.types)),
            "description": draft.description,
            "contact": None if draft.contact is None else self.sealer.sealed(draft.contact),
        }

    async def _save(self, session: WriteSession, row: WebhookRow) -> None:
        row.version += 1
        row.updated_at = self.clock()
        await session.save(row)


def ensure_enabled(row: WebhookRow) -> None:
    if row.state != "enabled":
        raise NotEnabled(tr("it is disabled ({reason}): enable it first", reason=row.reason))


async def own(session: Session, principal: Principal, webhook: UUID) -> WebhookRow:
    """Raise NotFound on another principal's, as on a missing one."""
    return _own(await store.find(session, webhook), principal, webhook)


async def own_locked(session: WriteSession, principal: Principal, webhook: UUID) -> WebhookRow:
    """Return the same, locked to the end of the transaction."""
    return _own(await store.lock(session, webhook), principal, webhook)


def _own(row: WebhookRow | None, principal: Principal, webhook: UUID) -> WebhookRow:
    if row is None or row.client_id != principal.client_id:
        raise not_found("webhook", webhook)
    return row


async def send_again(
    session: WriteSession, row: WebhookRow, message: UUID, now: datetime
) -> log.Delivery:
    """Queue one of its messages again, or try it now; ``row`` must be locked. Raise NotFound."""
    ensure_enabled(row)
    await log.replay(session, row.webhook_id, now, message=message)
    await log.hasten(session, row.webhook_id, now, message)
    return await _delivery(session, row.webhook_id, message)


async def _delivery(session: WriteSession, webhook: UUID, message: UUID) -> log.Delivery:
    found = await log.find(session, webhook, message)
    if found is None:
        raise not_found("delivery", messages.message_name(message))
    return found
