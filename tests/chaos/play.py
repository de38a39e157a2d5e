"""One play: load and script go on while one fault after the other strikes; then all is checked."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.backlog import Watch
from tests.chaos.checks import check_all
from tests.chaos.faults import Fault, Faults, Outcome
from tests.chaos.load import Load
from tests.chaos.script import LEAST_PAIRS, Script
from tests.chaos.world import World, running_world

SERVICES = ("registry", "matching", "indicators", "notifications")
_QUIET_S = 300.0

Say = Callable[[str], None]

SHORT = (
    Fault("registry-worker"),
    Fault("matching-worker"),
    Fault("kafka"),
    Fault("postgres"),
    Fault("notifications-worker"),
    Fault("matching-worker", frozen=12.0),
)


def whole(seed: int, moments: int) -> list[Fault]:
    """Each process killed at ``moments`` moments, two workers frozen for 30 s, in seeded order."""
    parts = [
        "kafka",
        "postgres",
        *(f"{one}-{kind}" for one in SERVICES for kind in ("api", "worker")),
    ]
    faults = [Fault(part) for part in parts for _ in range(moments)]
    faults += [Fault("matching-worker", frozen=30.0), Fault("registry-worker", frozen=30.0)]
    random.Random(f"{seed}/order").shuffle(faults)
    return faults


@dataclass(frozen=True, slots=True)
class Options:
    """``rate``: versions a second; ``pause``: seconds between a recovery and the next fault."""

    seed: int
    faults: Sequence[Fault]
    rate: float = 200.0
    pause: float = 2.0


@dataclass
class Report:
    """What happened, and what held. Rates are of acknowledged writes, outages included."""

    outcomes: list[Outcome] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    requests_a_second: float = 0.0
    versions_a_second: float = 0.0
    retried: int = 0


@dataclass
class _Play:
    world: World
    load: Load
    script: Script
    options: Options
    begun: float
    say: Say

    async def run(self) -> Report:
        report = Report()
        self._tell("everything is up")
        await self.script.prepare()
        await self.load.prepare()
        self._tell(f"{len(self.load.sites)} sites and their flows are declared")
        self.load.requests = self.load.versions = 0
        report.outcomes = await self._strike_all()
        report.requests_a_second = self.load.requests / self.load.seconds
        report.versions_a_second = self.load.versions / self.load.seconds
        report.retried = self.world.tool.retried
        await self.script.finish()
        await Watch(self.world).until_quiet(_QUIET_S)
        self._tell("quiet again")
        kills = sum(outcome.fault.frozen is None for outcome in report.outcomes)
        report.held = await check_all(self.world, self.load, self.script, kills)
        self._tell("checked")
        assert self.world.server_errors == [], f"answers 500: {self.world.server_errors[:5]}"
        return report

    async def _strike_all(self) -> list[Outcome]:
        rng = random.Random(f"{self.options.seed}/moments")
        faults = Faults(self.world, Watch(self.world), rng, self.begun, self.options.pause)
        pairs = -(-len(self.script.pairs) // len(self.options.faults))
        stop, outcomes = asyncio.Event(), []
        async with asyncio.TaskGroup() as group:
            group.create_task(self.load.run(stop))
            try:
                for fault in self.options.faults:
                    outcome = await faults.strike(fault, lambda: self.script.begin(pairs))
                    outcomes.append(outcome)
                    self.say(str(outcome))
            finally:
                stop.set()
        return outcomes

    def _tell(self, what: str) -> None:
        self.say(f"{time.monotonic() - self.begun:7.1f} s  {what}")


async def play(home: Path, options: Options, say: Say) -> Report:
    """Raises AssertionError when something does not hold."""
    begun = time.monotonic()
    async with running_world(home) as world:
        load = Load(world.tool, options.seed, options.rate)
        script = Script(world, max(LEAST_PAIRS, len(options.faults)))
        try:
            return await _Play(world, load, script, options, begun, say).run()
        finally:
            await script.stop()
