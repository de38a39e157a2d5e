"""Keeps the lists of the partitions that the group gives us, and publishes what moves.

    group member (paused) -> which partitions of boucle.flow are ours
    reader (no group)     -> all of boucle.flow, .territory, .life, from our copy's positions on

    poll -> copy and lists -> [positions + lists + pairs + outbox] -> poll ...

A new partition: claim it (its old owner is fenced), read on to where its lists stand, load them,
mend them against all that changed at or after, and go on. What is published depends only on what
was read. An owner that lost its partitions without knowing is fenced, and starts over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from boucle.common.bus import Bus, LogTruncated, Membership, Reader, Record
from boucle.common.clock import Clock, system_clock
from boucle.common.consuming.progress import FencedOwner
from boucle.common.consuming.watchdog import Stuck, Watchdog
from boucle.common.db import Database
from boucle.common.events import NewerEvent
from boucle.common.failures import Halted, backoff, is_transient, pause
from boucle.common.http.health import Check, NotReady
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.engine.engine import PIECE
from boucle.matching.engine.precompile import compile_ahead
from boucle.matching.lists import memory
from boucle.matching.lists.claims import Claims
from boucle.matching.lists.partitions import GROUP, SOURCES, Positions
from boucle.matching.lists.replica import Replica
from boucle.matching.lists.turns import Committer, Turn
from boucle.matching.scoring import RULES_VERSION, Rules

_TOO_FAR = 50_000
_AT_ONCE = 2 * PIECE
"""Flows of a settings change that are mended at once; more are left to mend, in batches."""
_FAILURES = 1000
"""Events to put aside that a worker keeps while it owns nothing."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """A count, then seconds. ``rest``: how long an effect-free position may stay uncommitted;
    ``settle``: how long a rebalance may take."""

    batch_size: int = 500
    poll: float = 0.1
    rest: float = 1.0
    settle: float = 30.0
    drain: float = 6.0
    watch_every: float = 2.0
    silence: float = 15.0
    stall: float = 120.0
    prune_every: float = 60.0


class ListWorker:
    """``run`` returns when told to stop; it raises Halted when a person must act."""

    def __init__(
        self,
        *,
        database: Database,
        bus: Bus,
        rules: Rules,
        clock: Clock = system_clock,
        metrics: CollectorRegistry | None = None,
        settings: WorkerSettings = WorkerSettings(),
    ) -> None:
        self.lag: int | None = None
        """Events that wait in all that it reads, as last looked at; None before that."""
        self._database, self._bus, self._clock = database, bus, clock
        self._rules, self._settings = rules, settings
        self._made_by = f"{rules.version}.{RULES_VERSION}"
        self._committer = Committer(database, self._made_by, GROUP, self._alive)
        self._begin()
        self._watchdog = Watchdog(settings.silence, settings.stall, 0.0)
        self._rested_at = self._pruned_at = 0.0
        self._turns = 0
        self._metrics = _Metrics(metrics or CollectorRegistry())
        self._log = structlog.get_logger(__name__)

    @property
    def check(self) -> Check:
        """Ready once its lag is known and small: before that, it tells of another time."""

        async def probe() -> Mapping[str, object]:
            if self.lag is None:
                raise NotReady("its lag is not known yet")
            if self.lag > _TOO_FAR:
                raise NotReady(f"{self.lag} events wait")
            return {"lag": self.lag, "partitions": len(self.owned), "to_mend": self.to_refresh}

        return Check("lists", probe)

    @property
    def owned(self) -> frozenset[int]:
        """The partitions whose lists it keeps now."""
        return frozenset(self._claims.held)

    @property
    def to_refresh(self) -> int:
        """Flows that a wide change left to be compared anew."""
        return len(self._claims.to_refresh)

    async def run(self, stop: asyncio.Event) -> None:
        """Follow the log until stopped. A turn begun is finished, within ``drain`` seconds."""
        memory.map_big_arrays()
        await asyncio.to_thread(compile_ahead)
        attempt = 0
        while not stop.is_set():
            before = self._turns
            try:
                await self._live(stop)
                continue
            except (FencedOwner, Stuck) as error:
                self._log.warning("lists_restarted", cause=str(error))
            except (LogTruncated, NewerEvent) as error:
                raise Halted(f"{GROUP}: {error}") from error
            except Exception as error:
                if not is_transient(error):
                    raise
                self._log.warning("lists_interrupted", cause=repr(error))
            self._metrics.restarts.inc()
            attempt = attempt + 1 if self._turns == before else 1
            await pause(stop, backoff(attempt))

    # --- one life --------------------------------------------------------------------------

    def _begin(self) -> None:
        """An empty copy that owns nothing."""
        self._replica = Replica(self._rules)
        self._claims = Claims(
            self._database,
            self._bus,
            self._replica,
            self._made_by,
            batch_size=self._settings.batch_size,
            poll=self._settings.poll,
            alive=self._alive,
        )

    def _alive(self) -> None:
        self._watchdog.begin(_now())

    async def _live(self, stop: asyncio.Event) -> None:
        """Load, join the group, follow; ended by stop, an error or the watchdog."""
        self._begin()
        await self._replica.load(self._database)
        self._watchdog.end(_now())
        self._alive()
        async with self._bus.membership(GROUP, ("flow",)) as member:
            following = asyncio.create_task(self._follow(member, stop))
            watching = asyncio.create_task(self._watch(member))
            stopping = asyncio.create_task(stop.wait())
            tasks = (following, watching, stopping)
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if stop.is_set():
                    await asyncio.wait({following}, timeout=self._settings.drain)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            for task in (following, watching):
                if not task.cancelled():
                    task.result()

    async def _follow(self, member: Membership, stop: asyncio.Event) -> None:
        async with self._bus.reader(SOURCES) as reader:
            reader.assign(self._replica.start(reader.assigned))
            await self._read_settings_first(reader, stop)
            while not stop.is_set():
                member.check()
                await self._claims.follow(member)
                records = await self._poll(reader)
                self._alive()
                batch = self._replica.read(records)
                turn = Turn(batch, self._replica.positions, self._replica.failures)
                await self._update_engine(turn)
                await self._claims.take_over(turn)
                await self._refresh_some(turn)
                await self._commit(turn, member, stop)
                await self._prune()
                self._turns += 1
                self._metrics.events.inc(len(records))
                self._metrics.to_refresh.set(self.to_refresh)
                self._watchdog.end(_now(), heard=bool(records))

    async def _read_settings_first(self, reader: Reader, stop: asyncio.Event) -> None:
        """Settings and lives up to now, before any flow: lists are not made by defaults first."""
        flows = [place for place in reader.assigned if place[0] == "flow"]
        reader.pause(*flows)
        ends = await reader.end_offsets()
        until: Positions = {}
        for (topic, partition), end in ends.items():
            if topic != "flow":
                until.setdefault(topic, {})[partition] = end
        while not self._replica.has_reached(until) and not stop.is_set():
            records = await self._poll(reader)
            self._alive()
            turn = Turn(self._replica.read(records), self._replica.positions)
            await self._update_engine(turn)
            self._watchdog.end(_now(), heard=bool(records))
        reader.resume(*flows)

    async def _poll(self, reader: Reader) -> list[Record]:
        busy = bool(self._claims.to_refresh)
        return await reader.poll(self._settings.batch_size, 0.0 if busy else self._settings.poll)

    # --- computing -------------------------------------------------------------------------

    async def _update_engine(self, turn: Turn) -> None:
        later = await self._replica.apply(turn.batch, _AT_ONCE)
        if self._claims.held:
            turn.to_refresh |= set(later)
            self._claims.to_refresh |= dict.fromkeys(later)

    async def _refresh_some(self, turn: Turn) -> None:
        """Work off a little of what wide changes left."""
        if self._claims.held and self._claims.to_refresh:
            turn.refreshed = list(islice(self._claims.to_refresh, _AT_ONCE))
            await self._replica.refresh(turn.refreshed)
            for flow in turn.refreshed:
                del self._claims.to_refresh[flow]
            turn.to_refresh -= set(turn.refreshed)

    # --- writing ---------------------------------------------------------------------------

    async def _commit(self, turn: Turn, member: Membership, stop: asyncio.Event) -> None:
        """Write the turn, again and again after passing failures. Raises FencedOwner."""
        drain = self._replica.engine.drain
        turn.changes = drain() if turn.is_small else await asyncio.to_thread(drain)
        await self._claims.follow(member)
        attempt = 0
        while moving := self._moving(turn):
            try:
                await self._committer.write(self._replica.engine, turn, moving, self._clock)
                if len(moving) == len(self._claims.held):
                    self._rested_at = _now()
                self._replica.failures.clear()
                self._metrics.lists.inc(len(turn.changes))
                return
            except FencedOwner:
                # The group may be telling us: what is left of ours is written then.
                if not await self._was_reassigned(member):
                    raise
            except Exception as error:
                if not is_transient(error) or stop.is_set():
                    raise
                attempt += 1
                self._log.warning("lists_retry", attempt=attempt, cause=repr(error))
                await pause(stop, backoff(attempt))
                self._alive()
        # Owning nothing, it puts nothing aside; the owners have, but for the last ones maybe.
        del self._replica.failures[:-_FAILURES]

    def _moving(self, turn: Turn) -> dict[int, int]:
        """The partitions to write for: those that the turn touched, now and then all."""
        if _now() - self._rested_at >= self._settings.rest:
            return dict(self._claims.held)
        return turn.touched(self._claims.held)

    async def _was_reassigned(self, member: Membership) -> bool:
        """Whether the group gave us other partitions meanwhile; waits for it to say which."""
        if member.generation == self._claims.generation:
            return False
        if member.owned is None:
            await member.wait_change(member.generation, self._settings.settle)
        await self._claims.follow(member)
        return True

    async def _prune(self) -> None:
        """One worker is enough: the owner of partition 0."""
        if 0 in self._claims.held and _now() - self._pruned_at >= self._settings.prune_every:
            self._pruned_at = _now()
            async with self._database.write() as session:
                await candidate_rows.prune(session, self._clock())

    # --- watching --------------------------------------------------------------------------

    async def _watch(self, member: Membership) -> None:
        """Measure the lag; raise Stuck if events wait and none comes, or the group never settles:
        reading goes on then, but nobody may own what another has left."""
        settle = self._settings.settle
        group = Watchdog(settle, settle, _now())
        while True:
            await asyncio.sleep(self._settings.watch_every)
            try:
                await self._measure_lag()
            except Exception as error:
                if not is_transient(error):
                    raise
                self._watchdog.excuse(_now())
                group.excuse(_now())
                continue
            why = self._watchdog.observe(_now(), self.lag)
            why = why or group.observe(_now(), None if member.owned is None else 0)
            if why is not None:
                raise Stuck(f"{GROUP}: {why}")

    async def _measure_lag(self) -> None:
        positions = self._replica.positions
        places = [(topic, partition) for topic in positions for partition in positions[topic]]
        if places:
            ends = await self._bus.end_offsets(places)
            self.lag = sum(
                max(0, end - positions[topic][partition])
                for (topic, partition), end in ends.items()
            )
            self._metrics.lag.set(self.lag)


class _Metrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.lag = Gauge(
            "boucle_lists_lag_events", "Events not yet applied to the lists", registry=registry
        )
        self.to_refresh = Gauge(
            "boucle_lists_to_mend", "Flows left to compare anew", registry=registry
        )
        self.events = Counter("boucle_lists_events", "Events applied", registry=registry)
        self.lists = Counter("boucle_lists_changed", "Lists that changed", registry=registry)
        self.restarts = Counter("boucle_lists_restarts", "Lives restarted", registry=registry)


def _now() -> float:
    return asyncio.get_running_loop().time()
