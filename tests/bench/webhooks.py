"""How many messages a second reach webhooks, and what one receiver that hangs costs the others.

    python -m tests.bench webhooks

On an embedded Postgres in a temporary directory. The receivers are a process of their own; feeder
and deliverer run in this one, as in `notifications webhooks`: all of it on the same machine.
"""

from __future__ import annotations

import asyncio
import logging
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import structlog

from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.notifications.app import SERVICE
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.seams import DirectoryPrincipals
from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.notifications.subscriptions.feeds.decisions import Audience, FeedChange
from boucle.notifications.subscriptions.outbound import OutboundClient
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks.deliverer import Deliverer
from boucle.notifications.subscriptions.webhooks.feeder import Feeder
from boucle.notifications.subscriptions.webhooks.metrics import webhook_metrics
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.clock import system_clock
from boucle.platform.db import Database, migrate
from boucle.platform.telemetry.metrics import new_metrics
from tests.integration.notifications.support import KEY, Registry, serving
from tests.integration.notifications.webhooks.support import (
    HERE,
    Receiver,
    Says,
    a_company,
    receiving,
)

WEBHOOKS, CHANGES, ROUNDS = 4, 500, 3
_WITHIN_S = 300.0


@dataclass(frozen=True)
class Bench:
    """``port``: where the receivers listen."""

    database: Database
    directory: DirectoryClient
    port: int
    organisation: UUID

    async def webhook(self, path: str) -> UUID:
        now, id_ = system_clock(), uuid4()
        async with self.database.write() as session:
            row = WebhookRow(
                webhook_id=id_,
                client_id="company",
                url=f"http://127.0.0.1:{self.port}{path}",
                types=None,
                description="",
                secret=Sealer(KEY).sealed("whsec_" + "A" * 32),
                position=(await feeds.feed(session)).number,
                state="enabled",
                notices=[],
                version=1,
                created_at=now,
                updated_at=now,
            )
            await session.add(row)
        return id_

    async def change(self, count: int) -> None:
        audience, now = Audience(frozenset([self.organisation]), frozenset()), system_clock()
        made = [FeedChange("flow", uuid4(), 1, "declared", now, audience) for _ in range(count)]
        async with self.database.write() as session:
            await feeds.append(session, made, now)

    async def round(self, *, hanging: bool) -> float:
        """Deliveries a second to the webhooks that answer."""
        async with self.database.write() as session:
            driver = await session.driver()
            await driver.execute("delete from webhook")
        well = [await self.webhook("/well") for _ in range(WEBHOOKS)]
        if hanging:
            await self.webhook("/hangs")
        await self.change(CHANGES)
        began = time.perf_counter()
        async with self._running():
            await asyncio.wait_for(self._delivered(well), _WITHIN_S)
            seconds = time.perf_counter() - began
        return WEBHOOKS * CHANGES / seconds

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        stop, wake, metrics = asyncio.Event(), asyncio.Event(), webhook_metrics(new_metrics("b"))
        async with OutboundClient(HERE) as client:
            feeder = Feeder(
                self.database, DirectoryPrincipals(self.directory), system_clock, metrics, wake
            )
            deliverer = Deliverer(
                database=self.database,
                client=client,
                sealer=Sealer(KEY),
                clock=system_clock,
                chance=random.random,
                metrics=metrics,
                wake=wake,
            )
            running = asyncio.gather(feeder.run(stop), deliverer.run(stop))
            yield
            stop.set()
            await running

    async def _delivered(self, webhooks: list[UUID]) -> None:
        count = 0
        while count < WEBHOOKS * CHANGES:
            await asyncio.sleep(0.05)
            [row] = await self.database.fetch(
                "select count(*) from webhook_message where state = 'delivered' "
                "and webhook_id = any($1)",
                webhooks,
            )
            count = row[0]


async def _bench(url: str, port: int, registry: Registry) -> None:
    organisation = uuid4()
    a_company(registry, organisation)
    await migrate(url, SERVICE.migrations)
    async with Database(url, by_key=True) as database, httpx.AsyncClient() as http:
        directory = DirectoryClient(http, registry.url, "notifications", "secret", system_clock)
        bench = Bench(database, directory, port, organisation)
        await bench.round(hanging=False)  # plans, caches
        alone, beside = [], []
        for _ in range(ROUNDS):
            alone.append(await bench.round(hanging=False))
            beside.append(await bench.round(hanging=True))
    usual, hindered = statistics.median(alone), statistics.median(beside)
    print(f"{WEBHOOKS} webhooks, {CHANGES} changes: {_all(alone)} deliveries/s")
    print(f"one more that hangs:  {_all(beside)} deliveries/s to the others")
    print(f"medians {usual:.0f} and {hindered:.0f}: {1 - hindered / usual:+.1%} lost")


def _all(rates: list[float]) -> str:
    return " ".join(f"{one:.0f}" for one in rates)


async def _receive() -> None:
    """The receivers' process: says its port, then answers until it is ended."""
    async with receiving() as receiver:
        receiver.answer = lambda got: Says(hangs=got.path == "/hangs")
        print(receiver.port, flush=True)
        await _forgetting(receiver)


async def _forgetting(receiver: Receiver) -> None:
    while True:
        await asyncio.sleep(1.0)
        receiver.got.clear()


async def _run(url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.webhooks", "receive"), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        with serving(Registry()) as registry:
            await _bench(url, port, registry)
    finally:
        process.kill()
        await process.wait()


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        Path(folder).chmod(0o755)
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            asyncio.run(_run(postgres.url("postgres")))
        finally:
            postgres.stop()


if __name__ == "__main__":
    asyncio.run(_receive()) if sys.argv[1:] == ["receive"] else main()
