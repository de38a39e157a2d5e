"""The broker or Postgres dies and comes back while work is in flight: nothing lost, none twice."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.platform.bus import Bus
from boucle.platform.db import Database, is_transient
from boucle.platform.outbox.relay import Relay, RelaySettings
from tests.integration.bus.support import (
    consumer,
    declare,
    double_effects,
    eventually,
    first_times,
    query,
    running,
    states,
    truth,
    versions_in_log,
)

SIRENS = [f"2000{number:05d}" for number in range(20)]


@dataclass
class Writer:
    """Writes without pause; a write that fails while Postgres is away is given up."""

    database: Database
    written: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        while not self.stop.is_set():
            for siren in SIRENS:
                try:
                    await declare(self.database, siren)
                    self.written += 1
                except Exception as error:
                    if not is_transient(error):
                        raise
                    await asyncio.sleep(0.05)
            await asyncio.sleep(0.01)


@asynccontextmanager
async def in_full_work(bus: Bus, database: Database) -> AsyncIterator[Writer]:
    """Writer, relay and consumer run; afterwards everything written must have been applied."""
    writer = Writer(database)
    relay = Relay(database=database, bus=bus, settings=RelaySettings(lease=2.0))
    async with running(relay.run), running(consumer(bus, database).run):
        writing = asyncio.ensure_future(writer.run())
        try:
            await eventually(lambda: applied(database), lambda count: count > 40)
            yield writer
        finally:
            writer.stop.set()
            await writing
        wanted = await truth(database)
        await eventually(lambda: states(database), lambda seen: seen == wanted)
    assert await double_effects(database) == []
    for siren, versions in (await versions_in_log(bus)).items():
        assert first_times(versions) == list(range(1, wanted[siren] + 1))


async def applied(database: Database) -> int:
    with suppress(ConnectionError):
        ((count,),) = await query(database, "SELECT count(*) FROM applied")
        return int(count)
    return 0


async def goes_on(database: Database, writer: Writer) -> None:
    """Events written from now on are applied: the system has recovered."""
    before = await applied(database)
    await eventually(lambda: applied(database), lambda count: count > before + 40)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
async def test_the_broker_restarts(
    kafka: EmbeddedKafka, bus: Bus, database: Database, end: signal.Signals
) -> None:
    async with in_full_work(bus, database) as writer:
        await asyncio.to_thread(_restart, kafka, end)
        await goes_on(database, writer)


async def test_the_broker_freezes(kafka: EmbeddedKafka, bus: Bus, database: Database) -> None:
    """Connections stay open and nothing answers: the relay gives its producer up."""
    async with in_full_work(bus, database) as writer:
        kafka.signal(signal.SIGSTOP)
        await asyncio.sleep(7)  # longer than the relay waits for a batch
        kafka.signal(signal.SIGCONT)
        await goes_on(database, writer)


async def test_postgres_restarts(postgres: EmbeddedPostgres, bus: Bus, database: Database) -> None:
    async with in_full_work(bus, database) as writer:
        await asyncio.to_thread(_restart, postgres, signal.SIGKILL)
        await goes_on(database, writer)


def _restart(server: EmbeddedKafka | EmbeddedPostgres, end: signal.Signals) -> None:
    server.signal(end)
    _wait(lambda: not server.is_running())
    server.start()


def _wait(ready: Callable[[], bool]) -> None:
    for _ in range(1000):
        if ready():
            return
        time.sleep(0.01)
    raise AssertionError("it did not end")
