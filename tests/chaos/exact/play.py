"""One play: the story is told while faults strike three workers; at rest, all is compared with the
independent full recompute of what was told."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.scoring import Rules
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.chaos.exact.check import Held, check
from tests.chaos.exact.faults import NAMES, Faults
from tests.chaos.exact.lives import Lives
from tests.chaos.exact.log import Log
from tests.chaos.exact.story import Story
from tests.chaos.exact.workers import Ground, Workers
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS

_AT_ONCE = 50
_LOOK_S = 0.1
_CAUGHT_UP_S, _PLAYED_S = 300.0, 3600.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """``population``: flows at once, at most; ``faults`` over the whole; ``checks``: how often all
    is brought to rest and compared; ``lives``: share of operations that people do with pairs;
    ``wide``: operations from one change of a territory's settings to the next; ``behind``: events
    unread at which the story waits."""

    seed: int = 1
    operations: int = 100_000
    population: int = 3_000
    faults: int = 60
    checks: int = 2
    lives: float = 0.08
    wide: int = 10_000
    behind: int = 3_000


@dataclass
class Report:
    """What was done and what held, check by check. ``seconds``: of the operations alone."""

    done: Counter[str] = field(default_factory=Counter)
    events: int = 0
    seconds: float = 0.0
    held: list[Held] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    in_flight: list[int] = field(default_factory=list)
    resent: int = 0

    @property
    def operations(self) -> int:
        return sum(self.done.values())


@dataclass
class _Play:
    options: Options
    tell: Say
    rules: Rules
    database: Database
    log: Log
    workers: Workers
    story: Story
    lives: Lives
    faults: Faults
    random: Random
    report: Report = field(default_factory=Report)
    due: list[float] = field(default_factory=list)
    """After how many operations the next faults of this part strike."""
    twentieths: int = 0
    """Of the operations, told so far."""

    async def run(self) -> Report:
        await self.log.tell(self.story.begin().events)
        await self.workers.start(*NAMES)
        self.tell(f"{len(NAMES)} workers run")
        for number in range(1, self.options.checks + 1):
            await self._part(self.options.operations * number // self.options.checks)
            self.tell(f"{self.report.operations} operations are told")
            assert self.workers.died() == [], f"ended by themselves: {self.workers.died()}"
            held = await check(self.database, self.log, self.story, self.lives, self.rules)
            self.report.held.append(held)
            self.tell(
                f"{held.report.lists} lists of {held.report.pairs} pairs are the recompute of "
                f"{held.report.flows} flows and {held.lives} lives; {held.list_events} events "
                f"end as these lists, {held.report.lives} lives have the figures that their "
                "inputs give"
            )
        self.report.struck = self.faults.struck
        self.report.in_flight = self.faults.in_flight
        self.report.resent = self.faults.resent
        return self.report

    async def _part(self, until: int) -> None:
        """Operations, up to ``until`` of them in all, and the faults that fall among them."""
        begun = time.monotonic()
        each = self.options.operations / self.options.faults
        self.due = [
            (number + 0.9 * self.random.random()) * each
            for number in range(self.options.faults)
            if self.report.operations <= (number + 1) * each - 1 < until
        ]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._strike_when_due())
            await self._write(until)
        self.report.seconds += time.monotonic() - begun

    async def _strike_when_due(self) -> None:
        while self.due:
            reached = partial(self._has_reached, self.due[0])
            await eventually(reached, within=_PLAYED_S, every=_LOOK_S)
            self.due.pop(0)
            await self.faults.strike()

    def _has_reached(self, operations: float) -> bool:
        return self.report.operations >= operations

    async def _write(self, until: int) -> None:
        done = self.report.done
        while self.report.operations < until:
            await eventually(self._is_before_the_next_fault, within=_PLAYED_S, every=_LOOK_S)
            await self._wait_for_workers()
            told, lived = [], 0
            for number in range(
                self.report.operations, min(until, self.report.operations + _AT_ONCE)
            ):
                if number % self.options.wide == self.options.wide - 1:
                    told.append(self.story.wide_operation())
                elif self.random.random() < self.options.lives:
                    lived += 1
                else:
                    told.append(self.story.flow_operation())
            events = [event for operation in told for event in operation.events]
            await self.log.tell(events)
            stepped = sum([await self.lives.step() for _ in range(lived)])
            done.update(operation.name for operation in told)
            done["refuse, run, stop, reopen"] += stepped
            self.report.events += len(events)
            await self._tell_progress()

    async def _tell_progress(self) -> None:
        """A line for each twentieth of the operations."""
        each, done = self.options.operations // 20, self.report.operations
        if done // each > self.twentieths:
            self.twentieths = done // each
            self.tell(
                f"{done} operations, {len(self.faults.in_flight)} faults, "
                f"{await self.log.unread(self.database)} events unread"
            )

    def _is_before_the_next_fault(self) -> bool:
        """While one fault lasts, what the next one shall strike is not told yet."""
        return not (self.faults.striking and self.due and self._has_reached(self.due[0]))

    async def _wait_for_workers(self) -> None:
        """Behind by seconds, not by minutes: lives need pairs that stand."""

        async def near() -> bool:
            return await self.log.unread(self.database) <= self.options.behind

        await eventually(near, within=_CAUGHT_UP_S, every=_LOOK_S)


async def play(ground: Ground, home: Path, options: Options, say: Say) -> Report:
    """On an empty, migrated database and a prefix of its own. Raises AssertionError."""
    begun = time.monotonic()
    rules = Rules(load_catalogue())
    async with _standing(ground) as (database, log):
        workers = Workers(ground, home)
        lives = Lives(database, Random(f"{options.seed}/lives"))
        story = Story(rules, options.seed, options.population)

        def tell(what: str) -> None:
            say(f"{time.monotonic() - begun:7.1f} s  {what}")

        faults = Faults(workers, log, database, Random(f"{options.seed}/faults"), tell)
        writing = Random(f"{options.seed}/writing")
        try:
            return await _Play(
                options, tell, rules, database, log, workers, story, lives, faults, writing
            ).run()
        finally:
            await workers.stop_all()


@asynccontextmanager
async def _standing(ground: Ground) -> AsyncIterator[tuple[Database, Log]]:
    """A database and a log, topics made, closed at the end."""
    bus = Bus(ground.bootstrap, ground.prefix)
    await bus.ensure_topics(TOPICS)
    async with (
        Database(ground.database_url, application_name="exact", pool_size=5) as database,
        bus.producer() as producer,
    ):
        yield database, Log(bus, producer, frozenset(await bus.places(["flow"])))
    await bus.close()
