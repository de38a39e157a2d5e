"""Wrong secrets, many a second, against a registry that runs as a process."""

import asyncio
import logging
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from boucle.local.ports import free_port
from boucle.registry.app import SERVICE
from boucle.registry.identity.failed_secrets import A_MINUTE_BY_ADDRESS, PAUSE_S
from tests.kit import ServiceDatabase, eventually

_log = logging.getLogger(__name__)
ALERTS = Path(__file__).parents[4] / "deploy/observability/prometheus/alerts.yml"
A_SECOND = 1_000 / 60
"""Wrong secrets a second."""


@pytest.fixture
async def address(service_database: ServiceDatabase, tmp_path: Path) -> AsyncIterator[str]:
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOUCLE_")},
        "BOUCLE_DATABASE_URL": (await service_database(SERVICE)).url,
        "BOUCLE_KAFKA_BOOTSTRAP": "127.0.0.1:9",
        "BOUCLE_HTTP_PORT": str(port),
        "BOUCLE_JWKS_URL": f"http://127.0.0.1:{port}/.well-known/jwks.json",
        "BOUCLE_LOG_LEVEL": "WARNING",
        "BOUCLE_ENCRYPTION_KEY": "e" * 32,
        "BOUCLE_PERSON_KEY": "p" * 32,
    }
    secret = tmp_path / "secret"
    made = ("bootstrap", "--client-id", "op", "--role", "operator", "--secret-file", str(secret))
    async with _process(environment, *made) as process:
        assert await process.wait() == 0
    async with _process(environment, "api"):
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(trust_env=False) as http:
            await eventually(lambda: _answers(http, url), within=60, every=0.2)
        yield url


@asynccontextmanager
async def _process(
    environment: dict[str, str], *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "boucle.registry", *arguments)
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _answers(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(f"{url}/healthz")).status_code == 200
    except httpx.TransportError:
        return False


async def _token(http: httpx.AsyncClient, secret: str) -> httpx.Response:
    form = {"grant_type": "client_credentials", "client_id": "op", "client_secret": secret}
    return await http.post("/oauth/token", data=form)


async def _failed(http: httpx.AsyncClient) -> float:
    for family in text_string_to_metric_families((await http.get("/metrics")).text):
        for sample in family.samples:
            if sample.name == "boucle_failed_secrets_total":
                return sample.value
    return 0


def _threshold() -> float:
    rules = yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]
    (expression,) = (one["expr"] for one in rules if one["alert"] == "FailedSecrets")
    assert "increase(boucle_failed_secrets_total[5m])" in expression
    return float(expression.rpartition(">")[2])


async def _attack(http: httpx.AsyncClient, wrong: int) -> Counter[int]:
    """Of the id of the one who calls rightly, from its own address: nothing is worse for it."""
    begun = time.monotonic()

    async def one(number: int) -> int:
        await asyncio.sleep(max(0, begun + number / A_SECOND - time.monotonic()))
        answer = await _token(http, f"wrong-{number}")
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["type"] == "urn:boucle:problem:quota-exceeded"
        return answer.status_code

    return Counter(await asyncio.gather(*map(one, range(wrong))))


async def attacked(address: str, tmp_path: Path, wrong: int) -> None:
    """Check that who calls rightly is served while ``wrong`` secrets come, and the alert fires."""
    secret = (tmp_path / "secret").read_text().strip()
    limits = httpx.Limits(max_connections=100)
    async with (
        httpx.AsyncClient(base_url=address, timeout=30, limits=limits, trust_env=False) as attacker,
        httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as caller,
    ):
        token = (await _token(caller, secret)).json()["access_token"]
        headers = {"authorization": f"Bearer {token}"}

        async def rightly(took: list[float]) -> None:
            for work in (_token(caller, secret), caller.get("/v1/territories", headers=headers)):
                begun = time.perf_counter()
                assert (await work).status_code == 200
                took.append(time.perf_counter() - begun)

        quiet: list[float] = []
        for _ in range(30):
            await rightly(quiet)
        attack = asyncio.create_task(_attack(attacker, wrong))
        took: list[float] = []
        while not attack.done():
            await rightly(took)
            await asyncio.wait((attack,), timeout=0.05)
        statuses = await attack
        failed = await _failed(caller)
    p95, before = (statistics.quantiles(one, n=20)[-1] for one in (took, quiet))
    _log.info(
        f"{dict(statuses)}; {len(took)} right requests, "
        f"p95 {p95 * 1000:.1f} ms, {before * 1000:.1f} before"
    )
    assert statuses.keys() == {401, 429}
    # However fast the machine checks them: what a minute allows, then one after each pause.
    assert statuses[401] <= A_MINUTE_BY_ADDRESS + wrong / A_SECOND / PAUSE_S < wrong
    assert p95 < max(0.1, 4 * before)  # on a machine busy with other tests, in proportion
    assert failed == wrong > _threshold()
