"""A Docker engine: the one that answers here, or the private one kept beside the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_EXPORT = re.compile(r'(\w+)=("[^"]*"|\S+)')
# What a stack needs at once; the mail sink is built while our own image is.
FIRST = ("python", "postgres", "kafka", "caddy", "prometheus")


class NoEngine(Exception):
    """Neither an engine that answers, nor one that could be started here."""


@dataclass(frozen=True)
class Engine:
    """``told``: which one it is. ``environment``: with it, ``docker`` reaches it."""

    told: str
    environment: dict[str, str]
    script: Path | None = None
    _later: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin_building_the_rest(self) -> None:
        """Start what ``finish_building`` waits for. Nothing where images come from a registry."""
        if self.script is not None:
            self._later.append(subprocess.Popen([self.script, "up"], stdout=subprocess.DEVNULL))

    def finish_building(self) -> None:
        for builder in self._later:
            assert builder.wait(600) == 0, "the mail sink's image was not built"
        self._later.clear()


def find_engine() -> Engine:
    """Raises NoEngine, in one line."""
    # A developer's own settings of Boucle are not the tests'; where the engine is kept, is.
    environment = {
        name: value
        for name, value in os.environ.items()
        if name == "BOUCLE_ENGINE_HOME" or not name.startswith("BOUCLE_")
    }
    if shutil.which("docker") and _answers(environment):
        version = _docker_version(environment)
        started = os.environ.get("BOUCLE_ENGINE_RUNS")  # by ``python -m tests.containers``
        script = Path(started) if started else None
        return Engine(f"the Docker engine that answers here ({version})", environment, script)
    script = Path(os.environ.get("BOUCLE_ENGINE", ROOT.parent / "shared/containers/engine"))
    if not script.is_file():
        raise NoEngine(
            f"no Docker engine answers (docker version), and {script} is not there: "
            "start Docker, or name such a script with BOUCLE_ENGINE"
        )
    if os.geteuid() != 0:
        raise NoEngine(f"no Docker engine answers (docker version), and only root may run {script}")
    made = subprocess.run([script, "up", *FIRST], stdout=subprocess.PIPE, check=False)
    if made.returncode != 0:
        raise NoEngine(f"no Docker engine answers, and `{script} up` failed (see above)")
    environment |= _exports(made.stdout.decode(), environment["PATH"])
    return Engine(f"the private engine of {script}", environment, script)


def _answers(environment: dict[str, str]) -> bool:
    asked = subprocess.run(["docker", "version"], env=environment, capture_output=True, check=False)
    return asked.returncode == 0


def _docker_version(environment: dict[str, str]) -> str:
    asked = ["docker", "version", "--format", "{{.Server.Version}}"]
    return subprocess.run(
        asked, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def _exports(text: str, path: str) -> dict[str, str]:
    """``export NAME=value NAME="value:$PATH"``, as the shell would read it."""
    return {name: value.strip('"').replace("$PATH", path) for name, value in _EXPORT.findall(text)}
