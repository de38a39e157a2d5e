"""Two systems that run, each started once: ``played``, as a newcomer gets it (``boucle demo`` in a
new home), and ``world``, which tests write to, hurt and restore.

The tests of each are one group, so that two xdist workers have one each; what hurts a system comes
after what only asks it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest
import pytest_asyncio

from boucle.local.commands.principals import token
from boucle.local.system import System
from tests.chaos.world import World, running_world

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
BOUCLE = Path(sys.executable).parent / "boucle"


@dataclass(frozen=True)
class Played:
    """The demo as played: its output, and where the system that it left running is."""

    home: Path
    output: str
    status: dict[str, Any] = field(repr=False)

    @property
    def entry(self) -> str:
        return str(self.status["entry"])

    @property
    def mail(self) -> str:
        return str(self.status["mail"])

    @property
    def system(self) -> System:
        return System(self.home)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return boucle(self.home, *arguments)

    def bearer(self, principal: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token(self.system, principal)}"}

    def messages(self) -> list[dict[str, Any]]:
        """The mails of the demo's sandbox, each with the links in it."""
        with self.client("tool") as tool:
            (sandbox,) = every(tool, "/v1/sandboxes")
            mails = every(tool, f"/v1/sandboxes/{sandbox['sandbox_id']}/mails")
            return [{**one, "links": _LINK.findall(one["text"])} for one in mails]

    def sent(self) -> list[dict[str, Any]]:
        """The mails that left: of what is in no sandbox."""
        answer = httpx.get(f"{self.mail}/api/messages", timeout=10)
        return list(answer.raise_for_status().json())

    def client(self, principal: str) -> httpx.Client:
        return httpx.Client(base_url=self.entry, headers=self.bearer(principal), timeout=30)


def every(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    """All items of a list, page after page."""
    cursor: str | None = None
    while True:
        params = {"limit": "200"} | ({"cursor": cursor} if cursor else {})
        page = client.get(httpx.URL(path).copy_merge_params(params)).raise_for_status().json()
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def boucle(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "BOUCLE_HOME": str(home)}
    return subprocess.run(
        [str(BOUCLE), *arguments], env=env, capture_output=True, text=True, timeout=500, check=False
    )


def left_behind(home: Path) -> list[str]:
    """Processes that still carry this home in their environment or arguments."""
    found = []
    for process in psutil.process_iter():
        try:
            told = (*process.cmdline(), *process.environ().values())
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(home) in one for one in told):
            found.append(f"{process.pid} {' '.join(process.cmdline())[:120]}")
    return found


_HERE: Final = Path(__file__).parent
_OF_THE_WORLD: Final = ("test_faults.py", "test_canaries.py", "test_restore.py")
"""In this order: the checks after faults know all that was written before."""
_LAST: Final = ("test_doors.py", "test_command.py")
"""Of the demo's: who writes and deletes as everybody, then who takes the system down."""


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups right after
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of each waits for a whole system, downloads included."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.timeout(600))
            group = "world" if item.path.name in _OF_THE_WORLD else "demo"
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _turn(item.path))


def _turn(file: Path) -> tuple[int, int]:
    if not file.is_relative_to(_HERE):
        return 0, 0
    if file.name in _OF_THE_WORLD:
        return 2, _OF_THE_WORLD.index(file.name)
    return 1, _LAST.index(file.name) + 1 if file.name in _LAST else 0


@pytest.fixture(scope="session")
def played() -> Iterator[Played]:
    # Not below pytest's own folder: another session closes that one to Postgres's user.
    home = Path(tempfile.mkdtemp(prefix="boucle-system-"))
    home.chmod(0o755)
    try:
        demo = boucle(home, "demo")
        assert demo.returncode == 0, f"{demo.stdout[-4000:]}\n{demo.stderr[-4000:]}"
        status = json.loads(boucle(home, "status", "--json").stdout)
        yield Played(home, demo.stdout, status)
    finally:
        stopped = boucle(home, "down")  # says 0 too where the last test has reset it
        remain = left_behind(home)
        boucle(home, "reset", "--yes")
    assert stopped.returncode == 0, stopped.stderr
    assert remain == [], "boucle down left processes behind"


@pytest.fixture(scope="session")
def worlds_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="boucle-world-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(worlds_home: Path) -> AsyncIterator[World]:
    async with running_world(worlds_home) as made:
        yield made
