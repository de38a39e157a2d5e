"""The relay: publishes what the outbox holds, in order, at least once.

One is active per service: the holder of an advisory lock on a session of its own, touched every
second and ended by Postgres after ten seconds of silence (``lease``), so that a frozen holder loses
it. Before each batch the holder makes sure that it still holds. What two relays may publish twice
around a takeover is the same events in the same order: consumers apply only a higher version.

What its own process commits wakes it at once; what others commit it finds by polling.

    crash before send: read again · after send, before delete: sent again · after delete: done
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import asyncpg
import structlog
from prometheus_client import CollectorRegistry

from boucle.platform.bus import Bus, Message, Producer, failure
from boucle.platform.clock import Clock, steady_now, system_clock
from boucle.platform.db import Database
from boucle.platform.failures import backoff, is_transient, pause
from boucle.platform.outbox.horizon import Horizon
from boucle.platform.outbox.lease import Lease, LeaseLost
from boucle.platform.outbox.metrics import relay_metrics
from boucle.platform.outbox.packs import EVENTS_IN_ROW, contents
from boucle.platform.periodic import Periodic

_FEW = 32
# Rows until so many events, at least one row: a pack holds many.
_UNPUBLISHED = f"""
SELECT seq, topic, key, headers::text AS headers, payload, events, complete
FROM (
    SELECT *, sum(events) OVER (ORDER BY seq) - events AS before,
           sum(events) OVER () < $1 AS complete
    FROM (
        SELECT *, {EVENTS_IN_ROW} AS events FROM outbox
        WHERE seq > $2 ORDER BY seq LIMIT $1
    ) AS next
) AS counted
WHERE before < $1 ORDER BY seq
"""
# A mark would write each event once more.
_DROP = "DELETE FROM outbox WHERE seq = ANY($1::bigint[])"
# By the key, in order: what is deleted stays in the table until a vacuum.
_BACKLOG = f"""
SELECT coalesce(sum({EVENTS_IN_ROW}), 0), min(created_at)
FROM (SELECT headers, created_at FROM outbox ORDER BY seq LIMIT 1000000) AS waiting
"""
_PRUNE_ANSWERS = "DELETE FROM idempotency WHERE created_at < $1"


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """Events, then seconds; ``answers_kept``: how long a request with an ``Idempotency-Key`` gets
    its stored answer."""

    batch_size: int = 1000
    send: float = 5.0
    busy_poll: float = 0.01
    idle_poll: float = 0.1
    measure_every: float = 2.0
    prune_every: float = 30.0
    lease: float = 10.0
    answers_retained: timedelta = timedelta(days=1)


class Relay:
    """Run one in each worker process: one is active, the others stand by."""

    def __init__(
        self,
        *,
        database: Database,
        bus: Bus,
        clock: Clock = system_clock,
        metrics: CollectorRegistry | None = None,
        settings: RelaySettings = RelaySettings(),
    ) -> None:
        self.active = False
        self.backlog: int | None = None
        """Events committed and not published, as last counted; None before that."""
        self.oldest_seconds: float | None = None
        """Age of the oldest of them; None when there is none."""
        self._database = database
        self._bus = bus
        self._clock = clock
        self._metrics = relay_metrics(metrics or CollectorRegistry())
        self._settings = settings
        self._published = 0
        self._wake = database.events_committed
        self._log = structlog.get_logger(__name__)

    async def run(self, stop: asyncio.Event) -> None:
        """Relay, or stand by, until stopped; a started batch is finished first."""
        measuring = Periodic("relay_measure", self._settings.measure_every, self._count)
        side_tasks = [
            asyncio.create_task(measuring.run(stop)),
            asyncio.create_task(self._wake_to_stop(stop)),
        ]
        try:
            await self._hold(stop)
        finally:
            for task in side_tasks:
                task.cancel()
            await asyncio.gather(*side_tasks, return_exceptions=True)

    async def _wake_to_stop(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wake.set()

    async def _hold(self, stop: asyncio.Event) -> None:
        attempt = 0
        while not stop.is_set():
            before = self._published
            try:
                async with Lease(self._database, self._settings.lease) as lease:
                    if await lease.acquire(stop):
                        await self._publish_while(lease, stop)
            except Exception as error:
                if not (isinstance(error, LeaseLost) or is_transient(error)):
                    raise
                self._log.warning("relay_interrupted", cause=repr(error))
                attempt = attempt + 1 if self._published == before else 1
                await pause(stop, backoff(attempt))

    @asynccontextmanager
    async def _in_charge(self) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
        connection = await self._database.dedicated(
            name="relay",
            # By the key, always. Whenever a vacuum left the outbox empty, Postgres plans to read
            # all of it, and keeps that plan while what was published and deleted piles up.
            enable_seqscan="off",
            # A crash of Postgres may bring back what was deleted last: it is published once more.
            # What others committed since, and waited for, has flushed the deletes before it.
            synchronous_commit="off",
        )
        self.active = True
        self._metrics.active.set(1)
        self._log.info("relay_active")
        try:
            yield connection
        finally:
            self.active = False
            self._metrics.active.set(0)
            with suppress(Exception):
                await connection.close(timeout=1)

    async def _publish_while(self, lease: Lease, stop: asyncio.Event) -> None:
        """Publish until stopped. Raises LeaseLost, and BusUnavailable on the first failed delivery.
        What was in flight is dropped with its producer and read again, here or by another relay."""
        async with self._in_charge() as connection, self._bus.producer() as producer:
            idle_since = prune_at = steady_now()
            horizon = Horizon()
            woken = False
            while not stop.is_set():
                await lease.ensure()
                await horizon.before(connection, steady_now())
                # Now and then at all of it, once.
                everything = steady_now() >= prune_at
                below = 0 if everything else horizon.seq
                rows = await connection.fetch(_UNPUBLISHED, self._settings.batch_size, below)
                if rows:
                    await lease.ensure()  # the read may have taken long
                    await self._publish(rows, producer, connection)
                    if not woken:  # somebody else's: more of theirs may follow
                        idle_since = steady_now()
                complete = not rows or rows[0]["complete"]
                horizon.after(rows, complete=complete)
                if everything:
                    answered_before = self._clock() - self._settings.answers_retained
                    await connection.execute(_PRUNE_ANSWERS, answered_before)
                    prune_at = steady_now() + self._settings.prune_every
                idle = steady_now() - idle_since
                delay = poll_delay(idle, self._settings.busy_poll, self._settings.idle_poll)
                woken = complete and await self._rest(delay)

    async def _rest(self, seconds: float) -> bool:
        """Wait at most ``seconds``; return True if this process committed events (or must stop)."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    async def _publish(
        self,
        rows: Sequence[Any],
        producer: Producer,
        connection: asyncpg.Connection[asyncpg.Record],
    ) -> None:
        """Send a batch and delete what was acknowledged. Raises BusUnavailable or BusRefused if not
        all was."""
        few = sum(row["events"] for row in rows) < _FEW  # a thread would cost more than they do
        rows_messages = _messages_of(rows) if few else await asyncio.to_thread(_messages_of, rows)
        messages = [message for row_messages in rows_messages for message in row_messages]
        outcomes = await producer.send(messages, self._settings.send)
        done = settled(rows_messages, outcomes)
        if done:
            await connection.execute(_DROP, [rows[index]["seq"] for index in done])
            sent = sum(len(rows_messages[index]) for index in done)
            self._published += sent
            self._metrics.published.inc(sent)
        failed = [(m, why) for m, why in zip(messages, outcomes, strict=True) if why is not None]
        if failed:
            self._metrics.failures.inc()
            message, why = failed[0]
            left = f"{len(failed)} of {len(messages)} events not sent"
            raise failure(f"{left}, first one to {message.topic}", why)

    async def _count(self) -> None:
        async with self._database.read() as session:
            row = await session.fetchrow(_BACKLOG)
        assert row is not None  # noqa: S101 - an aggregate always gives one
        oldest: datetime | None
        self.backlog, oldest = row
        age = None if oldest is None else (self._clock() - oldest).total_seconds()
        self.oldest_seconds = None if age is None else max(0.0, age)
        self._metrics.unpublished.set(self.backlog or 0)
        self._metrics.oldest.set(self.oldest_seconds or 0)


def _messages_of(rows: Sequence[Any]) -> list[list[Message]]:
    """Return each row's messages, without those of topics dropped since ADR 0020 and 0021."""
    return [
        [
            message
            for message in contents(row)
            if message.topic != "synergy" and not message.topic.startswith("shared.")
        ]
        for row in rows
    ]


def settled(
    rows_messages: Sequence[Sequence[Message]], outcomes: Sequence[BaseException | None]
) -> list[int]:
    """Return the rows that may be deleted: all of their messages are acknowledged, and no earlier
    row with one of their keys stays. Otherwise the earlier event would come last in the log.
    ``outcomes``: of all messages, in order."""
    staying: set[tuple[str, str | None]] = set()
    done: list[int] = []
    left = iter(outcomes)
    for index, row_messages in enumerate(rows_messages):
        failed = [outcome for outcome in islice(left, len(row_messages)) if outcome is not None]
        keys = {(message.topic, message.key) for message in row_messages}
        if failed or keys & staying:
            staying |= keys
        else:
            done.append(index)
    return done


def poll_delay(idle: float, busy: float, slowest: float) -> float:
    """Return the seconds to the next poll: few while busy, then 1/20 of the time since the last
    event."""
    return max(busy, min(slowest, idle / 20))
