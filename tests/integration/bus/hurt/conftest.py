"""A broker and a Postgres of these tests' own, which they kill and freeze."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from tests.kit.databases import Databases


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
def bootstrap(kafka: EmbeddedKafka) -> str:
    return kafka.bootstrap


@pytest.fixture
def cluster(postgres: EmbeddedPostgres) -> Databases:
    return Databases(postgres.url("postgres"))
