"""The `boucle` command on the demo as it was left: looked at, hurt, audited, down."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jws import extract_compact

from boucle.local.processes import marked
from boucle.local.services import SERVICES, STATELESS
from tests.kit import eventually
from tests.system.conftest import Played

BOUCLE = Path(sys.executable).with_name("boucle")
PARTS = {
    *("postgres", "kafka", "mail", "entry"),
    *(f"{one.name}-{kind}" for one in (*SERVICES, *STATELESS) for kind in one.processes),
}
pytestmark = pytest.mark.timeout(600)


class Command:
    """`boucle`, on a state directory of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "BOUCLE_HOME": str(self.home)}
        done = subprocess.run(
            [str(BOUCLE), *arguments], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"boucle {arguments}:\n{done.stdout}{done.stderr}"
        return done

    def status(self, exit_status: int = 0) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self("status", "--json", status=exit_status).stdout)
        return shown

    def parts(self, exit_status: int = 0) -> dict[str, dict[str, Any]]:
        return {part["name"]: part for part in self.status(exit_status)["parts"]}


@pytest.fixture(scope="module")
def boucle(played: Played) -> Command:
    return Command(played.home)


def test_before_the_first_up_there_is_nothing_to_show_or_stop(tmp_path: Path) -> None:
    never = Command(tmp_path / "never")

    assert "run `boucle up`" in never("status", status=1).stderr
    assert "Nothing was running" in never("down").stderr
    assert not never.home.exists()


def test_every_part_runs_behind_one_address(boucle: Command) -> None:
    shown = boucle.status()

    assert {part["name"] for part in shown["parts"]} == PARTS
    assert {part["state"] for part in shown["parts"]} == {"running"}
    keys = httpx.get(f"{shown['entry']}/.well-known/jwks.json").json()
    assert keys["keys"]
    assert httpx.get(f"{shown['mail']}/api/messages").status_code == 200


def test_no_part_listens_beyond_loopback(boucle: Command) -> None:
    addresses = [part["address"].removeprefix("http://") for part in boucle.status()["parts"]]

    assert {address.split(":")[0] for address in addresses} == {"127.0.0.1"}


def test_a_token_of_the_operator_opens_the_api(boucle: Command) -> None:
    entry = boucle.status()["entry"]
    token = boucle("token", "operator").stdout.strip()

    answer = httpx.get(f"{entry}/v1/territories", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 200
    assert httpx.get(f"{entry}/v1/territories").status_code == 401
    assert "known: operator" in boucle("token", "nobody", status=1).stderr


def test_a_dead_part_is_named_and_up_starts_it_alone(boucle: Command) -> None:
    before = boucle.parts()
    os.kill(before["indicators-worker"]["pid"], signal.SIGKILL)

    assert "indicators-worker died; its last log lines:" in boucle("status", status=1).stdout
    assert boucle.parts(exit_status=1)["indicators-worker"]["state"] == "dead"
    boucle("up")

    after = boucle.parts()
    moved = {name for name in PARTS if after[name]["pid"] != before[name]["pid"]}
    assert moved == {"indicators-worker"}


def test_logs_and_dead_letters_are_one_command_away(boucle: Command) -> None:
    assert "INFO    listening" in boucle("logs", "indicators-worker").stdout  # started just now
    assert "INFO    request" in boucle("logs", "registry-api").stdout
    assert '"service": "registry-api"' in boucle("logs", "registry-api", "--raw").stdout
    assert "the parts are" in boucle("logs", "nothing", status=1).stderr
    assert boucle("dlq", "list", "registry").stdout.splitlines() == ["registry:", "no dead letter"]


async def test_keys_are_rotated_while_it_runs(boucle: Command) -> None:
    entry, before = boucle.status()["entry"], boucle.parts()

    def signs() -> str:
        """The id of the key that signs now; its token is taken."""
        token = boucle("token", "operator").stdout.strip()
        headers = {"Authorization": f"Bearer {token}"}
        assert httpx.get(f"{entry}/v1/territories", headers=headers).status_code == 200
        assert httpx.get(f"{entry}/v1/synergies", headers=headers).status_code == 200
        return str(extract_compact(token.encode()).headers()["kid"])

    old = signs()
    assert "it signs within a minute" in boucle("keys", "sign").stdout
    await eventually(lambda: signs() != old, within=60, every=2)
    assert boucle.parts() == before
    assert f"{old}  made" in boucle("keys", "list").stdout

    boucle("keys", "rotate", "encryption")
    assert boucle("keys", "list").stdout.count("(newest)") == 2
    assert boucle("keys", "rotate", "link").stdout.endswith(
        "webhooks sealed under the newest key\n"
    )
    for name in ("encryption.key", "link.key"):
        assert len((boucle.home / "secrets" / name).read_text().split()) == 2
    after = boucle.parts()
    moved = {name.partition("-")[0] for name in PARTS if after[name]["pid"] != before[name]["pid"]}
    assert moved == {"registry", "notifications"}
    assert signs() != old


def test_the_audits_find_the_system_right(boucle: Command) -> None:
    said = boucle("matching", "audit", "--wait", "60").stdout

    assert re.match(
        r"[1-9]\d* flows, [1-9]\d* lists, [1-9]\d* pairs, [1-9]\d* lives compared", said
    )
    assert said.endswith("differences: 0\n")
    assert boucle("indicators", "audit").stdout.endswith("differences: 0\n")


def test_a_rebuild_changes_nothing(boucle: Command) -> None:
    assert boucle("rebuild", "matching").stdout.endswith("differences: 0\n")
    assert boucle("rebuild", "indicators", "--dry-run").stdout.endswith("differences: 0\n")
    refused = boucle("rebuild", "registry", status=2).stderr  # 1 would say that something differed
    assert "'registry' is rebuilt; what can be:" in refused
    assert "matching, indicators" in refused


def test_down_then_reset_leaves_neither_process_nor_data(boucle: Command) -> None:
    boucle("down")
    assert marked(boucle.home) == []
    assert {part["state"] for part in boucle.parts(exit_status=1).values()} == {"stopped"}

    boucle("reset", "--yes")

    assert not boucle.home.exists()
