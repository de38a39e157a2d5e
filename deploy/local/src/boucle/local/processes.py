"""Run child processes that outlive the command, and find and stop them reliably.

A process is identified by pid and start time, so that a reused pid is never signalled. Each runs in
its own session: a Ctrl-C in the terminal does not reach it, and its whole group is stopped with it.
"""

import fcntl
import json
import os
import pwd
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGTERM
from typing import Any

import psutil

from boucle.local.errors import PartDied

STATE_MARK = "BOUCLE_STATE_DIR"
_POLL_S = 0.02

# Started by this very process: referenced so that they are reaped when they end.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Command:
    """What to run: argv, environment, log, user (root only)."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    user: str | None = None


class DetachedProcess:
    """One named process of a state directory, remembered in `<dir>/<name>.pid.json`."""

    def __init__(self, name: str, run_dir: Path, log: Path) -> None:
        self.name = name
        self.log = log
        self._run_dir = run_dir
        self._record = run_dir / f"{name}.pid.json"

    def find(self) -> psutil.Process | None:
        """Return the process if it still runs; a recycled pid or a zombie is not it."""
        if not self._record.exists():
            return None
        record = json.loads(self._record.read_text())
        return running(record["pid"], record["started"])

    @property
    def pid(self) -> int | None:
        process = self.find()
        return process.pid if process else None

    def was_started(self) -> bool:
        return self._record.exists()

    def runs_with(self, env: Mapping[str, str], prefix: str) -> bool:
        """Tell whether it runs with these values of the variables that start with `prefix`."""
        process = self.find()
        if process is None:
            return False
        with suppress(psutil.Error, OSError):
            mine = {**process.environ()}
            mine.pop(STATE_MARK, None)
            return _starting(mine, prefix) == _starting(env, prefix)
        return False

    def spawn(self, command: Command) -> psutil.Process:
        """Start it, log appended to `log`, and remember it before anything else happens."""
        self._run_dir.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            child = subprocess.Popen(
                list(command.argv),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=command.cwd,
                env={**command.env, STATE_MARK: str(self._run_dir.resolve())},
                start_new_session=True,
                **_identity(command.user),
            )
        process = psutil.Process(child.pid)
        _write_json(self._record, {"pid": child.pid, "started": process.create_time()})
        _children[child.pid] = child
        return process

    def wait_until(self, ready: Callable[[], bool], timeout_s: float) -> None:
        """Poll until ready. Raise PartDied with the log's end when it ends or is too slow."""
        deadline = time.monotonic() + timeout_s
        while not ready():
            if self.find() is None:
                raise PartDied(self.name, self.log)
            if time.monotonic() > deadline:
                raise PartDied(self.name, self.log, f"is not ready after {timeout_s:.0f} s")
            time.sleep(_POLL_S)

    def signal(self, number: int) -> None:
        """Send a signal to the process alone (SIGKILL, SIGSTOP, SIGCONT in tests). After SIGKILL it
        is gone on return: the kernel kills a little later than it says."""
        process = self.find()
        if process is not None:
            process.send_signal(number)
            if number == SIGKILL:
                _all_gone([process], 5.0)

    def stop(self, grace_s: float = 10.0, first: int = SIGTERM) -> bool:
        """Stop its whole group: a signal, at most `grace_s`, then SIGKILL. Return True if it
        ran."""
        process = self.find()
        if process is not None:
            stop_group(process, grace_s, first)
        self._record.unlink(missing_ok=True)
        return process is not None


def run_once(command: Command) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(command.argv),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=command.cwd,
        env=dict(command.env),
        text=True,
        check=False,
        **_identity(command.user),
    )


def running(pid: int, started: float) -> psutil.Process | None:
    reap()
    try:
        process = psutil.Process(pid)
        # The kernel counts start times in ticks of 10 ms.
        if abs(process.create_time() - started) > 0.02:
            return None
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    except psutil.NoSuchProcess:
        return None


def reap() -> None:
    for pid, child in list(_children.items()):
        if child.poll() is not None:
            _children.pop(pid, None)  # another thread may have been quicker


def stop_group(process: psutil.Process, grace_s: float, first: int = SIGTERM) -> None:
    """Signal a process's group, wait, then SIGKILL what is left of it."""
    members = _group(process.pid)
    _signal_group(process.pid, SIGCONT)  # a frozen process cannot hear SIGTERM
    _signal_group(process.pid, first)
    if not _all_gone(members, grace_s):
        _signal_group(process.pid, SIGKILL)
        for member in members:
            with suppress(psutil.NoSuchProcess):
                member.kill()
        _all_gone(members, 5.0)


def marked(run_dir: Path) -> list[psutil.Process]:
    """Return live processes started for a directory or one below, also those whose record was
    lost."""
    root = run_dir.resolve()
    return [process for process in psutil.process_iter() if _is_marked(process, root)]


def _is_marked(process: psutil.Process, root: Path) -> bool:
    with suppress(psutil.Error, OSError):
        mark = process.environ().get(STATE_MARK)
        if mark is not None and process.pid != os.getpid() and Path(mark).is_relative_to(root):
            return process.status() != psutil.STATUS_ZOMBIE
    return False


@contextmanager
def exclusive(directory: Path) -> Iterator[None]:
    """Lock a directory: one process at a time starts or stops its parts."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _starting(env: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(prefix)}


def _identity(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content))
    fresh.replace(path)


def _group(pid: int) -> list[psutil.Process]:
    try:
        leader = psutil.Process(pid)
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _signal_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def _all_gone(members: list[psutil.Process], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while any(_lives(member) for member in members):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True


def _lives(process: psutil.Process) -> bool:
    """Tell whether it lives; a zombie whose threads still end holds its ports until the last is
    gone."""
    reap()
    try:
        ended = process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
        return process.is_running() and not ended
    except psutil.NoSuchProcess:
        return False
