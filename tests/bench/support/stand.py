"""A stand for one service: its database, the broker, its worker processes; their CPU."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx
import psutil

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.local.ports import HOST, free_port
from boucle.matching.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.db import Database, migrate
from tests.kit.kit import TOPICS

_PREFIX = "bench"
_DATABASE = "matching"


@dataclass
class Stand:
    """Matching on real parts, durable as in ``boucle up``."""

    postgres: EmbeddedPostgres
    kafka: EmbeddedKafka
    database: Database
    bus: Bus
    home: Path
    workers: dict[str, Worker] = field(default_factory=dict)

    @contextmanager
    def worker(self, name: str) -> Iterator[Worker]:
        """``python -m boucle.matching worker``, killed at the end."""
        port = free_port()
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BOUCLE_")},
            "BOUCLE_DATABASE_URL": self.postgres.url(_DATABASE),
            "BOUCLE_KAFKA_BOOTSTRAP": self.kafka.bootstrap,
            "BOUCLE_TOPIC_PREFIX": _PREFIX,
            "BOUCLE_PERSON_KEY": "0" * 32,
            "BOUCLE_WORKER_HTTP_PORT": str(port),
            "BOUCLE_LOG_LEVEL": "WARNING",
        }
        with (self.home / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "boucle.matching", "worker"],
                env=environment,
                stdout=log,
                stderr=log,
            )
        worker = Worker(process, f"http://{HOST}:{port}")
        self.workers[name] = worker
        try:
            yield worker
        finally:
            del self.workers[name]
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def cpu_seconds(self) -> dict[str, float]:
        """Of each process since it began, children included."""
        servers = {"postgres": self.postgres.pid, "broker": self.kafka.pid}
        workers = {name: worker.process.pid for name, worker in self.workers.items()}
        found = {"this bench": _cpu(psutil.Process())}
        for name, pid in {**servers, **workers}.items():
            process = psutil.Process(pid)
            found[name] = sum(map(_cpu, [process, *process.children(recursive=True)]))
        return found

    async def until_owned(self, within: float = 300.0) -> None:
        """All lists have an owner among the workers, and nothing waits. Raises TimeoutError."""
        async with asyncio.timeout(within), httpx.AsyncClient(trust_env=False) as http:
            while True:
                looks = [await each.look(http) for each in self.workers.values()]
                owned = sum(int(look["lists"].get("partitions", 0)) for look in looks)  # type: ignore[call-overload]
                if owned == 12 and all(map(_is_quiet, looks)):
                    return
                await asyncio.sleep(0.2)


@dataclass(frozen=True)
class Worker:
    process: subprocess.Popen[bytes]
    url: str

    async def look(self, http: httpx.AsyncClient) -> Mapping[str, Mapping[str, object]]:
        """What its readiness says, by check. Raises RuntimeError when it ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"the worker ended with {self.process.returncode}: see its log")
        try:
            checks: Mapping[str, Mapping[str, object]] = (
                await http.get(f"{self.url}/readyz")
            ).json()["checks"]
        except httpx.TransportError:
            return {"lists": {"ok": False}}
        return checks

    @property
    def memory(self) -> int:
        """Bytes resident."""
        return int(psutil.Process(self.process.pid).memory_info().rss)


def _is_quiet(look: Mapping[str, Mapping[str, object]]) -> bool:
    return all(
        bool(check.get("ok")) and not check.get("lag") and not check.get("to_mend")
        for check in look.values()
    )


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


@asynccontextmanager
async def stand(home: Path) -> AsyncIterator[Stand]:
    """Started in ``home``, with what an earlier one left there; stopped at the end."""
    postgres = EmbeddedPostgres(home / "postgres")
    kafka = EmbeddedKafka(home / "kafka")
    try:
        await asyncio.gather(asyncio.to_thread(postgres.start), asyncio.to_thread(kafka.start))
        await _make_database(postgres)
        bus = Bus(kafka.bootstrap, _PREFIX)
        await bus.ensure_topics(TOPICS)
        async with Database(postgres.url(_DATABASE), application_name="bench") as database:
            yield Stand(postgres, kafka, database, bus, home)
        await bus.close()
    finally:
        await asyncio.to_thread(kafka.stop)
        await asyncio.to_thread(postgres.stop)


async def _make_database(postgres: EmbeddedPostgres) -> None:
    connection = await asyncpg.connect(postgres.url("postgres"))
    try:
        await connection.execute(f"CREATE DATABASE {_DATABASE}")
    except asyncpg.DuplicateDatabaseError:
        pass
    finally:
        await connection.close()
    await migrate(postgres.url(_DATABASE), SERVICE.migrations)
