"""How fast registry writes: new flows a second through one api process, and its CPU for each.

    python -m tests.bench.registry [flows] [at once]

On an embedded Postgres in a temporary directory; the client shares the machine.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from boucle.local.parts.postgres import EmbeddedPostgres
from tests.kit.quotas import UNLIMITED

SIREN = "241400514"
Headers = dict[str, str]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "boucle.registry", *arguments]


async def _token(client: httpx.AsyncClient, client_id: str, secret: str) -> Headers:
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
    }
    answer = (await client.post("/oauth/token", data=form)).raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def prepare(client: httpx.AsyncClient, secret: str, sites: int) -> Headers:
    """A territory, a tool, an organisation with its sites; the tool's headers."""
    operator = await _token(client, "bench", secret)

    async def put(path: str, body: dict[str, Any], headers: Headers) -> None:
        (await client.put(path, json=body, headers=headers)).raise_for_status()

    await put(f"/v1/territories/{SIREN}", {"name": "Bench", "kind": "epci"}, operator)
    told = {"name": "bench", "role": "tool", "source": "bench", "verifies": True}
    made = (await client.post("/v1/principals", json=told, headers=operator)).json()
    tool = await _token(client, made["client_id"], made["client_secret"])
    base = "/v1/sources/bench"
    await put(f"{base}/organisations/o", {"name": "Bench", "territory": SIREN}, tool)
    for number in range(sites):
        site = {
            "organisation": "o",
            "name": f"Site {number}",
            "latitude": 48.9,
            "longitude": -0.2,
            "location_precision": "commune",
            "territory": SIREN,
        }
        await put(f"{base}/sites/s{number}", site, tool)
    return tool


async def _write(client: httpx.AsyncClient, tool: Headers, count: int, at_once: int) -> list[float]:
    """Put new flows, ``at_once`` at a time; how long each took, in ms."""
    numbers = iter(range(count))
    took: list[float] = []

    async def writer() -> None:
        for number in numbers:
            body = {
                "site": f"s{number % 200}",
                "direction": "output",
                "nature": "material",
                "family": "wood_b",
                "quantity": {"value": str(100 + number), "unit": "t"},
                "certainty": "measured",
                "qualities": {"moisture": {"low": "15", "high": "25"}},
            }
            began = time.perf_counter()
            answer = await client.put(f"/v1/sources/bench/flows/f{number}", json=body, headers=tool)
            took.append((time.perf_counter() - began) * 1000)
            answer.raise_for_status()

    await asyncio.gather(*(writer() for _ in range(at_once)))
    return took


async def awaited(client: httpx.AsyncClient) -> None:
    """Until the api answers."""
    for _ in range(300):
        try:
            await client.get("/healthz")
            break
        except httpx.TransportError:
            await asyncio.sleep(0.1)


def cpu_of(process: psutil.Process) -> float:
    """Seconds that it worked so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def _bench(served: Served, count: int, at_once: int) -> None:
    async with httpx.AsyncClient(base_url=served.address, timeout=30) as client:
        await awaited(client)
        tool = await prepare(client, served.secret, 200)
        before, began = cpu_of(served.api), time.perf_counter()
        took = await _write(client, tool, count, at_once)
        seconds = time.perf_counter() - began
        cpu = cpu_of(served.api) - before
    p50, p99 = statistics.median(took), statistics.quantiles(took, n=100)[98]
    print(
        f"{count} new flows, {at_once} at once: {count / seconds:.0f} writes/s, "
        f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, api CPU {cpu / count * 1000:.2f} ms a write "
        f"({count / cpu:.0f} writes/s a core)"
    )


@dataclass(frozen=True)
class Served:
    """An api process of registry, and its operator's secret (client id ``bench``)."""

    address: str
    api: psutil.Process
    secret: str


@contextmanager
def serving() -> Iterator[Served]:
    """On an embedded Postgres, both in a temporary directory."""
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        postgres = EmbeddedPostgres(root / "postgres")
        postgres.start()
        address = f"http://127.0.0.1:{_free_port()}"
        environment = {
            **os.environ,
            **UNLIMITED,
            "BOUCLE_DATABASE_URL": postgres.url("postgres"),
            "BOUCLE_KAFKA_BOOTSTRAP": "127.0.0.1:9",
            "BOUCLE_HTTP_PORT": address.rpartition(":")[2],
            "BOUCLE_JWKS_URL": f"{address}/.well-known/jwks.json",
            "BOUCLE_ENCRYPTION_KEY": "0" * 32,
            "BOUCLE_LOG_LEVEL": "WARNING",
            "BOUCLE_PERSON_KEY": "0" * 32,
        }
        secret = root / "secret"
        made = _command("bootstrap", "--client-id", "bench", "--role", "operator")
        try:
            subprocess.run(_command("migrate"), env=environment, check=True)
            subprocess.run([*made, "--secret-file", str(secret)], env=environment, check=True)
            with subprocess.Popen(_command("api"), env=environment) as api:
                try:
                    yield Served(address, psutil.Process(api.pid), secret.read_text())
                finally:
                    api.terminate()
        finally:
            postgres.stop()


def main(count: int = 3000, at_once: int = 8) -> None:
    with serving() as served:
        asyncio.run(_bench(served, count, at_once))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
