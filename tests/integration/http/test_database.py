"""Sessions and migrations on a real Postgres."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from boucle.common.db import (
    CommitForbidden,
    Database,
    NewerSchema,
    is_transient,
    migrate,
    pending_migrations,
)
from boucle.common.db.tables import messaging_metadata
from boucle.common.testing import ServiceDatabase
from boucle.common.testing.databases import Databases
from tests.integration.http.toy import SERVICE

ADD = "INSERT INTO seen (subject) VALUES ('x')"
COUNT = "SELECT count(*) FROM seen"


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
async def empty_url(databases: Databases) -> AsyncIterator[str]:
    url = await databases.create()
    yield url
    await databases.drop(url)


async def count(database: Database) -> int:
    async with database.read() as session:
        return int(await (await session.driver()).fetchval(COUNT))


async def test_a_block_that_ends_commits(database: Database) -> None:
    async with database.write() as session:
        await (await session.driver()).execute(ADD)
        assert await count(database) == 0
    assert await count(database) == 1


async def test_a_block_that_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await (await session.driver()).execute(ADD)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()
    assert await count(database) == 0


async def test_nobody_else_commits(database: Database) -> None:
    async def cheat() -> None:
        async with database.write() as session:
            await (await session.driver()).execute(ADD)
            await session.commit()

    with pytest.raises(CommitForbidden):
        await cheat()
    assert await count(database) == 0


async def test_a_read_session_cannot_write(database: Database) -> None:
    async with database.read() as session:
        driver = await session.driver()
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await driver.execute(ADD)


async def test_a_snapshot_sees_one_moment(database: Database) -> None:
    async with database.read(snapshot=True) as session:
        driver = await session.driver()
        before = await driver.fetchval(COUNT)
        async with database.write() as writing:
            await (await writing.driver()).execute(ADD)
        assert await driver.fetchval(COUNT) == before
    assert await count(database) == before + 1


async def test_connections_that_postgres_closed_are_replaced(database: Database) -> None:
    await asyncio.gather(*(count(database) for _ in range(5)))
    killer = await database.dedicated(name="killer")
    await killer.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await killer.close()
    await asyncio.sleep(0.1)  # the farewells arrive
    assert await asyncio.gather(*(count(database) for _ in range(5))) == [0] * 5


async def test_a_connection_lost_in_a_transaction_is_transient(database: Database) -> None:
    async def lose() -> None:
        async with database.write() as session:
            driver = await session.driver()
            killer = await database.dedicated()
            await killer.execute("SELECT pg_terminate_backend($1)", driver.get_server_pid())
            await killer.close()
            await driver.execute(ADD)

    with pytest.raises(DBAPIError) as caught:  # what closing the session met, not what came first
        await lose()
    assert is_transient(caught.value)


async def test_a_frozen_owner_loses_its_transaction(database: Database) -> None:
    """A process that sleeps holding locks is cut off by Postgres after 5 s."""
    async with database.read() as session:
        shown = await (await session.driver()).fetchval("SHOW idle_in_transaction_session_timeout")
    assert shown == "5s"


async def test_a_statement_out_of_time_is_transient(database: Database) -> None:
    async with database.read() as session:
        driver = await session.driver()
        await driver.execute("SET LOCAL statement_timeout = 30")
        with pytest.raises(asyncpg.QueryCanceledError) as caught:
            await driver.execute("SELECT pg_sleep(5)")
    assert is_transient(caught.value)
    assert not is_transient(asyncpg.UniqueViolationError("no"))


async def test_the_frozen_sql_makes_the_tables_that_the_code_knows(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
            return kind != "table" or name in messaging_metadata.tables

        options = {"compare_type": True, "include_object": ours}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, messaging_metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_at_once_is_migrating_once(empty_url: str) -> None:
    assert await pending_migrations(empty_url, SERVICE.migrations) == ("0001",)
    reached = await asyncio.gather(*(migrate(empty_url, SERVICE.migrations) for _ in range(3)))
    assert reached == ["0001"] * 3
    assert await pending_migrations(empty_url, SERVICE.migrations) == ()


async def test_a_newer_schema_is_refused_in_one_line(empty_url: str, tmp_path: Path) -> None:
    await migrate(empty_url, SERVICE.migrations)
    connection = await asyncpg.connect(empty_url)
    await connection.execute("UPDATE alembic_version SET version_num = '0099'")
    await connection.close()
    for attempt in (migrate, pending_migrations):
        with pytest.raises(NewerSchema, match="0099, newer than this version knows") as caught:
            await attempt(empty_url, SERVICE.migrations)
        assert "\n" not in str(caught.value)


async def test_a_migration_that_fails_leaves_nothing(empty_url: str, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (tmp_path / "env.py").write_text(
        "from boucle.common.db.migrations import run_env\n\nrun_env()\n"
    )
    (versions / "0001.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = '0001', None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id int)')\n"
        "    op.execute('SELECT nonsense')\n"
    )
    with pytest.raises(Exception, match="nonsense"):
        await migrate(empty_url, tmp_path)
    connection = await asyncpg.connect(empty_url)
    assert await connection.fetchval("SELECT to_regclass('half')") is None
    await connection.close()
