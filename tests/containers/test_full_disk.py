"""Postgres's disk is full: it refuses, nothing is half written, and with room it goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest

from boucle.local.services import OPERATOR
from tests.chaos.callers import Caller, Credentials, Json
from tests.containers.stack import Stack
from tests.kit import eventually

_BEFORE, _DURING, _AFTER = "200010700", "200010718", "200010726"
_TERRITORY: Json = {"name": "Territory", "kind": "epci", "policy": "animator"}
_FILLED = r"\! cat /dev/zero > /var/lib/postgresql/filler"
_LOG_WITHOUT_END = (
    "SELECT count(pg_logical_emit_message(false, 'test', repeat('x', 1000000))) "
    "FROM generate_series(1, 300)"
)
# As many versions as rows: one without the other would be half a write.
_WRITTEN = """
SELECT (SELECT string_agg(siren || ' v' || entity_version, ', ' ORDER BY siren) FROM territory),
       (SELECT string_agg(key || ' v' || (headers->>'ce_entityversion'), ', ' ORDER BY key)
        FROM outbox WHERE topic = 'territory')
"""


@pytest.fixture
def small(built: Stack) -> Iterator[Stack]:
    """Registry's API and its Postgres, on a disk of 256 MB."""
    over = "tests/containers/small_disk.yml"
    stack = Stack(built.engine, built.secrets, project="boucle-test-full", over=over)
    try:
        stack.down("-v", "--timeout", "1")
        stack.compose("up", "-d", "--wait", "registry-api")
        yield stack
    finally:
        stack.down("-v", "--timeout", "1")


@pytest.fixture
def holder(small: Stack) -> Iterator[str]:
    """A container that keeps the disk, which is memory, while Postgres starts again and again."""
    image = small.settings["BOUCLE_IMAGE"]
    volume = f"--volume={small.project}_postgres-data:/full"
    how = ("--detach", "--rm", "--user=999:999", volume, "--entrypoint=sleep")
    holder = small.docker("run", *how, image, "infinity").strip()
    yield holder
    small.docker("rm", "--force", holder)


@pytest.fixture
async def operator(small: Stack) -> AsyncIterator[Caller]:
    secret = (small.secrets / "operator_client").read_text()
    address = f"http://{small.address('registry-api')}:8000"
    async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as http:
        yield Caller(http, Credentials(OPERATOR, secret), patience=60)


async def test_writes_are_refused_then_taken_and_none_is_half_done(
    small: Stack, holder: str, operator: Caller
) -> None:
    await _declare(operator, _BEFORE)
    with _full(small, holder):

        async def refused() -> bool:
            return not await operator.attempt("PUT", f"/v1/territories/{_DURING}", json=_TERRITORY)

        await eventually(refused, within=30)
        migrated = small.tried("compose", "run", "--rm", "--no-deps", "registry-migrate")
        assert migrated.returncode == 1
    await _declare(operator, _DURING)
    await _declare(operator, _AFTER)

    assert operator.server_errors == []
    told = small.compose("exec", "-T", "postgres", *_sql(_WRITTEN))
    rows, events = told.strip().split("|")
    assert rows == events == f"{_BEFORE} v1, {_DURING} v1, {_AFTER} v1"


@contextmanager
def _full(stack: Stack, holder: str) -> Iterator[None]:
    """Within, the disk has no room left, and Postgres stops and cannot start.

    It stops when its log needs more files than it has in stock. One session fills the disk and
    asks for them: a new one may need room to begin.
    """
    filled = stack.tried("compose", "exec", "-T", "postgres", *_sql(_FILLED, _LOG_WITHOUT_END))
    assert "No space left" in filled.stderr
    yield
    stack.docker("exec", holder, "rm", "/full/filler")


async def _declare(operator: Caller, siren: str) -> None:
    await operator.put(f"/v1/territories/{siren}", _TERRITORY)


def _sql(*commands: str) -> tuple[str, ...]:
    how = ("psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "registry")
    return (*how, *(part for command in commands for part in ("-c", command)))
