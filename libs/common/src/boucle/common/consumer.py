"""A consumer: events applied in batches, each in one transaction with the position it reaches.

    group -> partitions ours -> bump epoch, load, seek -> poll -> [effects + outbox + progress] -> …

A crash anywhere leaves the transaction whole or undone, and the position says which. An owner
that lost its partitions without knowing moves no position: it is fenced, and starts over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import CollectorRegistry

from boucle.common.applying import Applier, Tenure
from boucle.common.bus import Bus, LogTruncated, Membership, Reader
from boucle.common.clock import Clock, system_clock
from boucle.common.db import Database
from boucle.common.failures import Halted, Retry, backoff, is_transient, pause
from boucle.common.handling import BatchHandler, EventHandler, Received, by_type, caused_by
from boucle.common.message_metrics import consumer_metrics
from boucle.common.progress import FencedOwner
from boucle.common.watchdog import Stuck, Watchdog

__all__ = [
    "BatchHandler",
    "Consumer",
    "ConsumerSettings",
    "EventHandler",
    "Halted",
    "Received",
    "Retry",
    "by_type",
    "caused_by",
]


@dataclass(frozen=True, slots=True)
class ConsumerSettings:
    """Counts, then seconds. ``gather``: how long the broker may keep events back, so that a batch
    is larger and costs less an event; for effects that nobody waits for."""

    batch_size: int = 500
    max_consecutive_dead_letters: int = 20
    gather: float = 0.0
    poll: float = 0.1
    drain: float = 6.0
    watch_every: float = 2.0
    silence: float = 15.0
    stall: float = 120.0


class Consumer:
    """Applies the events of some topics under a name that owns its progress.

    ``run`` returns when told to stop; it raises Halted when a person must act.
    """

    def __init__(
        self,
        *,
        name: str,
        topics: Sequence[str],
        handle: BatchHandler,
        bus: Bus,
        database: Database,
        clock: Clock = system_clock,
        metrics: CollectorRegistry | None = None,
        settings: ConsumerSettings = ConsumerSettings(),
    ) -> None:
        self.name = name
        self.topics = tuple(topics)
        self.lag: int | None = None
        """Events waiting in the partitions owned, as last looked at; None before that."""
        self._bus = bus
        self._settings = settings
        self._metrics = consumer_metrics(metrics or CollectorRegistry())
        self._metrics.show(name)
        self._watchdog = Watchdog(settings.silence, settings.stall, 0.0)
        self._applier = Applier(
            name,
            handle,
            database,
            clock,
            self._metrics,
            self._watchdog,
            settings.max_consecutive_dead_letters,
        )
        self._log = structlog.get_logger(__name__).bind(consumer=name)

    async def run(self, stop: asyncio.Event) -> None:
        """Consume until stopped. A batch begun is finished, within ``drain`` seconds."""
        attempt = 0
        while not stop.is_set():
            before = self._applier.batches
            try:
                await self._live(stop)
                continue
            except FencedOwner as error:
                self._metrics.fenced.labels(self.name).inc()
                self._log.warning("consumer_fenced", cause=str(error))
            except Stuck as error:
                self._metrics.restarts.labels(self.name).inc()
                self._log.warning("consumer_restarted", cause=str(error))
            except LogTruncated as error:
                raise Halted(f"{self.name}: {error}") from error
            except Exception as error:
                if not is_transient(error):
                    raise
                self._log.warning("consumer_interrupted", cause=repr(error))
            attempt = attempt + 1 if self._applier.batches == before else 1
            await pause(stop, backoff(attempt))

    async def _live(self, stop: asyncio.Event) -> None:
        """One life in the group, watched from outside: ended by stop, an error or the watchdog."""
        self._applier.held = {}
        self._watchdog.end(_now())
        async with self._bus.membership(self.name, self.topics) as member:
            consuming = asyncio.create_task(self._consume(member, stop))
            watching = asyncio.create_task(self._watch(member))
            stopping = asyncio.create_task(stop.wait())
            tasks = (consuming, watching, stopping)
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if stop.is_set():
                    await asyncio.wait({consuming}, timeout=self._settings.drain)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in (consuming, watching):
                if not task.cancelled():
                    task.result()
            await self._tell_kafka(member)

    async def _consume(self, member: Membership, stop: asyncio.Event) -> None:
        async with self._bus.reader(gather=self._settings.gather) as reader:
            tenure: Tenure | None = None
            while not stop.is_set():
                member.check()
                if tenure is None or tenure.has_changed:
                    tenure = await self._claim(member, reader, stop)
                if tenure is None or not self._applier.held:
                    await member.wait_change(member.generation, self._settings.poll)
                    continue
                records = await reader.poll(self._settings.batch_size, self._settings.poll)
                if records and not tenure.has_changed:
                    try:
                        await self._applier.apply(records, tenure)
                    except FencedOwner:
                        # The group may have told us meanwhile: then there is no need to leave it.
                        if not tenure.has_changed:
                            raise
                        self._metrics.fenced.labels(self.name).inc()

    async def _claim(
        self, member: Membership, reader: Reader, stop: asyncio.Event
    ) -> Tenure | None:
        """Bump the epochs, then load, then seek. None: the group moved on meanwhile."""
        tenure = Tenure(member, member.generation, stop)
        owned = member.owned
        self._applier.held = {}
        if owned:
            if not await self._applier.claim(owned, tenure):
                return None
            reader.assign({place: at.next_offset for place, at in self._applier.held.items()})
            self._log.info("partitions_claimed", partitions=len(owned))
        self._watchdog.end(_now())
        return tenure

    async def _watch(self, member: Membership) -> None:
        """Measure the lag, tell Kafka our position, raise Stuck if events wait and none comes."""
        while True:
            await asyncio.sleep(self._settings.watch_every)
            try:
                lag = await self._look(member)
            except Exception as error:
                if not is_transient(error):
                    raise
                self._log.warning("broker_unreachable", cause=repr(error))
                self._watchdog.excuse(_now())
                continue
            why = self._watchdog.observe(_now(), lag)
            if why is not None:
                raise Stuck(f"{self.name}: {why}")
            await self._tell_kafka(member)

    async def _look(self, member: Membership) -> int | None:
        if member.owned is None:
            return None
        held = dict(self._applier.held)
        ends = await self._bus.end_offsets(held)
        self.lag = sum(max(0, ends[place] - held[place].next_offset) for place in ends)
        self._metrics.lag.labels(self.name).set(self.lag)
        return self.lag

    async def _tell_kafka(self, member: Membership) -> None:
        """For lag tools only, so a refusal is no failure: our position is in Postgres."""
        held = self._applier.held
        if held and member.owned is not None and member.owned >= held.keys():
            await member.commit({place: at.next_offset for place, at in held.items()})


def _now() -> float:
    return asyncio.get_running_loop().time()
