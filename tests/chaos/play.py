"""One play, part after part: load and script go on while one fault after the other strikes; then
all becomes quiet and is checked."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from boucle.local import services
from tests.chaos.backlog import Watch
from tests.chaos.callers import Caller
from tests.chaos.checks import check_all, followers_heard_all
from tests.chaos.faults import Fault, Faults, Outcome
from tests.chaos.followers import Followers
from tests.chaos.load import Load
from tests.chaos.meter import Written
from tests.chaos.readers import Readers
from tests.chaos.script import Script
from tests.chaos.world import World, running_world

SERVICES = tuple(service.name for service in services.SERVICES)
_QUIET_S = 300.0
_PAIRS, _SPARE_PAIRS = 2, 20
"""Pairs that people begin to live at each fault, and for when it has to wait for work in flight."""

Say = Callable[[str], None]
Part = Sequence[Fault]
"""Faults that share one load and one check."""

DAY = (Fault("matching-worker"), Fault("kafka"))
SHORT = (
    Fault("registry-worker"),
    Fault("matching-worker"),
    Fault("kafka"),
    Fault("postgres"),
    Fault("notifications-worker"),
    Fault("matching-worker", frozen=12.0),
)


def whole(seed: int, moments: int) -> list[Part]:
    """Each process killed at ``moments`` moments, each worker frozen for 30 s, in seeded order."""
    workers = [f"{one}-worker" for one in SERVICES]
    killed = ["kafka", "postgres", *workers, *(f"{one}-api" for one in SERVICES)]
    parts: list[Part] = [[Fault(one)] * moments for one in killed]
    parts += [[Fault(one, frozen=30.0)] for one in workers]
    random.Random(f"{seed}/order").shuffle(parts)
    return parts


@dataclass(frozen=True, slots=True)
class Options:
    """``pairing`` and ``filed``: versions of flows a second, as ``Load`` has them; ``least``: how
    many there must be when a fault strikes; ``pause``: seconds between a recovery and the next
    fault, at most."""

    seed: int
    parts: Sequence[Part]
    pairing: float = 30.0
    filed: float = 60.0
    least: float = 0.0
    pause: float = 2.0

    @property
    def faults(self) -> int:
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class Checked:
    """A part, and what held after it. ``seconds``: of the load, outages included; ``quiet``: from
    its end until nothing was left to do."""

    outcomes: Sequence[Outcome]
    written: Written
    seconds: float
    quiet: float
    held: Sequence[str]

    def __str__(self) -> str:
        return (
            f"{self.written.over(self.seconds)}, outages included; quiet {self.quiet:.0f} s after; "
            f"{len(self.held)} checks hold"
        )


@dataclass
class Report:
    """What happened, and what held."""

    parts: list[Checked] = field(default_factory=list)
    retried: int = 0

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for part in self.parts for outcome in part.outcomes]


@dataclass
class _Play:
    world: World
    load: Load
    script: Script
    options: Options
    begun: float
    say: Say
    report: Report = field(default_factory=Report)
    followers: Followers = field(default_factory=lambda: Followers(()))

    async def run(self) -> Report:
        self._tell("everything is up")
        self.followers = await Followers.of(self.world, self.options.seed)
        await self.script.prepare()
        await self.load.prepare()
        self._tell(f"{len(self.load.acknowledged)} flows are declared")
        rng = random.Random(f"{self.options.seed}/moments")
        faults = Faults(
            self.world,
            Watch(self.world),
            self.load.meter,
            Readers(self.world),
            rng,
            self.begun,
            self.options.pause,
            self.options.least,
        )
        for part in self.options.parts:
            self.report.parts.append(await self._part(faults, part))
            self._tell(str(self.report.parts[-1]))
        self.report.retried = sum(caller.retried for caller in self._callers)
        return self.report

    async def _part(self, faults: Faults, part: Part) -> Checked:
        before, begun = self.load.meter.total, time.monotonic()
        outcomes = await self._strike_all(faults, part)
        written, ended = self.load.meter.total - before, time.monotonic()
        await self.script.settle()
        await Watch(self.world).until_quiet(_QUIET_S)
        quiet = time.monotonic()
        held = await check_all(self.world, self.load, self.script, self._copies(outcomes))
        held.append(await followers_heard_all(self.world, self.followers))
        errors = [error for caller in self._callers for error in caller.server_errors]
        assert errors == [], f"answers 500: {errors[:5]}"
        return Checked(outcomes, written, ended - begun, quiet - ended, held)

    async def _strike_all(self, faults: Faults, part: Part) -> list[Outcome]:
        stop, outcomes = asyncio.Event(), []
        async with asyncio.TaskGroup() as group:
            group.create_task(self.load.run(stop))
            group.create_task(faults.readers.run(stop))
            group.create_task(self.followers.run(stop))
            try:
                for fault in part:
                    outcome = await faults.strike(fault, lambda: self.script.begin(_PAIRS))
                    outcomes.append(outcome)
                    self.say(str(outcome))
            finally:
                stop.set()
        return outcomes

    @property
    def _callers(self) -> tuple[Caller, ...]:
        return self.world.callers + self.load.files.callers

    def _copies(self, outcomes: Sequence[Outcome]) -> int:
        """How many extra copies of mails there may be by now: one for each end of a process, and
        for each freeze of the sender, which another took for its end."""
        struck = [*self.report.outcomes, *outcomes]
        return sum(
            one.fault.frozen is None or one.fault.part == "notifications-worker" for one in struck
        )

    def _tell(self, what: str) -> None:
        self.say(f"{time.monotonic() - self.begun:7.1f} s  {what}")


async def play(home: Path, options: Options, say: Say) -> Report:
    """Raises AssertionError when something does not hold."""
    begun = time.monotonic()
    async with running_world(home) as world:
        return await play_in(world, options, say, begun)


async def play_in(world: World, options: Options, say: Say, begun: float | None = None) -> Report:
    """The same in a system that runs already, and that nobody wrote to."""
    load = Load(world.operator, world.tool, options.seed, options.pairing, options.filed)
    script = Script(world, _PAIRS * options.faults + _SPARE_PAIRS)
    try:
        return await _Play(world, load, script, options, begun or time.monotonic(), say).run()
    finally:
        await script.stop()
