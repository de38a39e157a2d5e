"""A consumer: events applied in batches, each in one transaction with the position it reaches.

    group -> partitions ours -> bump epoch, load, seek -> poll -> [effects + outbox + progress] -> …

A crash anywhere leaves the transaction whole or undone, and the position says which. An owner
that lost its partitions without knowing moves no position: it is fenced, and starts over.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import CollectorRegistry

from boucle.platform.bus import Bus, Membership, Place, Reader
from boucle.platform.clock import Clock, steady_now, system_clock
from boucle.platform.consuming.applying import Applier, Tenure
from boucle.platform.consuming.handling import BatchHandler, Received, caused_by
from boucle.platform.consuming.metrics import consumer_metrics
from boucle.platform.consuming.progress import FencedOwner
from boucle.platform.consuming.supervised import SupervisedWorker, SupervisionSettings
from boucle.platform.consuming.watchdog import Stuck
from boucle.platform.db import Database
from boucle.platform.failures import Halted, Retry

__all__ = [
    "BatchHandler",
    "Consumer",
    "ConsumerSettings",
    "Halted",
    "Received",
    "Retry",
    "caused_by",
]


@dataclass(frozen=True, slots=True)
class ConsumerSettings(SupervisionSettings):
    """Counts, then seconds. ``gather``: how long the broker may hold back events, so that batches
    are larger and cheaper; for effects that nobody waits for."""

    batch_size: int = 500
    max_consecutive_dead_letters: int = 20
    gather: float = 0.0
    poll: float = 0.1


class Consumer(SupervisedWorker):
    """Applies the events of some topics under a name that owns its progress; ``lag`` covers the
    owned partitions."""

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
        self._settings = settings
        self._metrics = consumer_metrics(metrics or CollectorRegistry())
        self._metrics.show(name)
        super().__init__(name, topics, bus, settings, self._metrics.lag.labels(name))
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

    @property
    def steps(self) -> int:
        return self._applier.batches

    def interrupted(self, error: Exception) -> None:
        if isinstance(error, FencedOwner):
            self._metrics.fenced.labels(self.name).inc()
            self._log.warning("consumer_fenced", cause=str(error))
        elif isinstance(error, Stuck):
            self._metrics.restarts.labels(self.name).inc()
            self._log.warning("consumer_restarted", cause=str(error))
        else:
            self._log.warning("consumer_interrupted", cause=repr(error))

    async def begin(self) -> None:
        self._applier.positions = {}

    def positions(self, member: Membership) -> Mapping[Place, int] | None:
        if member.owned is None:
            return None
        return {place: at.next_offset for place, at in self._applier.positions.items()}

    async def follow(self, member: Membership, stop: asyncio.Event) -> None:
        async with self._bus.reader(gather=self._settings.gather) as reader:
            tenure: Tenure | None = None
            while not stop.is_set():
                member.check()
                if tenure is None or tenure.has_changed:
                    tenure = await self._claim(member, reader, stop)
                if tenure is None or not self._applier.positions:
                    await member.wait_change(member.generation, self._settings.poll)
                    continue
                records = await reader.poll(self._settings.batch_size, self._settings.poll)
                if records and not tenure.has_changed:
                    try:
                        await self._applier.apply(records, tenure)
                    except FencedOwner:
                        # The group may have changed meanwhile: then there is no need to leave it.
                        if not tenure.has_changed:
                            raise
                        self._metrics.fenced.labels(self.name).inc()

    async def _claim(
        self, member: Membership, reader: Reader, stop: asyncio.Event
    ) -> Tenure | None:
        """Bump the epochs, then load, then seek. Return None if the group has moved on."""
        tenure = Tenure(member, member.generation, stop)
        owned = member.owned
        self._applier.positions = {}
        if owned:
            if not await self._applier.claim(owned, tenure):
                return None
            reader.assign({place: at.next_offset for place, at in self._applier.positions.items()})
            self._log.info("partitions_claimed", partitions=len(owned))
        self._watchdog.end(steady_now())
        return tenure

    async def watched(self, member: Membership) -> None:
        """Report the position to Kafka, for lag tools only; a refusal is no failure."""
        positions = self._applier.positions
        if positions and member.owned is not None and member.owned >= positions.keys():
            await member.commit({place: at.next_offset for place, at in positions.items()})
