"""A region declared through the public API, as a third-party tool does, and matched.

    python -m tests.bench region [--base 30000]

The whole system in a temporary directory. Organisations and sites come first; then half of the
flows in CSV files, one file after the other, and half by ``PUT``, eight at once: registry has no
other route that takes many flows. Figures are of flows, from the first request on. Then, on that
base, writes at 50/s as ``latency`` makes them, whose spots lie south of the region.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import uvloop

from boucle.catalogue import load_catalogue
from boucle.matching.scoring import Rules
from boucle.platform.bus import Bus
from tests.bench import latency
from tests.bench.latency import Load
from tests.bench.support.base import SOURCE, Base
from tests.bench.support.figures import met
from tests.bench.support.lean import LeanCaller
from tests.bench.support.published import chunks, has_reached, live_pairs
from tests.bench.support.running import (
    Caller,
    CpuClock,
    Running,
    cpu_costs,
    idling,
    running,
    tell_costs,
)
from tests.bench.worlds.regional_companies import (
    TERRITORIES,
    RegionalCompany,
    ToldFlow,
    bilan,
    regional_companies,
)
from tests.bench.worlds.seeding import seed, settle_territories
from tests.bench.worlds.sizes import DatabaseSize, settled_sizes

FLOWS = 30_000
LEAST_FLOWS_A_SECOND = 1000.0
LEAST_PAIRS_A_FLOW = 7.0
MOST_KB_A_FLOW = {"matching": 4.0, "indicators": 4.0}
_ROWS_A_FILE = 1000
_AT_ONCE = 8
_WITHIN_S = 3600.0
_SOUTH_OF_IT = 12.0
"""Degrees of latitude where latency's box begins: it is 20 high, the region begins at 48.2."""
T = TypeVar("T")
Row = tuple[str, ToldFlow]


@dataclass(frozen=True)
class Tool:
    """A third-party tool: ``caller`` for files, ``lean`` for what it sends one by one."""

    client_id: str
    secret: str
    caller: Caller
    lean: LeanCaller

    @classmethod
    async def of(cls, system: Running, client_id: str, secret: str) -> Tool:
        """With a token of now: it lasts for a quarter of an hour."""
        caller = await system.caller(client_id, secret)
        lean = LeanCaller(system.system.addresses().entry_url, caller.headers)
        return cls(client_id, secret, caller, lean)


@dataclass(frozen=True)
class Declared:
    """Seconds: files, then ``PUT``s, then until lists had followed."""

    files: float
    puts: float
    followed: float

    @property
    def answered(self) -> float:
        return self.files + self.puts

    @property
    def matched(self) -> float:
        return self.answered + self.followed


async def bench(home: Path, flows: int, load: Load) -> None:
    made = list(regional_companies(Rules(load_catalogue()), flows))
    async with running(home) as system:
        tool = await _prepare(system)
        empty = await settled_sizes(system.databases)
        await _declare_sites(system, tool, made)
        idle = await idling(system)
        cpu = CpuClock(system.system)
        took = await _declare_flows(system, tool, made)
        late = await system.until_quiet(_WITHIN_S)
        costs = cpu_costs(cpu.used(), idle, flows)
        _tell_rates(took, late, flows)
        _tell_density(await live_pairs(system.databases["matching"]) / flows)
        tell_costs(costs, idle, "a flow")
        _tell_sizes(await settled_sizes(system.databases), empty, flows)
        await _measure_latency(system, tool, load)


async def _prepare(system: Running) -> Tool:
    """Territories that leave every introduction to their animators, and the tool."""
    operator = await system.operator()
    for siren in TERRITORIES:
        await operator.put(f"/v1/territories/{siren}", {"name": siren, "kind": "epci"})
    await settle_territories(operator)
    told = {"name": "Bench", "role": "tool", "source": SOURCE, "verifies": True}
    principal = await operator.post("/v1/principals", told)
    return await Tool.of(system, principal["client_id"], principal["client_secret"])


async def _declare_sites(system: Running, tool: Tool, made: list[RegionalCompany]) -> None:
    began = time.monotonic()

    async def declare(company: RegionalCompany) -> None:
        source = f"/v1/sources/{SOURCE}"
        await tool.lean.put(f"{source}/organisations/{company.name}", company.organisation())
        await tool.lean.put(f"{source}/sites/{company.name}", company.site())

    await _each(made, declare)
    took = time.monotonic() - began
    await system.until_quiet(_WITHIN_S)
    rate = 2 * len(made) / took
    print(f"before: {len(made)} organisations, a site each: {rate:.0f} PUT/s", flush=True)


async def _declare_flows(system: Running, tool: Tool, made: list[RegionalCompany]) -> Declared:
    rows = [(company.name, flow) for company in made for flow in company.flows]
    filed, put = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    began = time.monotonic()
    for file in chunks(filed, _ROWS_A_FILE):
        await _import(tool, file)
    imported = time.monotonic()

    async def declare(row: Row) -> None:
        await tool.lean.put(f"/v1/sources/{SOURCE}/flows/{row[1].name}", row[1].body)

    await _each(put, declare)
    answered = time.monotonic()
    await _until_matched(system)
    return Declared(imported - began, answered - imported, time.monotonic() - answered)


async def _import(tool: Tool, rows: list[Row]) -> None:
    """One file. Raises RuntimeError unless every row was new."""
    headers = {**tool.caller.headers, "Content-Type": "text/csv"}
    answer = await tool.caller.http.post("/v1/imports", content=bilan(rows), headers=headers)
    told = answer.raise_for_status().json()
    if told["created"] != len(rows):
        raise RuntimeError(f"{len(rows)} rows: {told}")


async def _each(items: Iterable[T], work: Callable[[T], Coroutine[None, None, None]]) -> None:
    """Eight at once."""
    rest = iter(items)

    async def one_after_the_other() -> None:
        for item in rest:
            await work(item)

    await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))


async def _until_matched(system: Running) -> None:
    """All flows are published, in the lists, and what the lists told is published."""
    matching = system.databases["matching"]
    bus = Bus(system.system.addresses().kafka)

    async def is_published() -> bool:
        return not await system.unpublished("registry")

    async def is_matched() -> bool:
        return await has_reached(matching, wanted) and not await system.unpublished("matching")

    await _until(is_published)
    ends = await bus.end_offsets(await bus.places(["flow"]))
    wanted = {partition: end for (_, partition), end in ends.items()}
    await _until(is_matched)
    await bus.close()


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(_WITHIN_S):
        while not await holds():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.2)


def _tell_rates(took: Declared, late: float, flows: int) -> None:
    files = flows // 2
    rate = flows / took.matched
    print(
        f"declared: {flows / took.answered:.0f} flows/s "
        f"(CSV {files / took.files:.0f}/s, PUT {(flows - files) / took.puts:.0f}/s)\n"
        f"declared and matched: {rate:.0f} flows/s (bar: {LEAST_FLOWS_A_SECOND:.0f}, "
        f"{met(rate >= LEAST_FLOWS_A_SECOND)}); lists had followed {took.followed:.1f} s after "
        f"the last answer, every reader {late:.1f} s after them"
    )


def _tell_density(pairs: float) -> None:
    holds = met(pairs >= LEAST_PAIRS_A_FLOW)
    print(f"live pairs a flow: {pairs:.2f} (at least {LEAST_PAIRS_A_FLOW:.0f}: {holds})")


def _tell_sizes(
    sizes: Mapping[str, DatabaseSize], empty: Mapping[str, DatabaseSize], flows: int
) -> None:
    """Kilobytes a flow, without what an empty database has."""
    print("databases, vacuumed: kB a flow beyond the empty one; their largest tables")
    for service, size in sizes.items():
        each = (size.bytes - empty[service].bytes) / flows / 1e3
        most = MOST_KB_A_FLOW.get(service)
        bar = "" if most is None else f" (bar: {most:.0f} kB, {met(each <= most)})"
        print(f"  {service}: {each:.2f} kB{bar}, {size.bytes / 1e6:.1f} MB in all")
        for table in size.largest:
            of_it, indexes = table.bytes / flows / 1e3, table.indexes / flows / 1e3
            print(f"    {table.name:22} {of_it:7.2f} kB, of which indexes {indexes:.2f}")


async def _measure_latency(system: Running, tool: Tool, load: Load) -> None:
    """``latency``'s probes and their spots beside what the region declared."""
    flows = 3 * load.writes
    spots = Base(
        load_catalogue(), datetime.now(UTC), flows, load.writes, tool.client_id, south=_SOUTH_OF_IT
    )
    await seed(system.databases["registry"], spots)
    await system.until_quiet(_WITHIN_S)
    print(f"from a write to its mails, {load.rate} writes/s on this base:", flush=True)
    fresh = await Tool.of(system, tool.client_id, tool.secret)
    await latency.measure(system, fresh.lean, load)


def main(flows: int, load: Load) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        uvloop.run(bench(home, flows, load))
