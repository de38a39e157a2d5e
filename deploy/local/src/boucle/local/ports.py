"""Choose free loopback ports once and store them, so that addresses survive a restart."""

import json
import os
import secrets
import socket
import tempfile
import time
from pathlib import Path

from boucle.local.errors import LocalError

HOST = "127.0.0.1"

# Below Linux's ephemeral range: an outgoing connection can never take the port of a part
# while that part is being restarted.
_FIRST, _LAST = 20_000, 32_000
_TRIES = 200

# A start chooses all its ports first and listens up to minutes later. For so long no other start
# of this user chooses them.
_RESERVED = Path(tempfile.gettempdir(), f"boucle-ports-{os.getuid()}")
_RESERVED_S = 600


def is_free(port: int) -> bool:
    """Tell whether a server could listen on the port now (closed connections do not count)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def reserve(port: int) -> bool:
    """Keep the port for the caller for ten minutes. False where another caller keeps it."""
    _RESERVED.mkdir(exist_ok=True)
    mark = _RESERVED / str(port)
    try:
        if time.time() - mark.stat().st_mtime > _RESERVED_S:
            mark.unlink(missing_ok=True)
    except FileNotFoundError:
        pass
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def free_port(taken: frozenset[int] = frozenset()) -> int:
    """Return a port that nobody listens on and no other start has chosen just now."""
    for _ in range(_TRIES):
        port = _FIRST + secrets.randbelow(_LAST - _FIRST)
        if port not in taken and is_free(port) and reserve(port):
            return port
    raise LocalError(f"no free port found on {HOST} between {_FIRST} and {_LAST}")


class PortBook:
    """The ports of a state directory, in one JSON file: {name: port}."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, int]:
        if not self._path.exists():
            return {}
        book: dict[str, int] = json.loads(self._path.read_text())
        return book

    def port(self, name: str) -> int:
        book = self.all()
        if name not in book:
            book[name] = free_port(frozenset(book.values()))
            self._write(book)
        return book[name]

    def port_to_listen(self, name: str) -> int:
        """Return a port as `port` does, for a part about to start: give up one that another process
        took."""
        book = self.all()
        if name in book and not is_free(book[name]):
            del book[name]
            self._write(book)
        return self.port(name)

    def _write(self, book: dict[str, int]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(book, indent=2, sort_keys=True) + "\n")
        fresh.replace(self._path)
