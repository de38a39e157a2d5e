"""Run a worker that follows the log: it is watched, and restarted after transient errors.

join the group -> [follow · watch the lag] -> stop, or an error -> backoff -> join again
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Gauge

from boucle.platform.bus import Bus, LogTruncated, Membership, Place
from boucle.platform.clock import steady_now
from boucle.platform.consuming.progress import FencedOwner
from boucle.platform.consuming.watchdog import Stuck, Watchdog
from boucle.platform.events import HaltingEvent
from boucle.platform.failures import Halted, backoff, is_transient, pause

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SupervisionSettings:
    """Seconds. ``drain``: for work in progress at the stop; ``silence`` and ``stall``: see
    ``Watchdog``; ``settle``: how long a rebalance may take."""

    drain: float = 6.0
    watch_every: float = 2.0
    silence: float = 15.0
    stall: float = 120.0
    settle: float = 30.0


class SupervisedWorker(ABC):
    """A member of a Kafka group. ``run`` returns when stopped; it raises Halted if a person must
    act, and other errors that are not transient."""

    def __init__(
        self,
        name: str,
        topics: Sequence[str],
        bus: Bus,
        supervision: SupervisionSettings,
        lag: Gauge,
    ) -> None:
        self.name = name
        self.topics = tuple(topics)
        self.lag: int | None = None
        """Events not applied yet, as last measured; None before that."""
        self._bus = bus
        self._supervision = supervision
        self._lag_metric = lag
        self._watchdog = Watchdog(supervision.silence, supervision.stall, 0.0)

    async def run(self, stop: asyncio.Event) -> None:
        """Follow the log until stopped. Work in progress ends within ``drain`` seconds."""
        attempt = 0
        while not stop.is_set():
            before = self.steps
            try:
                await self._live(stop)
                continue
            except (LogTruncated, HaltingEvent) as error:
                raise Halted(f"{self.name}: {error}") from error
            except Exception as error:
                if not (isinstance(error, FencedOwner | Stuck) or is_transient(error)):
                    raise
                self.interrupted(error)
            attempt = attempt + 1 if self.steps == before else 1
            await pause(stop, backoff(attempt))

    @property
    @abstractmethod
    def steps(self) -> int:
        """Return a count of work done; the backoff restarts from the least once it grows."""

    @abstractmethod
    def interrupted(self, error: Exception) -> None:
        """Log and count a restart after FencedOwner, Stuck or a transient error."""

    @abstractmethod
    async def begin(self) -> None:
        """Drop the state of the last run and load what is needed before joining the group."""

    @abstractmethod
    async def follow(self, member: Membership, stop: asyncio.Event) -> None:
        """Follow the log until stopped, reporting each batch to the watchdog."""

    @abstractmethod
    def positions(self, member: Membership) -> Mapping[Place, int] | None:
        """Return the next offset of each partition that is read; None if none is assigned yet."""

    async def watched(self, member: Membership) -> None:  # noqa: B027 - optional
        """React to each healthy check, and to an end without error."""

    async def _live(self, stop: asyncio.Event) -> None:
        """Stay in the group once, until a stop, an error or the watchdog."""
        await self.begin()
        self._watchdog.end(steady_now())
        async with self._bus.membership(self.name, self.topics) as member:
            following = asyncio.create_task(self.follow(member, stop))
            watching = asyncio.create_task(self._watch(member))
            stopping = asyncio.create_task(stop.wait())
            tasks = (following, watching, stopping)
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if stop.is_set():
                    await asyncio.wait({following}, timeout=self._supervision.drain)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in (following, watching):
                if not task.cancelled():
                    task.result()
            await self.watched(member)

    async def _watch(self, member: Membership) -> None:
        """Measure the lag. Raises Stuck if events wait and none comes, or if the group never
        settles: reading goes on then, but no new partition is assigned."""
        settle = self._supervision.settle
        group = Watchdog(settle, settle, steady_now())
        while True:
            await asyncio.sleep(self._supervision.watch_every)
            try:
                lag = await self._measure_lag(member)
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("broker_unreachable", worker=self.name, cause=repr(error))
                self._watchdog.excuse(steady_now())
                group.excuse(steady_now())
                continue
            why = self._watchdog.observe(steady_now(), lag)
            why = why or group.observe(steady_now(), None if member.owned is None else 0)
            if why is not None:
                raise Stuck(f"{self.name}: {why}")
            await self.watched(member)

    async def _measure_lag(self, member: Membership) -> int | None:
        positions = self.positions(member)
        if positions is None:
            return None
        ends = await self._bus.end_offsets(positions)
        self.lag = sum(max(0, ends[place] - positions[place]) for place in ends)
        self._lag_metric.set(self.lag)
        return self.lag
