"""Small files the local system keeps: secrets, the lock of Kafka's jars, logs."""

import stat
from pathlib import Path

from jgo.env import LockFile

from boucle.local.commands.logs import last
from boucle.local.errors import last_lines
from boucle.local.parts.jars import KAFKA, LOCK, LOGGING
from boucle.local.secret_files import secret_in


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "registry.database"

    secret = secret_in(path)

    assert secret_in(path) == secret
    assert len(secret) >= 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_jar_of_the_lock_has_its_checksum() -> None:
    locked = LockFile.load(LOCK).dependencies

    assert len(locked) > 40
    assert all(len(jar.sha256 or "") == 64 for jar in locked)


def test_the_lock_holds_the_versions_that_were_chosen() -> None:
    versions = {
        f"{jar.groupId}:{jar.artifactId}": jar.version for jar in LockFile.load(LOCK).dependencies
    }

    for endpoint in (KAFKA, LOGGING):
        name, version = endpoint.rsplit(":", 1)
        assert versions[name] == version
    assert versions["org.apache.kafka:kafka-clients"] == KAFKA.rsplit(":", 1)[1]
    assert versions["org.apache.logging.log4j:log4j-core"] == LOGGING.rsplit(":", 1)[1]


def test_the_last_lines_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    assert "no log" in last_lines(log)
    assert last(log, 3) == []

    log.write_text("".join(f"line {number}\n" for number in range(100)))

    assert last(log, 2) == ["line 98", "line 99"]
    assert last_lines(log).splitlines()[-1] == "line 99"
