"""pytest fixtures. ``tests/conftest.py`` gives the two that start servers:
``postgres_admin_url`` (str) and ``kafka_bootstrap`` (str), both lazy, once a session."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from boucle.platform.bus import Bus
from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import ApiClient, Kit, RunningWorker, ServiceDatabase
from tests.kit.tokens import Tokens
from tests.kit.topics import delete_topics


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 2026-03-02, 09:00 UTC, until moved."""
    return FrozenClock()


@pytest.fixture
def tokens(clock: FrozenClock) -> Tokens:
    return Tokens(clock)


@pytest.fixture(scope="session")
def databases(postgres_admin_url: str) -> Iterator[Databases]:
    made = Databases(postgres_admin_url)
    yield made
    asyncio.run(made.drop_templates())


@pytest.fixture
def topic_prefix() -> str:
    """Of this test alone: its topics and groups are nobody else's."""
    return f"t{uuid4().hex[:12]}"


@pytest.fixture
async def bus(kafka_bootstrap: str, topic_prefix: str) -> AsyncIterator[Bus]:
    fresh = Bus(kafka_bootstrap, topic_prefix)
    yield fresh
    await fresh.close()
    await delete_topics(kafka_bootstrap, topic_prefix)


@pytest.fixture
async def kit(
    request: pytest.FixtureRequest,
    databases: Databases,
    tokens: Tokens,
    clock: FrozenClock,
    topic_prefix: str,
) -> AsyncIterator[Kit]:
    def kafka_bootstrap() -> str:
        found: str = request.getfixturevalue("kafka_bootstrap")  # starts the broker
        return found

    made = Kit(databases, kafka_bootstrap, topic_prefix, tokens, clock)
    yield made
    await made.close()


@pytest.fixture
def service_database(kit: Kit) -> ServiceDatabase:
    """``database = await service_database(SERVICE)``."""
    return kit.database


@pytest.fixture
def api_client(kit: Kit) -> ApiClient:
    """``async with api_client(SERVICE) as client: ...``."""
    return kit.client


@pytest.fixture
def running_worker(kit: Kit) -> RunningWorker:
    """``async with running_worker(SERVICE) as resources: ...``."""
    return kit.worker
