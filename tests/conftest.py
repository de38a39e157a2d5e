"""What tests stand on: a real Postgres and a real Kafka, started once, when first asked for.

``BOUCLE_TEST_POSTGRES_URL`` (a user that may create databases) and ``BOUCLE_TEST_KAFKA``
(host:port) name servers to use instead. Unit tests start neither.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.kit.quotas import without_quotas

pytest_plugins = ["tests.kit.plugin"]
without_quotas()

# All phases but `explain`, which traces every line of every example, failing or not. No time is a
# reason to fail: on a busy machine any example is slow. One commit draws the same examples each
# time; BOUCLE_EXPLORE=1 (`make test-night`) draws others.
settings.register_profile(
    "boucle",
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink],
    deadline=None,
    derandomize=not os.environ.get("BOUCLE_EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("boucle")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail where xdist ignores a group: its test would run beside those that change what it reads,
    or in a second system."""
    grouped = item.get_closest_marker("xdist_group")
    if grouped and item.config.getoption("loadgroup", False):
        assert item.nodeid.endswith(f"@{grouped.args[0]}"), item.nodeid


@pytest.fixture(scope="session")
def postgres_admin_url() -> Iterator[str]:
    given = os.environ.get("BOUCLE_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    from boucle.local.parts.postgres import EmbeddedPostgres

    # Not below pytest's own folder, which another session closes to the Postgres user.
    with tempfile.TemporaryDirectory(prefix="boucle-postgres-") as home:
        Path(home).chmod(0o755)
        server = EmbeddedPostgres(Path(home) / "data", fast=True)
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
    from boucle.local.parts.kafka import EmbeddedKafka

    broker = EmbeddedKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    try:
        yield broker.bootstrap
    finally:
        broker.stop()
