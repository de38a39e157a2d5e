"""The compose file and what belongs to it, read: valid, and at one with the code."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from boucle.local.parts.caddy import caddy_command
from boucle.local.parts.kafka import _SETTINGS as EMBEDDED_KAFKA
from boucle.local.services import SERVICES, STATELESS
from boucle.platform.connections import ENTRY_PATIENCE, KEEP_ALIVE_SECONDS, LEAST_RATE, PATIENCE
from boucle.platform.settings import PREFIX, ProcessSettings
from tests.containers.engine import ROOT
from tests.containers.stack import Stack

_OURS: dict[str, type[ProcessSettings]] = {
    one.name: one.load().settings for one in (*SERVICES, *STATELESS)
}
_USED = re.compile(r"\$\{(\w+)")
# The broker in a container has a disk of its own, and no test makes it a thousand topics.
_LOCAL_ONLY = {
    *("process.roles", "node.id", "controller.listener.names", "listener.security.protocol.map"),
    *("inter.broker.listener.name", "log.index.size.max.bytes", "log.segment.delete.delay.ms"),
    "num.recovery.threads.per.data.dir",
}


_DISTRIBUTIONS = """
import re
from importlib.metadata import distributions
for one in distributions():
    print(re.sub(r"[-_.]+", "-", one.name).lower(), one.version)
"""
_FIXED = ("HTTP_HOST", "HTTP_PORT", "WORKER_HTTP_PORT", "WEBHOOKS_HTTP_PORT")


def _compose() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text()
    return dict(yaml.safe_load(text))


def _read_by(settings: type[ProcessSettings]) -> set[str]:
    return {f"{PREFIX}{name.upper()}" for name in settings.model_fields}


def _listed() -> set[str]:
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^#?(\w+)=", text, flags=re.MULTILINE))


def _secret(name: str) -> str:
    return name.removesuffix("_FILE") if name != f"{PREFIX}KAFKA_CA_FILE" else name


def test_the_example_lists_what_is_read_and_nothing_else() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    read = set().union(*map(_read_by, _OURS.values()))

    assert {_secret(name) for name in _listed()} == read | set(_USED.findall(text))


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        *((one.name, kind) for one in SERVICES for kind in ("api", "worker", "migrate")),
        *((one.name, "api") for one in STATELESS),
    ],
)
def test_a_service_is_given_what_it_reads_and_nothing_else(service: str, kind: str) -> None:
    given = {_secret(name) for name in _compose()["services"][f"{service}-{kind}"]["environment"]}
    # The image sets the first; the others' own values are what the entry and Prometheus ask.
    fixed = {f"{PREFIX}{name}" for name in _FIXED}

    assert given | (fixed & _read_by(_OURS[service])) == _read_by(_OURS[service])


def test_no_secret_is_in_the_compose_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text()

    assert not re.search(r"PASSWORD: |SECRET: |_KEY: |postgresql://", text)


def test_the_stop_is_waited_for_longer_than_the_drain() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    (grace,) = re.findall(r"\$\{BOUCLE_STOP_GRACE:-(\d+)s\}", text)

    assert int(grace) > ProcessSettings.model_fields["drain_seconds"].default


def test_the_entry_hands_each_service_its_paths(tmp_path: Path) -> None:
    """As Caddy reads it; in the container these two are mounted in one folder."""
    (tmp_path / "Caddyfile").symlink_to(ROOT / "deploy/docker/Caddyfile")
    (tmp_path / "services").symlink_to(ROOT / "services")
    env = {"BOUCLE_SITE": "http://:8080", "HOME": str(tmp_path)}
    command = [*caddy_command(Path("Caddyfile"), tmp_path).argv]
    command[command.index("run")] = "adapt"
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)
    servers = json.loads(done.stdout)["apps"]["http"]["servers"].values()
    (site,) = (server for server in servers if server["listen"] == ["127.0.0.1:8098"])
    (route,) = site["routes"]
    found = [
        (match["path"], re.findall(r'"name": "(\w+)-api"', json.dumps(one["handle"])))
        for one in route["handle"][0]["routes"]
        for match in one.get("match", ())
    ]

    every = sorted((*SERVICES, *STATELESS), key=lambda one: one.name)
    ours = [([*one.paths], [one.name]) for one in every]
    assert found == [(["/healthz"], []), *ours]


def test_the_entry_gives_idle_connections_up_before_the_services() -> None:
    text = (ROOT / "deploy/docker/Caddyfile").read_text()
    (kept,) = re.findall(r"keepalive (\d+)s", text)

    assert int(kept) <= KEEP_ALIVE_SECONDS - 10


def test_the_entry_gives_slow_requests_up_as_the_services_do() -> None:
    text = (ROOT / "deploy/docker/Caddyfile").read_text()

    assert f"read_header {PATIENCE:g}s" in text
    assert f"read_body_idle {PATIENCE:g}s {LEAST_RATE}" in text
    assert f"read_body_idle {ENTRY_PATIENCE:g}s {LEAST_RATE}" in text


def test_the_broker_is_set_as_the_embedded_one() -> None:
    given = _compose()["services"]["kafka"]["environment"]
    wanted = {name: value for name, value in EMBEDDED_KAFKA.items() if name not in _LOCAL_ONLY}

    assert {name: given.get(f"KAFKA_{name.replace('.', '_').upper()}") for name in wanted} == wanted


def test_compose_takes_the_file_without_a_warning(built: Stack) -> None:
    told = built.tried("compose", "--profile", "*", "config", "--quiet")

    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_no_build_tool_is_left_in_the_image(built: Stack) -> None:
    found = built.tried(
        *("run", "--rm", "--entrypoint", "sh", built.settings["BOUCLE_IMAGE"], "-c"),
        "command -v uv gcc cc make git",
    )

    assert found.stdout == ""


def test_the_list_of_components_in_the_image_is_of_that_image(built: Stack) -> None:
    """Debian's and Python's own tools are asked, not the program that made the list."""

    def printed(*command: str) -> str:
        image = built.settings["BOUCLE_IMAGE"]
        return built.docker("run", "--rm", f"--entrypoint={command[0]}", image, *command[1:])

    text = printed("cat", "/usr/local/share/boucle/components.cdx.json")
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) is None
    listed: dict[str, set[str]] = {}
    for one in json.loads(text)["components"]:
        kind = one.get("purl", "").partition("/")[0]
        listed.setdefault(kind, set()).add(f"{one['name']} {one['version']}")

    shown = printed("dpkg-query", "--show", "--showformat=${Package} ${Version}\\n")
    assert listed["pkg:deb"] == set(shown.splitlines())
    installed = set(printed("python", "-c", _DISTRIBUTIONS).splitlines())
    beside = set(printed("/usr/local/bin/python3", "-I", "-c", _DISTRIBUTIONS).splitlines())
    assert len(installed) > 50
    assert installed <= listed["pkg:pypi"] <= installed | beside
    assert len(listed["pkg:generic"]) == 1  # Python


def test_the_image_says_what_it_is(built: Stack) -> None:
    (image,) = built.inspect(built.settings["BOUCLE_IMAGE"])
    labels = image["Config"]["Labels"]

    assert labels["org.opencontainers.image.title"] == "Boucle"
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert image["Config"]["StopSignal"] == "SIGTERM"
    assert image["Config"]["User"] == "10001:10001"
