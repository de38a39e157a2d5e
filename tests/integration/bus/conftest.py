"""A broker and a Postgres of these tests' own: some kill them."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from boucle.local.kafka import EmbeddedKafka
from boucle.local.postgres import EmbeddedPostgres
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.integration.bus.support import TOPIC, create_tables


@pytest.fixture(scope="session")
def servers() -> Iterator[Path]:
    """Not pytest's own folder: another session closes that one to the user Postgres runs as."""
    with tempfile.TemporaryDirectory(prefix="boucle-bus-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(servers: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(servers / "postgres", fast=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def kafka(servers: Path) -> Iterator[EmbeddedKafka]:
    broker = EmbeddedKafka(servers / "kafka")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def database_url(postgres: EmbeddedPostgres) -> str:
    async def create(name: str) -> None:
        connection = await asyncpg.connect(postgres.url("postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        await create_tables(postgres.url(name))

    name = f"toy_{uuid4().hex[:12]}"
    asyncio.run(create(name))
    return postgres.url(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database(database_url, application_name="toy") as opened:
        yield opened


@pytest.fixture
async def bus(kafka: EmbeddedKafka) -> AsyncIterator[Bus]:
    """A fresh prefix: topics and groups of this test alone."""
    fresh = Bus(kafka.bootstrap, f"t{uuid4().hex[:12]}", session_timeout_s=4.0)
    await fresh.ensure_topics([TOPIC])
    yield fresh
    await fresh.close()
