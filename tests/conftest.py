"""What tests stand on: a real Postgres and a real Kafka, started once, when first asked for.

``BOUCLE_TEST_POSTGRES_URL`` (a user that may create databases) and ``BOUCLE_TEST_KAFKA``
(host:port) name servers to use instead. Unit tests start neither.
"""

import os
from collections.abc import Iterator

import pytest

pytest_plugins = ["boucle.common.testing.plugin"]


@pytest.fixture(scope="session")
def postgres_admin_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    given = os.environ.get("BOUCLE_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    from boucle.local.postgres import EmbeddedPostgres

    server = EmbeddedPostgres(tmp_path_factory.mktemp("postgres"), fast=True)
    server.start()
    try:
        yield server.url("postgres")
    finally:
        server.stop()


@pytest.fixture(scope="session")
def kafka_bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    given = os.environ.get("BOUCLE_TEST_KAFKA")
    if given:
        yield given
        return
    from boucle.local.kafka import EmbeddedKafka

    broker = EmbeddedKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    try:
        yield broker.bootstrap
    finally:
        broker.stop()
