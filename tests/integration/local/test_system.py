"""What services stand on, started and stopped as `boucle up` and `boucle down` do."""

from collections.abc import Iterator
from signal import SIGKILL, SIGSTOP

import httpx
import pytest

from boucle.local import start, stop
from boucle.local.errors import PartDied
from boucle.local.processes import marked
from boucle.local.system import System
from tests.unit.local.test_steps import Recorder

PARTS = ["postgres", "kafka", "mail", "entry"]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    system = System(tmp_path_factory.mktemp("boucle"), services=(), stateless=())
    try:
        start.up(system, Recorder())
        yield system
    finally:
        stop.down(system, Recorder())
    assert marked(system.home) == []


def pids(system: System) -> dict[str, int | None]:
    return {part.name: part.pid for part in system.status()}


def states(system: System) -> dict[str, str]:
    return {part.name: part.state for part in system.status()}


def test_every_part_runs_and_answers(system: System) -> None:
    assert states(system) == dict.fromkeys(PARTS, "running")
    assert httpx.get(f"{system.addresses().entry_url}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{system.addresses().mail_url}/api/messages").json() == []


def test_a_second_up_finds_what_runs_and_starts_only_what_is_missing(system: System) -> None:
    before, addresses = pids(system), system.addresses()
    start.up(system, Recorder())
    assert pids(system) == before

    system.process("mail").signal(SIGKILL)
    assert states(system)["mail"] == "dead"
    start.up(system, Recorder())

    after = pids(system)
    assert [name for name in PARTS if after[name] != before[name]] == ["mail"]
    assert system.addresses() == addresses
    assert states(system) == dict.fromkeys(PARTS, "running")


def test_a_dead_part_is_shown_with_its_last_words(system: System) -> None:
    system.process("entry").signal(SIGKILL)

    [dead] = [part for part in system.status() if part.state == "dead"]

    assert dead.name == "entry"
    assert dead.last
    start.up(system, Recorder())


def test_a_frozen_part_does_not_answer(system: System) -> None:
    system.process("mail").signal(SIGSTOP)

    assert states(system)["mail"] == "not answering"
    system.process("mail").stop()
    start.up(system, Recorder())


def test_down_keeps_data_and_addresses_and_leaves_no_process(system: System) -> None:
    addresses = system.addresses()

    stop.down(system, Recorder())

    assert marked(system.home) == []
    assert states(system) == dict.fromkeys(PARTS, "stopped")
    start.up(system, Recorder())
    assert system.addresses() == addresses


def test_a_part_that_dies_at_once_is_named_with_its_last_words(system: System) -> None:
    system.process("mail").stop()
    letters = system.home / "mail"
    letters.rename(system.home / "mail.kept")
    letters.write_text("in the way")

    with pytest.raises(PartDied, match=r"(?s)mail stopped by itself.*FileExistsError"):
        start.up(system, Recorder())

    letters.unlink()
    start.up(system, Recorder())
