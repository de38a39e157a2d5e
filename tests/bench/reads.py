"""Every GET route of every service, by one reader and by eight, and ``/healthz`` all the while.

    python -m tests.bench reads [--base 100000]

The whole system in a temporary directory (``read_world``); requests go through the entry, closed
loop, as operator, animator and company where the route lets them (``read_routes``). Beside each,
``/healthz`` of the process that answers is asked every 10 ms. ``*`` marks what is beyond a bar. CPU
is of that process and Postgres together: it holds on a busy machine too.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import uvloop

from boucle.local import services
from tests.bench.support.figures import met, percentile
from tests.bench.support.lean import LeanCaller
from tests.bench.support.running import CpuClock, Running, running
from tests.bench.worlds.read_routes import ASKS, OWN_OF_EACH, Ask, get_routes, without_parameters
from tests.bench.worlds.read_world import Reader, prepared

MOST_S = 0.050
OF_AN_EPCI, MOST_BY_EIGHT_S = "/v1/territories/{territory}/indicators", 0.200
"""The routes that have a bar by eight begin so."""
MOST_HEALTHZ_S = 0.050
_EIGHT = 8
_BEAT_S = 0.010
_GOOD = (200, 307)
_FEW = 20
_WIDTH = 68
"""Of an address, as it is told."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Asked until ``asks`` answers came or ``seconds`` passed, each reader once at least."""

    asks: int
    seconds: float


ONE, EIGHT = Bounds(40, 2.0), Bounds(160, 3.0)
_TOO_LONG_S = 5.0
"""What takes one reader longer is not asked by eight: it would take minutes."""


@dataclass
class Took:
    """Seconds of each answer, and the first that was no 200."""

    seconds: list[float] = field(default_factory=list)
    refused: str = ""

    def told(self, most: float | None = None) -> str:
        """p50 and p95 in ms."""
        if not self.seconds:
            return f"{'-':>8} {'-':>9}"
        p50, p95 = (percentile(self.seconds, p) for p in (50, 95))
        mark = "*" if most is not None and p95 > most else " "
        return f"{p50 * 1e3:8.1f} {p95 * 1e3:8.1f}{mark}"

    def within(self, most: float) -> bool:
        return bool(self.seconds) and percentile(self.seconds, 95) <= most


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one thing asked by one kind of reader, and of ``/healthz`` beside it; ``cpu``:
    seconds an answer."""

    address: str
    role: str
    one: Took
    eight: Took
    healthz: Took
    cpu: float

    def __str__(self) -> str:
        most = MOST_BY_EIGHT_S if self.is_of_an_epci else None
        told = (
            f"{self.one.told(MOST_S)} {self.eight.told(most)} {self.healthz.told(MOST_HEALTHZ_S)}"
        )
        few = f" ({len(self.one.seconds)} asked by one)" if len(self.one.seconds) < _FEW else ""
        place = f"{self.address:{_WIDTH}.{_WIDTH}} {self.role:8}"
        return f"  {place} {told} {self.cpu * 1e3:8.1f}{few}"

    @property
    def is_of_an_epci(self) -> bool:
        return self.address.startswith(OF_AN_EPCI)

    @property
    def refused(self) -> str:
        return self.one.refused or self.eight.refused


async def bench(home: Path, flows: int) -> None:
    paths = {each.name: get_routes(each.load()) for each in services.SERVICES}
    missing = without_parameters(path for some in paths.values() for path in some)
    if missing:
        raise SystemExit(f"tests/bench/worlds/read_routes.py asks nothing of {', '.join(missing)}")
    async with running(home) as system:
        readers = await prepared(system, flows)
        lines = []
        for service, some in paths.items():
            print(f"{service}, p50 and p95 in ms by one, by eight, of /healthz; CPU-ms an answer")
            own = LeanCaller(system.system.addresses().url(f"{service}-api"), {})
            async for line in Walk(system, service, own).lines(some, readers):
                print(line, flush=True)
                lines.append(line)
    _tell_bars(lines)


@dataclass(frozen=True)
class Walk:
    """Through one service; ``own`` asks its API at its own address."""

    system: Running
    service: str
    own: LeanCaller

    async def lines(self, paths: tuple[str, ...], readers: list[Reader]) -> AsyncIterator[Line]:
        for path in sorted(paths):
            for ask in ASKS[path]:
                for reader in readers:
                    if reader.role in ask.by:
                        entry = await reader.lean(self.system)
                        yield await self._line(
                            ask, reader, self.own if path in OWN_OF_EACH else entry
                        )

    async def _line(self, ask: Ask, reader: Reader, caller: LeanCaller) -> Line:
        addresses = cycle(_filled(ask, reader.things))
        cpu = CpuClock(self.system.system)
        async with _beating(self.own) as healthz:
            one, eight = await _asked(caller, addresses, 1, ONE), Took()
            if one.within(_TOO_LONG_S):
                eight = await _asked(caller, addresses, _EIGHT, EIGHT)
        used = cpu.used()
        cores = used.cores.get(f"{self.service}-api", 0.0) + used.cores.get("postgres", 0.0)
        each = cores * used.seconds / (len(one.seconds) + len(eight.seconds))
        return Line(ask.address, reader.role, one, eight, healthz, each)


def _filled(ask: Ask, things: Sequence[Mapping[str, str]]) -> list[str]:
    """The address with each of the reader's things. Raises KeyError when it lacks one."""
    return list(dict.fromkeys(ask.address.format(**one) for one in things))


async def _asked(
    caller: LeanCaller, addresses: Iterator[str], at_once: int, bounds: Bounds
) -> Took:
    """Closed loop: each reader asks again once it was answered."""
    took = Took()
    ends = time.monotonic() + bounds.seconds

    async def ask_on() -> None:
        while True:
            address, began = next(addresses), time.perf_counter()
            status, body = await caller.get(address)
            took.seconds.append(time.perf_counter() - began)
            if status not in _GOOD and not took.refused:
                took.refused = f"{status} {body[:200].decode(errors='replace')}"
            if len(took.seconds) >= bounds.asks or time.monotonic() >= ends:
                return

    await asyncio.gather(*(ask_on() for _ in range(at_once)))
    return took


@asynccontextmanager
async def _beating(own: LeanCaller) -> AsyncIterator[Took]:
    """``/healthz`` of a process, asked until the end; the last answer is waited for."""
    took, ended = Took(), asyncio.Event()

    async def beat() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            await own.get("/healthz")
            took.seconds.append(time.perf_counter() - began)
            await asyncio.sleep(_BEAT_S)

    beating = asyncio.create_task(beat())
    try:
        yield took
    finally:
        ended.set()
        await beating


def _tell_bars(lines: list[Line]) -> None:
    """Raises SystemExit when something was refused."""
    of_epcis = [line for line in lines if line.is_of_an_epci]
    bars = {
        "p95 by one": (MOST_S, [(line, line.one) for line in lines]),
        "p95 by eight, indicators of an EPCI": (
            MOST_BY_EIGHT_S,
            [(line, line.eight) for line in of_epcis],
        ),
        "p95 of /healthz beside a read": (
            MOST_HEALTHZ_S,
            [(line, line.healthz) for line in lines],
        ),
    }
    for name, (most, measured) in bars.items():
        beyond = [line for line, took in measured if not took.within(most)]
        count = f"{len(measured) - len(beyond)} of {len(measured)}"
        print(f"bar: {name} <= {most * 1e3:.0f} ms: {count} {met(not beyond)}")
        for line in beyond:
            print(f"  beyond: {line.address} by {line.role}")
    if refused := [line for line in lines if line.refused]:
        raise SystemExit(
            "\n".join(f"{line.address} by {line.role}: {line.refused}" for line in refused)
        )


def main(flows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        uvloop.run(bench(home, flows))
