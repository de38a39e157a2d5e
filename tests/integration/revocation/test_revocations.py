"""What one process knows of revocations: a second old at most, read by one for all who wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from boucle.platform.db import Database, ReadSession
from boucle.platform.identity.revocation import Revocation
from boucle.platform.revocation import Revocations, store
from boucle.registry.app import SERVICE
from tests.kit import FrozenClock, ServiceDatabase, eventually


class Counting(Database):
    """Counts its reads; ``away``: Postgres does not answer."""

    reads = 0
    away = False

    @asynccontextmanager
    async def read(self, *, snapshot: bool = False) -> AsyncIterator[ReadSession]:
        self.reads += 1
        if self.away:
            raise ConnectionRefusedError("away")
        async with super().read(snapshot=snapshot) as session:
            yield session


@pytest.fixture
async def database(service_database: ServiceDatabase) -> AsyncIterator[Counting]:
    made = await service_database(SERVICE)
    async with Counting(made.url, pool_size=2) as counting:
        yield counting


async def _keep(database: Database, client_id: str, *moments: datetime) -> None:
    async with database.write() as session:
        await store.save(
            session,
            [Revocation(client_id=client_id, not_before=m, reason="revoked") for m in moments],
        )


async def test_many_who_ask_at_once_cost_one_read(database: Counting, clock: FrozenClock) -> None:
    known = Revocations(database, clock)
    await _keep(database, "a", clock())
    found = await asyncio.gather(*(known.not_before(one) for one in ["a", "b"] * 50))
    assert found == [clock(), None] * 50
    assert database.reads == 1


async def test_the_latest_moment_counts_in_whichever_order_they_come(
    database: Counting, clock: FrozenClock
) -> None:
    known = Revocations(database, clock)
    late, early = clock() + timedelta(seconds=9), clock()
    await _keep(database, "a", late, early)
    await _keep(database, "a", early)
    assert await known.not_before("a") == late


async def test_what_is_revoked_is_known_soon_after(database: Counting, clock: FrozenClock) -> None:
    known = Revocations(database, clock)
    assert await known.not_before("a") is None
    await _keep(database, "a", clock())
    await _keep(database, "long-ago", clock() - timedelta(hours=1))

    async def is_known() -> bool:
        return await known.not_before("a") is not None

    await eventually(is_known, within=5)
    assert await known.not_before("long-ago") is None  # no token is as old: it is not held


async def test_where_it_cannot_be_read_nobody_is_let_in(
    database: Counting, clock: FrozenClock
) -> None:
    known = Revocations(database, clock)
    database.away = True
    asked = [known.not_before("a") for _ in range(3)]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in found] == [ConnectionRefusedError] * 3
    database.away = False
    assert await known.not_before("a") is None
