"""Describe the whole system of one state directory: its parts, their addresses and states."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import httpx

from boucle.local.errors import last_lines
from boucle.local.parts import kafka as kafka_broker
from boucle.local.parts import postgres as postgres_server
from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.local.ports import HOST, PortBook
from boucle.local.processes import DetachedProcess
from boucle.local.secret_files import secret_in
from boucle.local.services import (
    SERVICES,
    STATELESS,
    WEBHOOK_NETWORKS,
    Addresses,
    ServiceSpec,
    service_settings,
    stateless_settings,
)

State = Literal["running", "not answering", "dead", "stopped"]


@dataclass(frozen=True)
class SystemPart:
    """One process of the system, and how to ask it whether it serves."""

    name: str
    address: str
    process: DetachedProcess
    answers: Callable[[], bool]
    ready_url: str | None = None  # services only: everything they need runs, nothing lags

    def state(self) -> State:
        """Return the state; `dead`: it was started and ended by itself."""
        if self.process.find() is None:
            return "dead" if self.process.was_started() else "stopped"
        return "running" if self.answers() else "not answering"


@dataclass(frozen=True)
class PartStatus:
    """The line of a part in `boucle status`; `last` are the log's last lines when it is dead."""

    name: str
    address: str
    state: State
    pid: int | None
    last: str | None = None


class System:
    """Boucle on one machine. `home` holds ports, secrets, data, logs, records of processes."""

    def __init__(
        self,
        home: Path,
        services: tuple[ServiceSpec, ...] = SERVICES,
        stateless: tuple[ServiceSpec, ...] = STATELESS,
    ) -> None:
        self.home = home.resolve()
        self.services = services
        self.stateless = stateless
        self.secrets = self.home / "secrets"
        self.ports = PortBook(self.home / "ports.json")
        self.postgres = EmbeddedPostgres(self.home / "postgres", log=self.log("postgres"))
        self.kafka = EmbeddedKafka(self.home / "kafka", log=self.log("kafka"))

    @property
    def credentials_file(self) -> Path:
        return self.secrets / "credentials.json"

    @property
    def restore_mark(self) -> Path:
        """Return the file that exists from the first to the last step of a restore."""
        return self.home / "restoring"

    @property
    def demo_mark(self) -> Path:
        """Return the file that exists where the demo was played: its webhooks reach this machine,
        also when `up` starts a part again."""
        return self.home / "demo"

    def log(self, part: str) -> Path:
        return self.home / "log" / f"{part}.log"

    def addresses(self) -> Addresses:
        port = self.ports.port
        return Addresses(
            entry=port("entry"),
            smtp=port("smtp"),
            mail=port("mail"),
            kafka=self.kafka.bootstrap,
            http={part: port(part) for part in self.service_parts()},
        )

    def service_parts(self) -> list[str]:
        every = (*self.services, *self.stateless)
        return [f"{service.name}-{kind}" for service in every for kind in service.processes]

    def database_url(self, service: str) -> str:
        password = secret_in(self.secrets / f"{service}.database")
        return self.postgres.url(service, service, password)

    def settings(self, service: str) -> dict[str, str]:
        if any(one.name == service for one in self.stateless):
            return stateless_settings(service, self.addresses(), self.secrets)
        url = self.database_url(service)
        settings = service_settings(service, self.addresses(), url, self.secrets)
        if service == "notifications" and self.demo_mark.exists():
            settings[WEBHOOK_NETWORKS] = os.environ.get(WEBHOOK_NETWORKS) or "127.0.0.0/8"
        return settings

    def process(self, part: str) -> DetachedProcess:
        return DetachedProcess(part, self.home / "run", self.log(part))

    def parts(self) -> list[SystemPart]:
        at = self.addresses()
        postgres, kafka = self.postgres, self.kafka
        return [
            SystemPart(
                "postgres",
                f"{HOST}:{postgres.port}",
                postgres.process,
                lambda: postgres_server.answers(postgres.port),
            ),
            SystemPart(
                "kafka",
                kafka.bootstrap,
                kafka.process,
                lambda: kafka_broker.answers(kafka.port),
            ),
            self._http_part("mail", at.mail_url),
            *(self._service_part(name, at.url(name)) for name in self.service_parts()),
            self._http_part("entry", at.entry_url),
        ]

    def status(self) -> list[PartStatus]:
        """Ask every part at once for its state; a frozen one costs two seconds."""
        parts = self.parts()
        with ThreadPoolExecutor(len(parts)) as pool:
            return list(pool.map(_look, parts))

    def _service_part(self, name: str, url: str) -> SystemPart:
        return replace(self._http_part(name, url), ready_url=f"{url}/readyz")

    def _http_part(self, name: str, url: str) -> SystemPart:
        return SystemPart(name, url, self.process(name), lambda: answers_http(f"{url}/healthz"))


def answers_http(url: str, timeout_s: float = 2.0) -> bool:
    try:
        # trust_env off: no proxy of the environment is between parts of one machine.
        return httpx.get(url, timeout=timeout_s, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _look(part: SystemPart) -> PartStatus:
    state = part.state()
    last = last_lines(part.process.log) if state == "dead" else None
    return PartStatus(part.name, part.address, state, part.process.pid, last)
