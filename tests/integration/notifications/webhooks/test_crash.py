"""Webhooks' process killed in the middle: between a receiver's request and its answer's record."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

from boucle.notifications.app import SERVICE
from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks import store
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.platform.db import Database
from tests.integration.notifications.support import KEY, Registry, a_site, hear
from tests.integration.notifications.webhooks.support import (
    Got,
    Receiver,
    Says,
    a_company,
    receiving,
)
from tests.kit import FrozenClock, ServiceDatabase, eventually

CLAIM_SECONDS = "1"
SITES, VERSIONS, KILLS = 12, 4, 2


@asynccontextmanager
async def delivering(
    database: Database, registry: Registry
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.notifications.webhooks.webhooks_process"),
        *(database.url, registry.url, CLAIM_SECONDS),
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_nothing_is_lost_and_the_order_of_each_thing_is_kept(
    service_database: ServiceDatabase, clock: FrozenClock, registry: Registry
) -> None:
    database = await service_database(SERVICE)
    organisation, sites = uuid4(), [uuid4() for _ in range(SITES)]
    a_company(registry, organisation)
    clock.set(datetime.now(UTC))
    async with receiving() as receiver:
        await _a_webhook(database, clock, receiver.url())
        for version in range(1, VERSIONS + 1):
            events = [a_site(site, version, organisation) for site in sites]
            await hear(database, clock, *events)
        for strike in range(KILLS):
            async with delivering(database, registry) as process:
                _kill_at(receiver, process.pid, 1 + strike * 10)
                await asyncio.wait_for(process.wait(), 20)
        receiver.answer = lambda _got: Says()
        async with delivering(database, registry):
            await eventually(lambda: _all_came(receiver), within=20)
    bodies: dict[str, set[bytes]] = {}
    for got in receiver.got:
        bodies.setdefault(got.id, set()).add(got.body)
    assert len(bodies) == SITES * VERSIONS
    assert all(len(found) == 1 for found in bodies.values())
    for site in sites:
        versions = receiver.versions_of(site)
        assert versions == sorted(versions)
        assert set(versions) == set(range(1, VERSIONS + 1))
    twice = Counter(got.id for got in receiver.got)
    assert max(twice.values()) > 1, "nobody was killed between a request and its record"


def _all_came(receiver: Receiver) -> bool:
    return len({got.id for got in receiver.got}) == SITES * VERSIONS


def _kill_at(receiver: Receiver, pid: int, count: int) -> None:
    """After so many more requests, before the answer to the last."""
    left = count

    def answer(_got: Got) -> Says:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(pid, signal.SIGKILL)
        return Says()

    receiver.answer = answer


async def _a_webhook(database: Database, clock: FrozenClock, url: str) -> None:
    async with database.write() as session:
        feed = await feeds.feed(session)
        row = WebhookRow(
            webhook_id=uuid4(),
            client_id="company",
            url=url,
            description="",
            secret=Sealer(KEY).sealed("whsec_" + "A" * 32),
            position=feed.number,
            state="enabled",
            notices=[],
            version=1,
            created_at=clock(),
            updated_at=clock(),
        )
        await session.add(row)
        assert await store.find(session, row.webhook_id)
