"""What goes wrong, and how it is mended: a kill -9, or a freeze while another takes over."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from signal import SIGCONT, SIGKILL, SIGSTOP

from boucle.local.processes import Command, DetachedProcess
from boucle.local.start import service_command
from boucle.local.system import answers_http
from tests.chaos.backlog import Backlog, Watch
from tests.chaos.meter import Meter
from tests.chaos.readers import Readers
from tests.chaos.world import World

_UNDER_LOAD_S = 60.0
_IN_FLIGHT = 10
"""Rows or events seen just before: a few of them are done until the signal comes."""
_RELAY_S, _ANYWHERE_S = 2.0, 0.015
"""The work seen takes this long or so: the signal comes anywhere in it, not always at its start."""
_IN_FLIGHT_S, _GO_ON_S = 60.0, 5.0
_RECOVERED_S = 180.0
_STARTED_S = 60.0


@dataclass(frozen=True, slots=True)
class Fault:
    """``frozen``: seconds of SIGSTOP; None: SIGKILL. ``part``: as the system names its parts."""

    part: str
    frozen: float | None = None

    @property
    def what(self) -> str:
        return f"kill -9 {self.part}" if self.frozen is None else f"freeze {self.part}"

    @property
    def busy(self) -> str | None:
        """The service whose own work must be in flight; None: anybody's."""
        service, _, kind = self.part.rpartition("-")
        return service if kind == "worker" else None

    @property
    def least(self) -> int:
        """Work there must be in flight. Few events concern notifications: what people do."""
        return 1 if self.part == "notifications-worker" else _IN_FLIGHT

    @property
    def answering(self) -> set[str]:
        """The services whose API must be answering somebody."""
        service, _, kind = self.part.rpartition("-")
        return {service} if kind == "api" else set()

    def in_flight(self, backlog: Backlog) -> int:
        return backlog.of(self.busy)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``rate``: versions of flows written a second when it struck. Seconds: ``at`` since the
    beginning; ``back`` until the part answered again; ``recovered`` until its service (everybody,
    after Kafka's, Postgres's or an API's end) had read all that was in the log when it was back,
    and published its rows. ``also_died``: parts that ended although nobody killed them."""

    fault: Fault
    at: float
    rate: float
    in_flight: int
    back: float
    recovered: float
    also_died: tuple[str, ...]

    def __str__(self) -> str:
        died = f", also died: {' '.join(self.also_died)}" if self.also_died else ""
        return (
            f"{self.at:7.1f} s  {self.fault.what:<27} at {self.rate:4.0f} writes/s  "
            f"in flight {self.in_flight:>5}  "
            f"back {self.back:5.1f} s  recovered {self.recovered:5.1f} s{died}"
        )


@dataclass
class Faults:
    """Strikes one fault after the other, each at a seeded moment when work is in flight."""

    world: World
    watch: Watch
    meter: Meter
    readers: Readers
    rng: random.Random
    begun: float
    pause: float
    least: float

    async def strike(self, fault: Fault, begin: Callable[[], None]) -> Outcome:
        """``begin`` lets people do something. Raises AssertionError when the load never came to
        ``least`` versions a second, no work was ever in flight, or recovery takes too long."""
        await asyncio.sleep(self.rng.uniform(0.2, 1.0) * self.pause)
        await self._under_load()
        seen = fault.in_flight(await self._due(fault, begin))
        seen = await self._in_the_relay(fault) or seen
        await asyncio.sleep(self.rng.uniform(0.0, _ANYWHERE_S))
        struck, rate = time.monotonic(), self.meter.rate()
        if fault.frozen is None:
            also_died = await self._kill(fault.part)
        else:
            also_died = await self._freeze(fault.part, fault.frozen)
        back = time.monotonic()
        await self._recovered(fault)
        return Outcome(
            fault,
            struck - self.begun,
            rate,
            seen,
            back - struck,
            time.monotonic() - struck,
            also_died,
        )

    async def _due(self, fault: Fault, begin: Callable[[], None]) -> Backlog:
        """Until work is in flight; people go on meanwhile."""
        goes_on = 0.0

        def is_due(backlog: Backlog) -> bool:
            nonlocal goes_on
            if time.monotonic() > goes_on:
                goes_on = time.monotonic() + _GO_ON_S
                begin()
            return self._is_due(fault, backlog)

        what = f"work in flight for {fault.what} at {self.least:.0f} writes/s"
        return await self.watch.until(what, is_due, _IN_FLIGHT_S, every=0.01)

    async def _in_the_relay(self, fault: Fault) -> int:
        """Wait for a worker's relay to have a batch, if it soon has one; of how many rows."""
        ends, rows = time.monotonic() + _RELAY_S, 0
        while fault.busy and rows < fault.least and time.monotonic() < ends:
            rows = await self.watch.unpublished(fault.busy)
            await asyncio.sleep(0.001)
        return rows if rows >= fault.least else 0

    def _is_due(self, fault: Fault, backlog: Backlog) -> bool:
        return (
            fault.in_flight(backlog) >= fault.least
            and self.meter.rate() >= self.least
            and fault.answering <= self.readers.asking
        )

    async def _under_load(self) -> None:
        """Until the load writes as fast as it shall: after an outage, that takes seconds."""
        ends, best = time.monotonic() + _UNDER_LOAD_S, 0.0
        while (rate := self.meter.rate()) < self.least:
            best = max(best, rate)
            assert time.monotonic() < ends, (
                f"the load came to {best:.0f} writes/s of {self.least:.0f} in {_UNDER_LOAD_S:.0f} s"
            )
            await asyncio.sleep(0.05)

    async def _kill(self, part: str) -> tuple[str, ...]:
        await asyncio.to_thread(self._process(part).signal, SIGKILL)
        also_died = self._dead() - {part}
        await self.world.up()
        return tuple(sorted(also_died))

    async def _freeze(self, part: str, seconds: float) -> tuple[str, ...]:
        """Another process of the same kind takes over, and meets the first when it wakes."""
        frozen = self._process(part)
        frozen.signal(SIGSTOP)
        try:
            begun = time.monotonic()
            other = await asyncio.to_thread(self._other, part)
            await asyncio.sleep(max(0.0, seconds - (time.monotonic() - begun)))
        finally:
            frozen.signal(SIGCONT)
        try:
            await asyncio.sleep(self.rng.uniform(1.0, 3.0))
        finally:
            await asyncio.to_thread(other.stop)
        died = self._dead()
        await self.world.up()
        return tuple(sorted(died))

    def _other(self, part: str) -> DetachedProcess:
        system = self.world.system
        service, _, kind = part.rpartition("-")
        name = f"{part}-other"
        port = system.ports.port_to_listen(name)
        command = service_command(system, service, kind)
        env = {**command.env, "BOUCLE_WORKER_HTTP_PORT": str(port)}
        process = system.process(name)
        process.spawn(Command(command.argv, env))
        process.wait_until(lambda: answers_http(f"http://127.0.0.1:{port}/healthz"), _STARTED_S)
        return process

    async def _recovered(self, fault: Fault) -> None:
        now = await self.watch.until("an answer", lambda _: True, _RECOVERED_S)
        await self.watch.until(
            f"recovery from {fault.what}",
            lambda seen: seen.has_done(now, fault.busy),
            _RECOVERED_S,
        )

    def _process(self, part: str) -> DetachedProcess:
        system = self.world.system
        own = {"postgres": system.postgres.process, "kafka": system.kafka.process}
        return own.get(part) or system.process(part)

    def _dead(self) -> set[str]:
        parts = self.world.system.parts()
        return {part.name for part in parts if part.process.find() is None}
