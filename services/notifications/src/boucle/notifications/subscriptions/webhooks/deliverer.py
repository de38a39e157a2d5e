"""Send due messages: many at a time, few to one receiver, in the order of each thing.

waiting -> due -> sending (claimed, with a time limit) -> delivered | due again, later | failed

A message is claimed before it leaves and marked after its answer: a crash between the two sends it
again, with the same id and body. A claim that outlives its time limit is taken over; a sender that
wakes after it sends nothing more of what it had claimed, and records nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

import structlog

from boucle.notifications.subscriptions.outbound import (
    AddressRefused,
    DeliveryFailed,
    OutboundAnswer,
)
from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.notifications.subscriptions.webhooks import decisions, queue, signing, store
from boucle.notifications.subscriptions.webhooks.decisions import Attempted
from boucle.notifications.subscriptions.webhooks.metrics import WebhookMetrics
from boucle.notifications.subscriptions.webhooks.queue import Done, Due
from boucle.platform.clock import Clock, steady_now
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

AT_ONCE: Final = 512
"""Messages under way in one process: more than slow receivers can block together."""
OF_EACH: Final = 8
CLAIMED_FOR: Final = timedelta(seconds=40)
"""Longer than an attempt (10 s) and its record together."""
_POLL_S: Final = 0.2
_GATHER_S: Final = 0.01
_RECORD_AT_ONCE: Final = 200
_LAST_S: Final = 5.0
"""At the stop, what is under way has so long to be answered; else it is sent again."""
_STORED_BYTES: Final = 1000
"""Stored bytes of an answer."""
_AGENT: Final = "Boucle-Webhooks/1"

_log = structlog.get_logger(__name__)


class Client(Protocol):
    """Sends one request; checks the address before it connects."""

    async def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> OutboundAnswer:
        """Raise AddressRefused, DeliveryFailed."""


@dataclass
class Deliverer:
    """One per process; several processes share the messages due. ``chance`` is random, from 0 to
    1."""

    database: Database
    client: Client
    sealer: Sealer
    clock: Clock
    chance: Callable[[], float]
    metrics: WebhookMetrics
    wake: asyncio.Event
    claimed_for: timedelta = CLAIMED_FOR
    at_once: int = AT_ONCE
    _busy: Counter[UUID] = field(default_factory=Counter)
    _running: set["asyncio.Task[None]"] = field(default_factory=set)
    _done: list[Done] = field(default_factory=list)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until stopped; what is under way then gets its answer, unsent messages stay due."""
        round_ = Periodic("webhook_delivery", _POLL_S, self._round, self.wake, _GATHER_S)
        await round_.run(stop)
        if self._running:
            await asyncio.wait(self._running, timeout=_LAST_S)
        while self._done:
            await self.record()

    async def _round(self) -> int:
        """Return how many began, or wait to be recorded."""
        await self.record()
        return await self.begin() or len(self._done)

    async def deliver_due(self) -> int:
        began = await self.begin()
        while self._running or self._done:
            if self._running:
                await asyncio.wait(self._running)
            await self.record()
        return began

    async def begin(self) -> int:
        """Claim due messages as far as there is room; return how many."""
        free = self.at_once - len(self._running)
        if free <= 0:
            return 0
        now = self.clock()
        claimed = await queue.claim(
            self.database, now, now + self.claimed_for, self._busy, of_each=OF_EACH, limit=free
        )
        self.metrics.taken_over.inc(sum(one.taken_over for one in claimed))
        for one in claimed:
            self._busy[one.webhook_id] += 1
            task = asyncio.create_task(self._deliver(one, now + self.claimed_for / 2))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return len(claimed)

    async def record(self) -> None:
        """Record the attempts that ended. They count as under way until then."""
        done = self._done[:_RECORD_AT_ONCE]
        if not done:
            return
        now = self.clock()
        disabled = []
        async with self.database.write() as session:
            webhooks = {one.due.webhook_id for one in done}
            before = await store.lock_health(session, webhooks)
            ours = await queue.record(session, done, now)
            after = dict(before)
            for one in done:
                id_ = one.due.webhook_id
                if one.due.message_id in ours and id_ in after:
                    after[id_] = decisions.health_after(after[id_], one.attempted, now)
            for id_, health in after.items():
                if health != before[id_]:
                    await store.save_health(session, id_, now, health)
                if health.state != before[id_].state:
                    disabled.append((id_, health.reason))
        del self._done[: len(done)]
        for one in done:
            self._free(one.due)
            self._count(one)
        for id_, reason in disabled:
            _log.warning("webhook_disabled", webhook=str(id_), reason=reason)
            self.metrics.disabled.labels(reason).inc()

    # --- one message -----------------------------------------------------------------------

    async def _deliver(self, one: Due, until: datetime) -> None:
        if self.clock() > until:
            self._free(one)  # frozen since it was claimed: another sender may have it
            return
        began, at = steady_now(), self.clock()
        attempted = await self._attempt(one)
        now = self.clock()
        self._done.append(
            Done(
                due=one,
                attempted=attempted,
                following=decisions.following(attempted, one.tries, now, self.chance()),
                at=at,
                duration_ms=round((steady_now() - began) * 1000),
            )
        )
        self.wake.set()

    async def _attempt(self, one: Due) -> Attempted:
        now = self.clock()
        try:
            headers = signing.headers(self._secrets(one), one.message_id, one.body, now, _AGENT)
            answer = await self.client.post(one.url, headers=headers, body=one.body)
        except AddressRefused as error:
            return Attempted("address_refused", answer=error.reason)
        except DeliveryFailed as error:
            return Attempted("unreachable", answer=error.reason)
        except Unreadable as error:
            return Attempted("unreachable", answer=str(error))
        except Exception:  # noqa: BLE001 - one message must not hold up all the others
            _log.exception("webhook_not_sent", webhook=str(one.webhook_id))
            return Attempted("unreachable", answer="it could not be sent")
        return decisions.attempted(answer.status, answer.headers, answer.head[:_STORED_BYTES], now)

    def _secrets(self, one: Due) -> list[str]:
        secrets = [self.sealer.opened(one.secret)]
        if one.former_secret and one.former_until and self.clock() < one.former_until:
            secrets.append(self.sealer.opened(one.former_secret))
        return secrets

    def _free(self, one: Due) -> None:
        self._busy[one.webhook_id] -= 1
        if not self._busy[one.webhook_id]:
            del self._busy[one.webhook_id]

    def _count(self, one: Done) -> None:
        self.metrics.attempts.labels(one.attempted.outcome).inc()
        self.metrics.answered.observe(one.duration_ms / 1000)
        if one.following.state == "delivered" and one.due.tries == 1:
            self.metrics.late.observe(max(0.0, (one.at - one.due.created_at).total_seconds()))
