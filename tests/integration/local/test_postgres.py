"""The embedded Postgres: starts, keeps data, recovers, leaves nothing behind."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import asyncpg
import psutil
import pytest

from boucle.local.errors import LocalError
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.local.ports import free_port
from boucle.local.processes import marked


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", fast=True)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def run(server: EmbeddedPostgres, sql: str, database: str = "postgres") -> object:
    async def go() -> object:
        connection = await asyncpg.connect(server.url(database))
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(go())


def test_it_is_postgres_18_on_loopback_with_a_password(postgres: EmbeddedPostgres) -> None:
    assert run(postgres, "SHOW server_version_num") == "180004"
    assert run(postgres, "SHOW listen_addresses") == "127.0.0.1"

    with pytest.raises(asyncpg.InvalidPasswordError):
        asyncio.run(asyncpg.connect(postgres.url("postgres", "postgres", "wrong")))


def test_a_second_start_finds_the_running_one(postgres: EmbeddedPostgres) -> None:
    pid = postgres.pid

    again = EmbeddedPostgres(postgres.state_dir, fast=True)
    again.start()

    assert again.pid == pid
    assert again.url("postgres") == postgres.url("postgres")


def test_data_and_address_survive_a_restart(postgres: EmbeddedPostgres) -> None:
    run(postgres, "CREATE TABLE kept AS SELECT 42 AS answer")
    url = postgres.url("postgres")

    postgres.stop()
    assert not postgres.is_running()
    postgres.start()

    assert postgres.url("postgres") == url
    assert run(postgres, "SELECT answer FROM kept") == 42


def test_what_was_committed_survives_kill_9(postgres: EmbeddedPostgres) -> None:
    run(postgres, "CREATE TABLE kept AS SELECT 42 AS answer")

    postgres.signal(SIGKILL)
    postgres.start()

    assert run(postgres, "SELECT answer FROM kept") == 42


def test_a_recycled_pid_is_neither_trusted_nor_killed(postgres: EmbeddedPostgres) -> None:
    postgres.stop()
    mine = os.getpid()
    record = postgres.state_dir / "postgres.pid.json"
    record.write_text(json.dumps({"pid": mine, "started": 1.0}))
    (postgres.state_dir / "data" / "postmaster.pid").write_text(f"{mine}\n")

    assert not postgres.is_running()
    postgres.start()
    assert postgres.pid != mine
    assert run(postgres, "SELECT 1") == 1


def test_stop_leaves_no_process(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path, fast=True)
    server.start()
    assert marked(tmp_path)

    server.stop()

    assert marked(tmp_path) == []


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    first = EmbeddedPostgres(tmp_path / "one", free_port(), fast=True)
    first.start()
    try:
        with pytest.raises(LocalError, match=str(first.port)):
            EmbeddedPostgres(tmp_path / "two", first.port, fast=True).start()
    finally:
        first.stop()


def test_a_server_that_cannot_start_shows_its_last_words(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path, fast=True)
    server.start()
    server.stop()
    (tmp_path / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(LocalError, match="no_such_setting"):
        server.start()
    assert not any(psutil.pid_exists(process.pid) for process in marked(tmp_path))
