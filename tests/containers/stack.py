"""The compose file as it is, under a project name, ports and secrets of its own."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boucle.local.ports import free_port
from tests.containers.engine import ROOT, Engine

PROJECT = "boucle-test"
IMAGE = "boucle:test"
_PORTS = ("ENTRY", "ENTRY_TLS", "PROMETHEUS", "GRAFANA", "MAIL")


@dataclass
class Stack:
    """``over``: a file laid over the compose file. ``seconds``: how long what was measured took."""

    engine: Engine
    secrets: Path
    project: str = PROJECT
    over: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    had_machine_to_itself: bool = True

    def __post_init__(self) -> None:
        self.settings |= {f"BOUCLE_{name}_PORT": str(free_port()) for name in _PORTS}
        self.settings |= {"BOUCLE_IMAGE": IMAGE, "BOUCLE_SECRETS": str(self.secrets)}
        subprocess.run(
            [ROOT / "deploy/docker/secrets.sh", self.secrets],
            check=True,
            stdout=subprocess.DEVNULL,
        )

    @property
    def entry(self) -> str:
        return f"http://127.0.0.1:{self.settings['BOUCLE_ENTRY_PORT']}"

    @property
    def mail(self) -> str:
        return f"http://127.0.0.1:{self.settings['BOUCLE_MAIL_PORT']}"

    @property
    def prometheus(self) -> str:
        return f"http://127.0.0.1:{self.settings['BOUCLE_PROMETHEUS_PORT']}"

    @property
    def environment(self) -> dict[str, str]:
        # The file named keeps a developer's own .env out.
        ours = {"COMPOSE_PROJECT_NAME": self.project, "COMPOSE_ENV_FILES": "/dev/null"}
        if self.over:
            ours["COMPOSE_FILE"] = f"docker-compose.yml:{self.over}"
        return {**self.engine.environment, **ours, **self.settings}

    def docker(self, *arguments: str, within: float = 300) -> str:
        """Raises AssertionError with what it said."""
        done = self.tried(*arguments, within=within)
        assert done.returncode == 0, f"docker {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def tried(self, *arguments: str, within: float = 300) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["docker", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )

    def compose(self, *arguments: str, within: float = 300) -> str:
        return self.docker("compose", *arguments, within=within)

    def build(self, *arguments: str) -> None:
        with self.timed("build"):
            self.compose("build", "-q", *arguments, "registry-migrate", within=600)

    def up(self) -> None:
        """Everything but the demo and Grafana, ready."""
        services = self.compose("config", "--services").split()
        self.had_machine_to_itself = os.getloadavg()[0] < (os.cpu_count() or 1)
        with self.timed("start"):
            self.compose("up", "-d", "--wait", "--wait-timeout", "400", "mail", *services)

    def down(self, *arguments: str) -> None:
        self.compose("--profile", "*", "down", *arguments)

    def containers(self, *services: str) -> list[str]:
        """Ids of those that run, of these services or of all."""
        return self.compose("ps", "-q", *services).split()

    def container(self, service: str) -> str:
        (only,) = self.containers(service)
        return only

    def inspect(self, *ids: str) -> list[dict[str, Any]]:
        return list(json.loads(self.docker("inspect", *ids)))

    def address(self, service: str) -> str | None:
        """Where the service is in the inner network; None while it does not run."""
        found = self.tried("compose", "ps", "-q", service).stdout.split()
        if not found:
            return None
        networks = self.inspect(found[0])[0]["NetworkSettings"]["Networks"]
        inside = networks.get(f"{self.project}_inside", {})
        return inside.get("IPAddress") or None

    def kill(self, service: str, within: float = 30) -> None:
        """SIGKILL to what runs in it; returns when Docker's restart policy brought it back."""
        one = self.container(service)
        before, _ = self._starts(one)
        self.tried("exec", one, "sh", "-c", "kill -9 -1")
        begun = time.monotonic()
        while self._starts(one) != (before + 1, True):
            assert time.monotonic() - begun < within, f"{service} was not started again"
            time.sleep(0.2)

    def _starts(self, container: str) -> tuple[int, bool]:
        (told,) = self.inspect(container)
        return int(told["RestartCount"]), bool(told["State"]["Running"])

    def await_healthy(self, *services: str, within: float = 300) -> None:
        """These, or all that run. Raises AssertionError with what a health check said last."""
        ends = time.monotonic() + within
        while ill := [one for one in self.inspect(*self.containers(*services)) if _is_ill(one)]:
            assert time.monotonic() < ends, "\n".join(_illness(one) for one in ill)
            time.sleep(0.5)

    def logs(self, *services: str, tail: int = 30) -> str:
        return self.tried("compose", "logs", "--no-color", f"--tail={tail}", *services).stdout

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.seconds[what] = time.monotonic() - begun


def _is_ill(container: dict[str, Any]) -> bool:
    state = container["State"]
    return not (state["Running"] and state["Health"]["Status"] == "healthy")


def _illness(container: dict[str, Any]) -> str:
    log = container["State"]["Health"]["Log"]
    said = log[-1]["Output"] if log else "nothing yet"
    return f"{container['Name']} is not healthy: {said}"
