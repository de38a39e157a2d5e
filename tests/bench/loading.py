"""What a worker keeps, loaded as it loads it when it starts: flows and lists, from Postgres.

    python -m tests.bench loading | python -m tests.bench.loading FLOWS

A real Postgres with a region's flows and a list of ten for each, whose partners are drawn, not
found: to find them would take longer than all the rest. In a process of its own, whose memory is
what it loaded; and while it loads, a heartbeat is looked for every few milliseconds.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import msgspec
import numpy as np
import psutil

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.contract.events.registry import Flow
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.matching.app import SERVICE
from boucle.matching.engine import ListColumns
from boucle.matching.engine.changes import GAINED
from boucle.matching.engine.precompile import compile_ahead
from boucle.matching.engine.rows.columns import Array
from boucle.matching.lists import entries, memory, partitions
from boucle.matching.lists.replica import FlowReplica
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.scoring import Rules
from boucle.platform.db import Database, migrate
from boucle.platform.process.supervise import tune_garbage_collection
from tests.bench.support.published import PARTITIONS, chunks
from tests.bench.worlds.regional_flows import Region

FLOWS = 1_000_000
_K = 10
_AT_ONCE = 2000
_BEAT = 0.005


@dataclass(frozen=True, slots=True)
class Loaded:
    """Seconds by the clock and of CPU; ``held_up``: the longest that a heartbeat was late; bytes a
    flow."""

    took: float
    cpu: float
    held_up: float
    memory: float


async def fill(url: str, flows: int) -> None:
    """Flows, and lists whose partners are any."""
    rules, random = Rules(load_catalogue()), Random(1)
    partners: list[int] = []
    database = Database(url)
    for some in chunks(Region(rules).flows(flows), _AT_ONCE):
        now = datetime.now(UTC)
        known = random.sample(some, len(some) // 10) if partners else some
        partners += [flow.flow_id.int for flow in known]
        async with database.write() as session:
            await partitions.save_flows(session, [_stored(flow) for flow in some], now)
            lists = _lists(some, [random.sample(partners, _K) for _ in some])
            await entries.keep(session, entries.rows_of(lists), now)
    await database.close()


def _stored(flow: Flow) -> StoredFlow:
    body = msgspec.json.encode(flow)
    return StoredFlow.of(flow, (_partition(flow), 0), 1, body, withdrawn=False)


def _lists(flows: Sequence[Flow], partners: Sequence[Sequence[int]]) -> ListColumns:
    """As an engine that just made them tells of them."""
    gives = np.array([flow.direction == "output" for flow in flows])
    return ListColumns(
        owner=_ids(flow.flow_id.int for flow in flows),
        partition=np.array([_partition(flow) for flow in flows]),
        gives=gives,
        starts=np.arange(len(flows) + 1) * _K,
        partner=_ids(one for each in partners for one in each),
        rank=np.tile(DECLARED_FIRST + 9000 - np.arange(_K), len(flows)),
        quantity=np.zeros(len(flows) * _K, np.int64),
        what=np.full(len(flows) * _K, GAINED),
        lost_starts=np.zeros(len(flows) + 1, np.int64),
        lost=_ids(()),
    )


def _ids(flows: Iterable[int]) -> Array:
    return np.frombuffer(b"".join([flow.to_bytes(16) for flow in flows]), "V16")


def _partition(flow: Flow) -> int:
    return flow.flow_id.int % len(PARTITIONS)


async def load(url: str, flows: int) -> Loaded:
    """As a worker does before it reads on: all flows, then the lists of every partition."""
    memory.map_big_arrays()
    compile_ahead()
    database, replica = Database(url), FlowReplica(Rules(load_catalogue()))
    gc.collect()
    tune_garbage_collection()
    process = psutil.Process()
    before, cpu, began = process.memory_info().rss, time.process_time(), time.monotonic()
    async with _beating() as late:
        await replica.load(database)
        for partition in PARTITIONS:
            async with database.read() as session:
                await replica.load_lists(session, partition)
        for _ in replica.engine.catch_up(PARTITIONS, ()):
            await asyncio.sleep(0)
    took, used = time.monotonic() - began, time.process_time() - cpu
    gc.collect()
    memory.give_back()
    kept = process.memory_info().rss - before
    await database.close()
    return Loaded(took, used, max(late), kept / flows)


@asynccontextmanager
async def _beating() -> AsyncIterator[list[float]]:
    late: list[float] = []

    async def beat() -> None:
        while True:
            due = time.monotonic() + _BEAT
            await asyncio.sleep(_BEAT)
            late.append(time.monotonic() - due)

    beating = asyncio.create_task(beat())
    try:
        yield late
    finally:
        beating.cancel()


def _apart(url: str, flows: int) -> Loaded:
    return asyncio.run(load(url, flows))


def main(flows: int = FLOWS) -> None:
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as home:
        Path(home).chmod(0o755)  # Postgres runs as another user
        postgres = EmbeddedPostgres(Path(home) / "postgres")
        postgres.start()
        try:
            url = postgres.url("postgres")
            asyncio.run(migrate(url, SERVICE.migrations))
            began = time.monotonic()
            asyncio.run(fill(url, flows))
            print(f"{flows} flows written in {time.monotonic() - began:.0f} s", flush=True)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                tell(pool.apply(_apart, (url, flows)))
        finally:
            postgres.stop()


def tell(loaded: Loaded) -> None:
    print(f"  loaded in                  {loaded.took:.1f} s (bar: 60 s at 10^6 flows)")
    print(f"  CPU of the worker          {loaded.cpu:.1f} s")
    print(f"  longest wait of heartbeats {1e3 * loaded.held_up:.0f} ms")
    print(f"  resident memory a flow     {loaded.memory:.0f} bytes (bar: 500)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FLOWS)
