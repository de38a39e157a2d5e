"""The whole system in a temporary directory: started, asked, measured, stopped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psutil

from boucle.local import start, stop
from boucle.local.services import OPERATOR
from boucle.local.system import System
from boucle.platform.db import Database
from tests.kit.quotas import without_quotas

Json = dict[str, Any]

_IDLE_S = 5.0
_UNPUBLISHED = "SELECT count(*) FROM outbox"
_TOUCHED = "SELECT count(*) FROM touched WHERE day <= current_date"


class _Quiet:
    """A reporter that shows nothing."""

    def started(self, name: str) -> None: ...
    def noted(self, name: str, note: str) -> None: ...
    def done(self, name: str, seconds: float, note: str) -> None: ...
    def failed(self, name: str, seconds: float) -> None: ...


@dataclass(frozen=True)
class Caller:
    """A principal at the entry, with a token good for the whole bench."""

    http: httpx.AsyncClient
    headers: Mapping[str, str]

    async def get(self, path: str) -> Json:
        answer = await self.http.get(path, headers=self.headers)
        return dict(answer.raise_for_status().json())

    async def put(self, path: str, body: Json) -> Json:
        answer = await self.http.put(path, json=body, headers=self.headers)
        return dict(answer.raise_for_status().json())

    async def post(self, path: str, body: Json) -> Json:
        answer = await self.http.post(path, json=body, headers=self.headers)
        return dict(answer.raise_for_status().json())


@dataclass(frozen=True)
class Running:
    """``http`` speaks to the entry, ``inside`` to any part; databases by service."""

    system: System
    databases: Mapping[str, Database]
    http: httpx.AsyncClient
    inside: httpx.AsyncClient

    async def caller(self, client_id: str, secret: str) -> Caller:
        answer = await self.http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id, secret),
        )
        token = answer.raise_for_status().json()["access_token"]
        return Caller(self.http, {"Authorization": f"Bearer {token}"})

    async def operator(self) -> Caller:
        secret = (self.system.secrets / f"{OPERATOR}.client").read_text().strip()
        return await self.caller(OPERATOR, secret)

    def received(self) -> dict[str, datetime]:
        """When each address had its first mail, as the sink wrote it in front of the message."""
        found: dict[str, datetime] = {}
        for path in sorted((self.system.home / "mail").glob("*.eml")):
            with path.open() as message:
                head = dict(next(message).rstrip().split(": ", 1) for _ in range(3))
            moment = datetime.fromisoformat(head["X-Sink-Received-At"])
            found.setdefault(head["X-Sink-Rcpt-To"], moment)
        return found

    async def mail_count(self) -> int:
        url = f"{self.system.addresses().mail_url}/healthz"
        return int((await self.inside.get(url)).raise_for_status().json()["messages"])

    async def left(self) -> int:
        """Events not published or not read, flows left to mend, and what figures wait for."""
        async with self.databases["indicators"].read() as session:
            waiting = int(await session.fetchval(_TOUCHED))
        for service in self.databases:
            waiting += await self.unpublished(service) + await self._lag(service)
        return waiting

    async def unpublished(self, service: str) -> int:
        """Rows that wait in its outbox."""
        async with self.databases[service].read() as session:
            return int(await (await session.driver()).fetchval(_UNPUBLISHED))

    async def _lag(self, service: str) -> int:
        url = f"{self.system.addresses().url(f'{service}-worker')}/readyz"
        checks = (await self.inside.get(url)).json()["checks"]
        lags = [
            int(check.get("lag", 1)) + int(check.get("to_mend", 0))
            for name, check in checks.items()
            if "lag" in check or not check["ok"] or name.startswith(("consumer", "lists"))
        ]
        return sum(lags)

    async def until_quiet(self, within: float) -> float:
        """Wait until nothing is left, three looks in a row (lags are measured every 2 s); seconds
        it took. Raises TimeoutError."""
        began = time.monotonic()
        still, left = 0, -1
        while still < 3:
            left = await self.left()
            still = still + 1 if left == 0 else 0
            if time.monotonic() - began > within:
                raise TimeoutError(f"{left} events still wait after {within:.0f} s")
            await asyncio.sleep(1.5)
        return time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Cpu:
    """Cores used by each part, on average over ``seconds``."""

    seconds: float
    cores: Mapping[str, float]


@dataclass
class CpuClock:
    """CPU seconds of every part, children included, since it was made."""

    system: System
    _before: dict[str, float] = field(default_factory=dict)
    _began: float = 0.0

    def __post_init__(self) -> None:
        self._before, self._began = self._seconds(), time.monotonic()

    def used(self) -> Cpu:
        wall = time.monotonic() - self._began
        cores = {
            name: (seconds - self._before.get(name, 0.0)) / wall
            for name, seconds in self._seconds().items()
        }
        return Cpu(wall, cores)

    def _seconds(self) -> dict[str, float]:
        found = {"this bench": _cpu(psutil.Process())}
        for part in self.system.parts():
            process = part.process.find()
            if process is not None:
                family = [process, *process.children(recursive=True)]
                found[part.name] = sum(map(_cpu, family))
        return found


async def idling(system: Running) -> Cpu:
    """What the parts use while nobody asks anything of them."""
    cpu = CpuClock(system.system)
    await asyncio.sleep(_IDLE_S)
    return cpu.used()


def cpu_costs(used: Cpu, idle: Cpu, count: int) -> dict[str, float]:
    """CPU seconds of each part for one of ``count`` pieces of work, idling apart."""
    return {
        name: (cores - idle.cores.get(name, 0.0)) * used.seconds / count
        for name, cores in used.cores.items()
    }


def tell_costs(costs: Mapping[str, float], idle: Cpu, each: str) -> None:
    """``each``: of what piece of work they are."""
    print(f"CPU by part: milliseconds {each}, idling apart; cores while idle")
    told = [(name, cost, idle.cores.get(name, 0.0)) for name, cost in costs.items()]
    told.append(("in all", sum(costs.values()), sum(idle.cores.values())))
    for name, cost, resting in told:
        print(f"  {name:22} {cost * 1e3:7.2f} ms   {resting:.3f}")


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


@asynccontextmanager
async def running(home: Path) -> AsyncIterator[Running]:
    """Everything started in ``home``; stopped at the end."""
    without_quotas()
    system = System(home)
    try:
        await asyncio.to_thread(start.up, system, _Quiet())
        async with AsyncExitStack() as stack:
            databases = {}
            for service in system.services:
                url = system.database_url(service.name)
                database = Database(url, application_name="bench", pool_size=3)
                databases[service.name] = await stack.enter_async_context(database)
            entry = system.addresses().entry_url
            http = await stack.enter_async_context(
                httpx.AsyncClient(base_url=entry, timeout=60, trust_env=False)
            )
            inside = await stack.enter_async_context(httpx.AsyncClient(timeout=60, trust_env=False))
            yield Running(system, databases, http, inside)
    finally:
        await asyncio.to_thread(stop.down, system, _Quiet())
