"""A topic and a database of each test's own, on the servers of all."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.integration.bus.support import TOPIC, create_tables
from tests.kit.databases import Databases


@pytest.fixture
def bootstrap(kafka_bootstrap: str) -> str:
    return kafka_bootstrap


@pytest.fixture
def cluster(databases: Databases) -> Databases:
    return databases


@pytest.fixture
def database_url(cluster: Databases) -> Iterator[str]:
    async def create() -> str:
        url = await cluster.create()
        await create_tables(url)
        return url

    url = asyncio.run(create())
    yield url
    asyncio.run(cluster.drop(url))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database(database_url, application_name="toy") as opened:
        yield opened


@pytest.fixture
async def bus(bootstrap: str) -> AsyncIterator[Bus]:
    """A fresh prefix: topics and groups of this test alone."""
    fresh = Bus(bootstrap, f"t{uuid4().hex[:12]}", session_timeout_s=4.0)
    await fresh.ensure_topics([TOPIC])
    yield fresh
    await fresh.close()
