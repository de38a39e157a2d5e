"""From a write to its introduction in the mail sink, on a base of flows already declared.

    python -m tests.bench latency [--base 100000] [--seconds 30] [--rate 50]

The whole system in a temporary directory. Open loop: each write is due at its time, whatever became
of the others, and is measured from then. Each declares a flow of a company that had none, and finds
exactly one partner, of another company that had none: two mails a write, no weekly cap in the way.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from boucle.catalogue import load_catalogue
from tests.bench.support.base import SOURCE, Base, need_email, probe_email, probe_flow
from tests.bench.support.figures import percentiles
from tests.bench.support.lean import LeanCaller
from tests.bench.support.published import live_pairs
from tests.bench.support.running import CpuClock, Running, cpu_costs, idling, running, tell_costs
from tests.bench.support.stages import stages
from tests.bench.worlds.seeding import seed, settle_territories

WARM_UP_S = 10
_SEEDED_WITHIN_S = 1800.0
_MAILED_WITHIN_S = 120.0


@dataclass(frozen=True)
class Load:
    """``base`` flows before the first write; then ``rate`` writes a second for ``seconds``."""

    base: int = 100_000
    rate: int = 50
    seconds: int = 30

    @property
    def warm_up(self) -> int:
        """Writes made before those that are measured: connections, caches."""
        return self.rate * WARM_UP_S

    @property
    def measured(self) -> range:
        return range(self.warm_up, self.warm_up + self.rate * self.seconds)

    @property
    def writes(self) -> int:
        return self.warm_up + self.rate * self.seconds


async def bench(home: Path, load: Load) -> None:
    async with running(home) as system:
        await measure(system, await _prepare(system, load), load)


async def measure(system: Running, tool: LeanCaller, load: Load) -> None:
    """Write, wait for the mails, tell what came of it: on a base that holds the probes' spots."""
    idle = await idling(system)
    print(f"load average before the writes: {_load_average()}", flush=True)
    await _write(tool, range(load.warm_up), load)
    await _until_mailed(system, 2 * load.warm_up)
    cpu = CpuClock(system.system)
    due, answered = await _write(tool, load.measured, load)
    await _until_mailed(system, 2 * load.writes)
    used = cpu.used()
    await _report(system, due, answered)
    costs = cpu_costs(used, idle, len(load.measured))
    tell_costs(costs, idle, "a write")
    resting, each = sum(idle.cores.values()), sum(costs.values())
    print(f"  {resting + each * load.rate:.2f} cores at {load.rate} writes/s")
    print(f"load average after: {_load_average()}")


async def _prepare(system: Running, load: Load) -> LeanCaller:
    """Territories and a tool over REST, the base in bulk, then all of it read by everybody."""
    operator = await system.operator()
    await settle_territories(operator)
    told = {"name": "Bench", "role": "tool", "source": SOURCE, "verifies": True}
    made = await operator.post("/v1/principals", told)
    began = time.monotonic()
    base = Base(load_catalogue(), datetime.now(UTC), load.base, load.writes, made["client_id"])
    flows = await seed(system.databases["registry"], base)
    seeded = time.monotonic() - began
    print(
        f"base: {flows} flows, written into registry's rows and outbox in bulk ({seeded:.0f} s), "
        "then published by its relay",
        flush=True,
    )
    await system.until_quiet(_SEEDED_WITHIN_S)
    pairs = await live_pairs(system.databases["matching"])
    took = time.monotonic() - began - seeded
    print(f"      matched and counted: {pairs} pairs in lists ({took:.0f} s after)", flush=True)
    writer = await system.caller(made["client_id"], made["client_secret"])
    return LeanCaller(system.system.addresses().entry_url, writer.headers)


async def _write(
    tool: LeanCaller, numbers: range, load: Load
) -> tuple[dict[int, datetime], dict[int, float]]:
    """Open loop. When each write was due, and how long after that it was acknowledged."""
    loop = asyncio.get_running_loop()
    began, began_at = loop.time() + 0.1, datetime.now(UTC) + timedelta(seconds=0.1)
    due: dict[int, datetime] = {}
    answered: dict[int, float] = {}

    async def one(number: int, at: float) -> None:
        await tool.put(f"/v1/sources/{SOURCE}/flows/{number}", probe_flow(number))
        answered[number] = loop.time() - at

    writes = []
    for rank, number in enumerate(numbers):
        after = rank / load.rate
        due[number] = began_at + timedelta(seconds=after)
        await asyncio.sleep(began + after - loop.time())
        writes.append(asyncio.ensure_future(one(number, began + after)))
    await asyncio.gather(*writes)
    return due, answered


async def _until_mailed(system: Running, count: int) -> None:
    """Raises TimeoutError when a mail does not come."""
    ends = time.monotonic() + _MAILED_WITHIN_S
    while (seen := await system.mail_count()) < count:
        if time.monotonic() > ends:
            raise TimeoutError(f"{seen} mails of {count} came")
        await asyncio.sleep(0.2)


async def _report(system: Running, due: dict[int, datetime], answered: dict[int, float]) -> None:
    received = system.received()
    first, both = [], []
    for number, moment in due.items():
        came = sorted(
            (received[address(number)] - moment).total_seconds()
            for address in (probe_email, need_email)
        )
        first.append(came[0])
        both.append(came[1])
    print(f"{len(due)} writes, from the moment each was due:")
    print(f"  answered by the API            {percentiles(list(answered.values()))}")
    print(f"  first of its mails in the sink {percentiles(first)}")
    print(f"  both of its mails in the sink  {percentiles(both)}")
    print("  (bar, on two idle cores: p50 < 100 ms, p99 < 500 ms)")
    for line in await stages(system, due, received):
        print(f"  {line}")


def _load_average() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg()) + f" on {os.cpu_count()} cores"


def main(load: Load) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        uvloop.run(bench(home, load))
