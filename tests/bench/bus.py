"""How fast events travel: relay and consumer throughput, and latency from commit to handler.

    python -m tests.bench.bus [events]

On an embedded Postgres and Kafka of its own, in a temporary directory, all on this machine. The
relay and the consumer run in one process, so one core carries both.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import msgspec
import structlog

from boucle.contract.events.registry import Flow
from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.platform import outbox
from boucle.platform.bus import Bus
from boucle.platform.consuming.consumer import Consumer, Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.events import Event
from boucle.platform.outbox.relay import Relay
from tests.contract.events.examples import FLOW
from tests.integration.bus.support import create_tables, eventually, running, unpublished


def flow(number: int, version: int = 1) -> Event[Flow]:
    id_ = UUID(int=number)
    return outbox.new_event(
        "flow.declared.v1",
        subject=id_,
        version=version,
        data=msgspec.structs.replace(FLOW, flow_id=id_),
        now=datetime.now(UTC),
    )


class Clocked:
    """A handler that notes, per event, how long after its writing it came."""

    def __init__(self) -> None:
        self.seen = 0
        self.delays: list[float] = []

    async def __call__(self, session: WriteSession, batch: Sequence[Received]) -> None:
        now = datetime.now(UTC)
        self.seen += len(batch)
        self.delays += [(now - received.event.time).total_seconds() for received in batch]


async def fill(database: Database, events: int) -> float:
    begun = time.perf_counter()
    for start in range(0, events, 200):
        async with database.write() as session:
            await outbox.add(
                session, "flow", *(flow(n) for n in range(start, min(start + 200, events)))
            )
    return events / (time.perf_counter() - begun)


async def throughput(database: Database, bus: Bus, events: int) -> None:
    print(f"outbox.add      {await fill(database, events):8.0f} events/s (200 a transaction)")
    cpu, begun = cpu_seconds(), time.perf_counter()
    async with running(Relay(database=database, bus=bus).run):
        await eventually(lambda: unpublished(database), lambda count: count == 0, within=300)
        wall = time.perf_counter() - begun
    print(f"relay           {events / wall:8.0f} events/s ({(cpu_seconds() - cpu) / wall:.0%} CPU)")
    handler = Clocked()
    cpu, begun = cpu_seconds(), time.perf_counter()
    async with running(toy(bus, database, handler).run):
        await eventually(lambda: count(handler), lambda seen: seen >= events, within=300)
        wall = time.perf_counter() - begun
    share = (cpu_seconds() - cpu) / wall
    print(f"consumer        {events / wall:8.0f} events/s ({share:.0%} CPU, join included)")


async def count(handler: Clocked) -> int:
    return handler.seen


async def latency(database: Database, bus: Bus, rate: int, seconds: int) -> None:
    """Open loop: each event is written at its time, whatever became of the others."""
    handler = Clocked()
    relay = Relay(database=database, bus=bus)
    async with running(relay.run), running(toy(bus, database, handler).run):
        written = sum((await bus.end_offsets(await bus.places(["flow"]))).values())
        await eventually(lambda: count(handler), lambda seen: seen >= written, within=60)
        handler.delays.clear()
        cpu, begun = cpu_seconds(), asyncio.get_running_loop().time()
        writes = []
        for number in range(rate * seconds):
            await asyncio.sleep(begun + number / rate - asyncio.get_running_loop().time())
            writes.append(asyncio.ensure_future(write(database, flow(number, 2))))
        await asyncio.gather(*writes)
        share = (cpu_seconds() - cpu) / seconds
        wanted = rate * seconds
        await eventually(lambda: count_delays(handler), lambda seen: seen >= wanted, within=60)
    cuts = statistics.quantiles(handler.delays, n=100)
    print(
        f"latency {rate:5}/s   p50 {cuts[49] * 1e3:5.1f} ms   p95 {cuts[94] * 1e3:5.1f} ms   "
        f"p99 {cuts[98] * 1e3:5.1f} ms   ({share:.0%} CPU, writer included)"
    )


async def count_delays(handler: Clocked) -> int:
    return len(handler.delays)


async def write(database: Database, event: Event[Flow]) -> None:
    async with database.write() as session:
        await outbox.add(session, "flow", event)


async def idle(database: Database, bus: Bus, seconds: int = 5) -> None:
    async with (
        running(Relay(database=database, bus=bus).run),
        running(toy(bus, database, Clocked()).run),
    ):
        await asyncio.sleep(4)
        cpu = cpu_seconds()
        await asyncio.sleep(seconds)
        print(f"idle            {(cpu_seconds() - cpu) / seconds:8.1%} CPU (a relay, a consumer)")


def toy(bus: Bus, database: Database, handler: Clocked) -> Consumer:
    name = f"bench{uuid4().hex[:6]}"
    return Consumer(name=name, topics=["flow"], handle=handler, bus=bus, database=database)


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def bench(postgres: EmbeddedPostgres, kafka: EmbeddedKafka, events: int) -> None:
    connection = await asyncpg.connect(postgres.url("postgres"))
    await connection.execute("CREATE DATABASE bench")
    await connection.close()
    await create_tables(postgres.url("bench"))
    bus = Bus(kafka.bootstrap, "bench")
    await bus.ensure_topics(["flow"])
    async with Database(postgres.url("bench"), pool_size=20) as database:
        await throughput(database, bus, events)
        await idle(database, bus)
        for rate in (1, 50, 200, 500):
            await latency(database, bus, rate, 10)
    await bus.close()


def main(events: int = 30_000) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        kafka = EmbeddedKafka(Path(folder) / "kafka")
        try:
            postgres.start()
            kafka.start()
            asyncio.run(bench(postgres, kafka, events))
        finally:
            kafka.stop()
            postgres.stop()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
