"""Queue the feed's changes for each webhook, in the same order and with the same visibility.

A webhook's place and the messages up to it commit together, and only if the place is still where it
was read: any number of processes may do so.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.notifications.subscriptions.feeds.facts import selected
from boucle.notifications.subscriptions.feeds.store import Feed
from boucle.notifications.subscriptions.feeds.use_cases import FeedStep, Follower, step_after
from boucle.notifications.subscriptions.ports import Principals, PrincipalsAway
from boucle.notifications.subscriptions.webhooks import messages, queue, store
from boucle.notifications.subscriptions.webhooks.metrics import WebhookMetrics
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.failures import pause
from boucle.platform.identity import Principal
from boucle.platform.periodic import Periodic

_BETWEEN_S: Final = 0.1
_AWAY_S: Final = 2.0
_AT_ONCE: Final = 500
"""Messages queued in one transaction."""

_log = structlog.get_logger(__name__)


@dataclass
class Feeder:
    """``wake`` is set when something was queued."""

    database: Database
    directory: Principals
    clock: Clock
    metrics: WebhookMetrics
    wake: asyncio.Event

    async def run(self, stop: asyncio.Event) -> None:
        async def feed() -> bool:
            try:
                return await self.feed_once()
            except PrincipalsAway as error:
                _log.warning("directory_away", cause=str(error))
                await pause(stop, _AWAY_S)
                return False

        await Periodic("webhook_walk", _BETWEEN_S, feed).run(stop)

    async def feed_once(self) -> bool:
        """Feed every webhook that is behind; tell whether some still are. Raise PrincipalsAway:
        without visibility nothing is queued."""
        async with self.database.read() as session:
            feed = await feeds.feed(session)
            behind = await store.behind(session, feed.number)
        if not behind:
            return False
        principals = await self.directory.principals({one.client_id for one in behind})
        nothing: dict[int, list[WebhookRow]] = {}
        more = False
        for one in behind:
            principal = principals.get(one.client_id)
            if principal is None:
                await self._revoked(one)
                continue
            step = await self._look(one, principal, feed)
            more |= step.more
            if step.entries:
                await self._queue(one, step)
            else:
                nothing.setdefault(step.number, []).append(one)
        for number, passed in nothing.items():
            async with self.database.write() as session:
                examined = {one.webhook_id: one.position for one in passed}
                await store.skip_changes(session, examined, number)
        return more

    async def _look(self, one: WebhookRow, principal: Principal, feed: Feed) -> FeedStep:
        follower = Follower(principal, None if one.types is None else selected(one.types))
        # Deleted changes are skipped: `enable` says so.
        place = max(one.position, feed.forgotten)
        async with self.database.read(snapshot=True) as session:
            return await step_after(session, feed, follower, place, _AT_ONCE)

    async def _queue(self, one: WebhookRow, step: FeedStep) -> None:
        queued = [messages.of_change(one.webhook_id, entry) for entry in step.entries]
        async with self.database.write() as session:
            if await store.advance(session, one.webhook_id, one.position, step.number):
                await queue.put(session, one.webhook_id, queued, self.clock())
        self.wake.set()

    async def _revoked(self, one: WebhookRow) -> None:
        _log.warning("webhook_revoked", webhook=str(one.webhook_id))
        async with self.database.write() as session:
            await store.disable(session, one.webhook_id, "revoked", self.clock())
        self.metrics.disabled.labels("revoked").inc()
