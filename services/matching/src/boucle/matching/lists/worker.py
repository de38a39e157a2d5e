"""Keeps the lists of the partitions that the group gives us, and publishes their changes.

    group member (paused) -> which partitions of boucle.flow are ours
    reader (no group)     -> all of boucle.flow, .territory, .life, from our replica's positions on

    poll -> replica and lists -> [positions + lists + outbox]
            poll -> replica and lists -> [positions + lists + outbox]
                    poll ...

One turn is computed while the one before is written.

What is published depends only on what was read. An owner that lost its partitions without knowing
is fenced, and starts over.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

import structlog
from prometheus_client import CollectorRegistry

from boucle.matching.engine import Engine
from boucle.matching.engine.engine import PIECE
from boucle.matching.engine.precompile import compile_ahead
from boucle.matching.lists import memory
from boucle.matching.lists.claims import Claims
from boucle.matching.lists.metrics import ListMetrics
from boucle.matching.lists.partitions import GROUP, SOURCES, Positions, made_by
from boucle.matching.lists.qualifying import to_qualify
from boucle.matching.lists.replica import FlowBatch, FlowReplica
from boucle.matching.lists.turns import Committer, Turn
from boucle.matching.lists.writing import ListWriting
from boucle.matching.scoring import Rules
from boucle.platform.bus import Bus, Membership, Place, Reader, Record
from boucle.platform.clock import Clock, steady_now, system_clock
from boucle.platform.consuming import halts
from boucle.platform.consuming.progress import FencedOwner
from boucle.platform.consuming.supervised import SupervisedWorker, SupervisionSettings
from boucle.platform.consuming.watchdog import Stuck
from boucle.platform.db import Database
from boucle.platform.failures import backoff, is_transient, pause
from boucle.platform.http.health import Check, NotReady

_TOO_FAR = 50_000
_AT_ONCE = 2 * PIECE
"""Flows of a settings change that are refreshed at once; more are refreshed later, in batches."""
_SWITCH = 0.0005
"""Seconds for which a thread may keep the interpreter from another."""
_FAILURES = 1000
"""Dead letters that a worker keeps in memory while it owns nothing."""


@dataclass(frozen=True, slots=True)
class WorkerSettings(SupervisionSettings):
    """A count, then seconds. ``rest``: how long positions may stay unwritten while nothing
    changes."""

    batch_size: int = 500
    poll: float = 0.1
    rest: float = 1.0


class ListWorker(SupervisedWorker):
    """Keeps the lists; its ``lag`` is that of all topics that it reads."""

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
        self._metrics = ListMetrics(metrics or CollectorRegistry())
        super().__init__(GROUP, ("flow",), bus, settings, self._metrics.lag)
        self._database, self._clock = database, clock
        self._rules, self._settings = rules, settings
        self._committer = Committer(database, made_by(rules), GROUP, self._alive)
        self._reset()
        self._rested_at = 0.0
        self._turns = 0
        self._log = structlog.get_logger(__name__)

    @property
    def check(self) -> Check:
        """Return the check: ready once its lag is known and small; until then its lists are old."""

        async def probe() -> Mapping[str, object]:
            if self.lag is None:
                raise NotReady("its lag is not known yet")
            if self.lag > _TOO_FAR:
                raise NotReady(f"{self.lag} events wait")
            return {"lag": self.lag, "partitions": len(self.owned), "to_mend": self.to_refresh}

        return Check("lists", probe)

    @property
    def owned(self) -> frozenset[int]:
        """Return the partitions whose lists it owns now."""
        return frozenset(self._claims.owned)

    @property
    def to_refresh(self) -> int:
        """Return the count of flows of wide changes still to be compared again."""
        return len(self._claims.to_refresh)

    @property
    def steps(self) -> int:
        return self._turns

    async def run(self, stop: asyncio.Event) -> None:
        # Or the loop that writes a turn waits for the thread that computes the next one.
        sys.setswitchinterval(_SWITCH)
        memory.map_big_arrays()
        await asyncio.to_thread(compile_ahead)
        await super().run(stop)

    def interrupted(self, error: Exception) -> None:
        self._metrics.restarts.inc()
        if isinstance(error, FencedOwner | Stuck):
            self._log.warning("lists_restarted", cause=str(error))
        else:
            self._log.warning("lists_interrupted", cause=repr(error))

    async def begin(self) -> None:
        self._reset()
        await self._replica.load(self._database)

    def _reset(self) -> None:
        """Start with an empty replica and no partition."""
        self._replica = FlowReplica(self._rules)
        self._claims = Claims(
            self._database,
            self._bus,
            self._replica,
            made_by(self._rules),
            batch_size=self._settings.batch_size,
            poll=self._settings.poll,
            alive=self._alive,
            clock=self._clock,
        )

    def _alive(self) -> None:
        self._watchdog.begin(steady_now())

    def positions(self, member: Membership) -> Mapping[Place, int] | None:
        return self._replica.places() or None

    async def follow(self, member: Membership, stop: asyncio.Event) -> None:
        self._alive()
        async with self._bus.reader(SOURCES) as reader:
            reader.assign(self._replica.start(reader.assigned))
            await self._read_settings_first(reader, stop)
            writing = ListWriting()
            try:
                while not stop.is_set():
                    member.check()
                    if self._claims.changing(member):
                        await self._written(writing, member, stop)
                    await self._claims.follow(member)
                    records = await self._poll(reader)
                    self._alive()
                    turn = await self._computed(records)
                    await self._written(writing, member, stop)
                    writing.begin(turn, self._commit(turn, stop))
                    self._turns += 1
                    self._metrics.events.inc(len(records))
                    self._metrics.to_refresh.set(self.to_refresh)
                    self._watchdog.end(steady_now(), received=bool(records))
                await self._written(writing, member, stop)
            finally:
                await writing.abandon()

    async def _read_settings_first(self, reader: Reader, stop: asyncio.Event) -> None:
        """Read settings and lives up to now before any flow: no list is made by defaults first."""
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
            await self._replica.apply(await self._read(records), _AT_ONCE)
            self._watchdog.end(steady_now(), received=bool(records))
        reader.resume(*flows)

    async def _read(self, records: Sequence[Record]) -> FlowBatch:
        async with halts.stored_halts(self._database, self.name, self._clock):
            return self._replica.read(records)

    async def _poll(self, reader: Reader) -> list[Record]:
        busy = bool(self._claims.to_refresh)
        return await reader.poll(self._settings.batch_size, 0.0 if busy else self._settings.poll)

    # --- computing -------------------------------------------------------------------------

    async def _computed(self, records: Sequence[Record]) -> Turn:
        replica = self._replica
        batch = await self._read(records)
        turn = Turn(batch, replica.reached(), replica.take_failures())
        self._postpone(turn, await replica.apply(batch, _AT_ONCE))
        await self._claims.take_over(turn)
        await self._refresh_some(turn)
        drain = partial(_drained, replica.engine, turn)
        if turn.is_small:
            drain()
        else:
            await asyncio.to_thread(drain)
        return turn

    def _postpone(self, turn: Turn, flows: Sequence[int]) -> None:
        """Schedule flows to refresh later, if a partition is owned."""
        if self._claims.owned:
            turn.to_refresh |= set(flows)
            self._claims.to_refresh |= dict.fromkeys(flows)

    async def _refresh_some(self, turn: Turn) -> None:
        if self._claims.owned and self._claims.to_refresh:
            turn.refreshed = list(islice(self._claims.to_refresh, _AT_ONCE))
            await self._replica.refresh(turn.refreshed)
            for flow in turn.refreshed:
                del self._claims.to_refresh[flow]
            turn.to_refresh -= set(turn.refreshed)

    # --- writing ---------------------------------------------------------------------------

    async def _commit(self, turn: Turn, stop: asyncio.Event) -> None:
        """Write the turn, again after transient failures. Raises FencedOwner. The engine may be a
        turn ahead meanwhile."""
        attempt = 0
        while partitions := self._to_write(turn):
            try:
                await self._committer.write(turn, partitions, self._clock)
                if len(partitions) == len(self._claims.owned):
                    self._rested_at = steady_now()
                self._metrics.lists.inc(0 if turn.changes is None else len(turn.changes.owner))
                return
            except Exception as error:
                if not is_transient(error) or stop.is_set():
                    raise
                attempt += 1
                self._log.warning("lists_retry", attempt=attempt, cause=repr(error))
                await pause(stop, backoff(attempt))
                self._alive()
        # It owns nothing and writes no dead letters; the owners do, but for the last ones maybe.
        self._replica.failures[:0] = turn.failures
        del self._replica.failures[:-_FAILURES]

    async def _written(self, writing: ListWriting, member: Membership, stop: asyncio.Event) -> None:
        """Wait for the turn that is being written. Raises FencedOwner."""
        while True:
            try:
                await writing.end()
                return
            except FencedOwner:
                # The group may be reassigning partitions: write what is left of ours then.
                if not await self._was_reassigned(member):
                    raise
                writing.begin(writing.turn, self._commit(writing.turn, stop))

    def _to_write(self, turn: Turn) -> dict[int, int]:
        """Return the partitions to write for: those that the turn touched; now and then all."""
        if steady_now() - self._rested_at >= self._settings.rest:
            return dict(self._claims.owned)
        return turn.touched(self._claims.owned)

    async def _was_reassigned(self, member: Membership) -> bool:
        """Tell whether the group reassigned partitions meanwhile; wait until it says which."""
        if member.generation == self._claims.generation:
            return False
        if member.owned is None:
            await member.wait_change(member.generation, self._settings.settle)
        await self._claims.follow(member)
        return True


def _drained(engine: Engine, turn: Turn) -> None:
    """Drain the changes of lists, and what the ``auto`` policy chooses of them, before going on."""
    changes = engine.drain()
    turn.set_changes(changes)
    turn.chosen = to_qualify(engine, changes, turn.batch.causes)
