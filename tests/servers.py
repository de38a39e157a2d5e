"""``python -m tests.servers COMMAND …``: one Postgres and one Kafka for all processes of a command,
which finds them as ``tests/conftest.py`` says; one that is named there already is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres

_POSTGRES, _KAFKA = "BOUCLE_TEST_POSTGRES_URL", "BOUCLE_TEST_KAFKA"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_ROOM = 8 * 2**30
"""Bytes that must be free in memory's file system: a database and twelve topics a test are made
and dropped, a third of their CPU is the disk's file system."""


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """The variables that name both, which run meanwhile."""
    named = {name: os.environ[name] for name in (_POSTGRES, _KAFKA) if os.environ.get(name)}
    with (
        tempfile.TemporaryDirectory(prefix="boucle-servers-", dir=_in_memory()) as folder,
        ExitStack() as stopping,
    ):
        home = Path(folder)
        home.chmod(0o755)  # Postgres runs as another user
        if _POSTGRES not in named:
            postgres = EmbeddedPostgres(home / "postgres", fast=True)
            stopping.callback(postgres.stop)
            postgres.start()
            named[_POSTGRES] = postgres.url("postgres")
        if _KAFKA not in named:
            kafka = EmbeddedKafka(home / "kafka")
            stopping.callback(kafka.stop)
            kafka.start()
            named[_KAFKA] = kafka.bootstrap
        yield named


def _in_memory() -> Path | None:
    """Return where files lie in memory, if there is room; None: the usual folder."""
    try:
        free = shutil.disk_usage(_MEMORY).free
    except OSError:
        return None
    return _MEMORY if free >= _ROOM else None


def main(command: list[str]) -> int:
    with servers() as named:
        return subprocess.run(command, env={**os.environ, **named}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
