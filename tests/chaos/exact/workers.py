"""Real worker processes of matching on one database and one log: begun, killed, frozen, stopped."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGSTOP

from boucle.local.ports import free_port
from boucle.local.processes import Command, DetachedProcess
from boucle.local.start import environment
from boucle.local.system import answers_http

_NOWHERE = "http://127.0.0.1:9/.well-known/jwks.json"
_STARTED_S = 120.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What workers stand on."""

    database_url: str
    bootstrap: str
    prefix: str


@dataclass
class Workers:
    """By name; ``home`` keeps their records and logs."""

    ground: Ground
    home: Path
    running: dict[str, DetachedProcess] = field(default_factory=dict)

    async def start(self, *names: str) -> None:
        """Begin them, and wait until each answers."""
        await asyncio.gather(*(asyncio.to_thread(self._start, name) for name in names))

    async def kill(self, name: str) -> None:
        await asyncio.to_thread(self.running.pop(name).signal, SIGKILL)

    async def freeze(self, name: str, seconds: float) -> None:
        """A zombie: it neither reads nor beats, and wakes without knowing."""
        self.running[name].signal(SIGSTOP)
        try:
            await asyncio.sleep(seconds)
        finally:
            self.running[name].signal(SIGCONT)

    async def stop(self, name: str) -> None:
        """SIGTERM: it drains and leaves the group."""
        await asyncio.to_thread(self.running.pop(name).stop)

    async def stop_all(self) -> None:
        await asyncio.gather(*(self.stop(name) for name in list(self.running)))

    def died(self) -> list[str]:
        """Those that ended although nobody ended them."""
        return [name for name, process in self.running.items() if process.find() is None]

    def _start(self, name: str) -> None:
        port = free_port()
        settings = {
            "BOUCLE_DATABASE_URL": self.ground.database_url,
            "BOUCLE_KAFKA_BOOTSTRAP": self.ground.bootstrap,
            "BOUCLE_TOPIC_PREFIX": self.ground.prefix,
            "BOUCLE_JWKS_URL": _NOWHERE,
            "BOUCLE_PERSON_KEY": "0" * 32,
            "BOUCLE_WORKER_HTTP_PORT": str(port),
        }
        process = DetachedProcess(name, self.home / "run", self.home / "log" / f"{name}.log")
        self.running[name] = process
        argv = [sys.executable, "-m", "boucle.matching", "worker"]
        process.spawn(Command(argv, environment(settings)))
        process.wait_until(lambda: answers_http(f"http://127.0.0.1:{port}/healthz"), _STARTED_S)
