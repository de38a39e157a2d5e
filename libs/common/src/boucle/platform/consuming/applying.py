"""Apply what a consumer polled: each batch in one transaction with the position it reaches."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import structlog

from boucle.platform.bus import Membership, Place, Record
from boucle.platform.clock import Clock, steady_now
from boucle.platform.consuming import dead_letters, halts, progress
from boucle.platform.consuming.halts import NONE_SKIPPED, HaltsAt, Skipped
from boucle.platform.consuming.handling import BatchHandler, Received, caused_by
from boucle.platform.consuming.metrics import ConsumerMetrics
from boucle.platform.consuming.progress import FencedOwner, Move, Position
from boucle.platform.consuming.watchdog import Watchdog
from boucle.platform.db import Database
from boucle.platform.events import UndecodableEvent
from boucle.platform.failures import Halted, backoff, is_transient, pause


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long partitions stay assigned: until the stop, or the group's next generation."""

    member: Membership
    generation: int
    stop: asyncio.Event

    @property
    def is_over(self) -> bool:
        return self.stop.is_set() or self.has_changed

    @property
    def has_changed(self) -> bool:
        return self.member.generation != self.generation


@dataclass(frozen=True, slots=True)
class AppliedRun:
    """Records to apply together; or one undecodable record with its error; or one skipped record,
    with nothing received."""

    records: list[Record] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    failure: UndecodableEvent | HaltsAt | None = None


class Applier:
    """Moves a consumer's positions, batch by batch, with the batch's effects."""

    def __init__(
        self,
        name: str,
        handle: BatchHandler,
        database: Database,
        clock: Clock,
        metrics: ConsumerMetrics,
        watchdog: Watchdog,
        max_consecutive_dead_letters: int,
    ) -> None:
        self.positions: dict[Place, Position] = {}
        self.batches = 0
        self._name = name
        self._handle = handle
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._watchdog = watchdog
        self._max_consecutive = max_consecutive_dead_letters
        self._consecutive = 0
        self._skipped = NONE_SKIPPED
        self._log = structlog.get_logger(__name__).bind(consumer=name)

    async def claim(self, owned: Iterable[Place], tenure: Tenure) -> bool:
        """Bump the epochs, then load: earlier owners of these partitions are fenced from now on."""

        async def take() -> None:
            async with self._database.write() as session:
                positions = await progress.bump_epoch(session, self._name, owned)
                self._skipped = await halts.skipped(session)
            self.positions = {position.place: position for position in positions}

        self.positions = {}
        return await self._retrying(take, tenure)

    async def apply(self, records: Sequence[Record], tenure: Tenure) -> None:
        """Apply records in order; what cannot be applied becomes a dead letter. Returns early, with
        positions at what was committed, if the tenure ends. Raises FencedOwner, Halted."""
        try:
            for run in runs(records, self._skipped):
                if not await self._apply_run(run, tenure):
                    return
        finally:
            self._watchdog.end(steady_now())

    async def _apply_run(self, run: AppliedRun, tenure: Tenure) -> bool:
        """Apply the run at once if possible, else one by one. Return False if the tenure ended
        before."""
        self._watchdog.begin(steady_now())
        if isinstance(run.failure, HaltsAt):
            return await self._halt(run.failure, tenure)
        if run.failure is not None:
            return await self._dead_letter(run.records[0], run.failure, tenure)
        try:
            return await self._retrying(lambda: self._commit(run), tenure)
        except (FencedOwner, Halted):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, its event is a dead letter
            failure = error
        if len(run.records) == 1:
            return await self._dead_letter(run.records[0], failure, tenure)
        self._log.warning("batch_isolated", events=len(run.records), cause=repr(failure))
        for record, received in zip(run.records, run.received, strict=True):
            with caused_by(received.event):
                if not await self._apply_run(AppliedRun([record], [received]), tenure):
                    return False
        return True

    async def _commit(self, run: AppliedRun) -> None:
        """Commit effects, outbox and progress in one transaction."""
        moves = self._moves((record.place, record.offset) for record in run.records)
        async with self._database.write() as session:
            if run.received:
                await self._handle(session, run.received)
            await progress.advance(session, self._name, moves)
        self._reached(moves, len(run.records))
        self._consecutive = 0
        if not run.received:
            self._log.warning(
                "event_skipped", place=halts.place_text(halts.spot_of(run.records[0]))
            )

    async def _halt(self, at: HaltsAt, tenure: Tenure) -> bool:
        """Store where and why it halts, then raise Halted."""

        async def halt() -> None:
            async with halts.stored_halts(self._database, self._name, self._clock):
                raise at

        return await self._retrying(halt, tenure)

    async def _dead_letter(self, record: Record, error: BaseException, tenure: Tenure) -> bool:
        """Store the dead letter and move past it, in one transaction; too many in a row halt."""
        self._refuse_too_many(record, error)
        moves = self._moves([(record.place, record.offset)])

        async def write() -> None:
            async with self._database.write() as session:
                await dead_letters.add(session, self._name, record, error, self._clock())
                await progress.advance(session, self._name, moves)

        if not await self._retrying(write, tenure):
            return False
        self._reached(moves, 1)
        self._consecutive += 1
        self._metrics.dead_letters.labels(self._name).inc()
        place = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
        self._log.error("dead_letter", **place, cause=repr(error))
        return True

    def _refuse_too_many(self, record: Record, error: BaseException) -> None:
        if self._consecutive >= self._max_consecutive:
            raise Halted(
                f"{self._name}: {self._consecutive} events in a row could not be applied, and the "
                f"next ({record.topic}/{record.partition}, offset {record.offset}) fails by "
                f"{type(error).__name__}: {error}. Mend the cause, start again, then replay the "
                "dead letters"
            ) from error

    async def _retrying(self, work: Callable[[], Awaitable[None]], tenure: Tenure) -> bool:
        """Retry the work after transient failures, until done or the tenure ends. The records stay
        in memory: there is nothing to seek back to. If the answer to a commit was lost, the next
        attempt moves no position: it is fenced, and positions are read again."""
        attempt = 0
        while True:
            try:
                await work()
            except Exception as error:
                if not is_transient(error):
                    raise
                attempt += 1
                self._metrics.retries.labels(self._name).inc()
                self._log.warning("consumer_retries", attempt=attempt, cause=repr(error))
                await pause(tenure.stop, backoff(attempt))
                if tenure.is_over:
                    return False
            else:
                return True

    def _moves(self, applied: Iterable[tuple[Place, int]]) -> list[Move]:
        reached = {place: offset + 1 for place, offset in applied}  # the last of each place stays
        return [Move(self.positions[place], offset) for place, offset in reached.items()]

    def _reached(self, moves: Sequence[Move], events: int) -> None:
        for move in moves:
            self.positions[move.before.place] = replace(move.before, next_offset=move.reached)
        self.batches += 1
        self._metrics.batches.labels(self._name).inc()
        self._metrics.events.labels(self._name).inc(events)
        self._metrics.last_progress.labels(self._name).set(self._clock().timestamp())


def runs(records: Iterable[Record], skipped: Skipped = NONE_SKIPPED) -> Iterator[AppliedRun]:
    """Cut at each record that cannot be decoded or is skipped; one that halts ends the last run."""
    run = AppliedRun()
    for record in records:
        failure: UndecodableEvent | HaltsAt | None = None
        event = None
        try:
            event = halts.decoded(record, skipped)
        except (UndecodableEvent, HaltsAt) as error:
            failure = error
        if event is None:
            if run.records:
                yield run
                run = AppliedRun()
            yield AppliedRun([record], [], failure)
            if isinstance(failure, HaltsAt):
                return
        else:
            run.records.append(record)
            run.received.append(Received(event, record.topic, record.partition, record.offset))
    if run.records:
        yield run
