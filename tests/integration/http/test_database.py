"""Sessions and migrations on a real Postgres."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import any_, bindparam, func, update
from sqlmodel import col, select

from boucle.platform.db import (
    CommitForbidden,
    Database,
    PoolExhausted,
    UnknownSchema,
    is_transient,
    migrate,
    pending_migrations,
)
from boucle.platform.db.tables import DeadLetter, Idempotency, messaging_metadata
from tests.integration.http.toy import SERVICE
from tests.kit import ServiceDatabase, eventually, schema_differences
from tests.kit.databases import Databases

ADD = "INSERT INTO seen (subject) VALUES ('x')"
IDLE = "SHOW idle_in_transaction_session_timeout"
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

    # Which of them depends on whether the server's farewell has been read.
    lost = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
    with pytest.raises(lost) as caught:
        await lose()
    assert is_transient(caught.value)


async def test_a_session_given_up_leaves_the_connection_clean(
    service_database: ServiceDatabase,
) -> None:
    """Whatever interrupts it, its transaction is not lent to the next session."""
    url = (await service_database(SERVICE)).url
    async with Database(url, pool_size=1) as database:

        async def linger() -> None:
            async with database.write() as session:
                driver = await session.driver()
                await driver.execute(ADD)
                await driver.execute("SELECT pg_sleep(60)")

        lingering = asyncio.create_task(linger())
        await eventually(lambda: _is_asleep(url))
        lingering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await lingering
        assert await count(database) == 0


async def test_a_session_ends_though_postgres_does_not_answer(database: Database) -> None:
    """Frozen, or cut off: the answer to what is given up never comes, and nobody waits for it."""
    frozen = asyncio.get_running_loop().create_future()

    async def ask() -> None:
        async with database.write() as session:
            driver = await session.driver()
            os.kill(driver.get_server_pid(), signal.SIGSTOP)
            frozen.set_result(driver.get_server_pid())
            await driver.execute(ADD)

    asking = asyncio.create_task(ask())
    pid = await frozen
    try:
        await asyncio.sleep(0)  # it asks
        asking.cancel()
        ended, _ = await asyncio.wait({asking}, timeout=5)
        assert ended
    finally:
        os.kill(pid, signal.SIGCONT)
    assert await count(database) == 0


async def test_a_server_that_does_not_answer_is_transient(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boucle.platform.db.database._ANSWER_S", 0.1)
    url = (await service_database(SERVICE)).url
    async with Database(url, statement_timeout=timedelta(seconds=0.2)) as database:
        alone = await database.dedicated()
        os.kill(alone.get_server_pid(), signal.SIGSTOP)
        try:
            with pytest.raises(TimeoutError) as caught:
                await alone.execute(ADD)
        finally:
            os.kill(alone.get_server_pid(), signal.SIGCONT)
        assert is_transient(caught.value)
        await alone.close(timeout=5)


async def test_a_long_transaction_has_limits_of_its_own(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boucle.platform.db.database._ANSWER_S", 0.1)
    url = (await service_database(SERVICE)).url
    async with (
        Database(url, statement_timeout=timedelta(seconds=0.2)) as database,
        database.patient(timedelta(seconds=20)) as patient,
        patient.write() as session,
    ):
        await (await session.driver()).execute("SELECT pg_sleep(0.5)")


async def test_statements_by_key_are_planned_once(empty_url: str) -> None:
    plans = """
        SELECT generic_plans, custom_plans FROM pg_prepared_statements
        WHERE statement LIKE '%by key%' AND statement NOT LIKE '%pg_prepared%'
    """
    async with Database(empty_url, pool_size=1, by_key=True) as database:
        for _ in range(7):
            await database.fetch("SELECT 1 /* by key */ FROM pg_class WHERE oid = any($1)", [1259])
        [made] = await database.fetch(plans)
    assert tuple(made) == (7, 0)


async def test_a_plan_made_for_an_empty_table_finds_rows_by_their_keys(empty_url: str) -> None:
    """Made at the first statement of a new service, it stays while the table grows."""
    async with Database(empty_url, pool_size=1, by_key=True) as database:
        columns = ", ".join(f"column_{i} text" for i in range(20))  # few rows a page, as of pairs
        await database.execute(f"CREATE TABLE thing (id integer PRIMARY KEY, {columns})")
        await database.execute("PREPARE found AS SELECT id FROM thing WHERE id = any($1)")
        plan = await database.fetch("EXPLAIN EXECUTE found('{1, 2}')")
    assert not [line for (line,) in plan if "Seq Scan" in line]


async def test_a_pool_that_is_all_in_use_is_transient(
    service_database: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boucle.platform.db.database._ACQUIRE_S", 0.2)
    url = (await service_database(SERVICE)).url
    async with Database(url, pool_size=1) as database, database.read() as session:
        await session.driver()
        with pytest.raises(PoolExhausted) as caught:
            await count(database)
    assert is_transient(caught.value)


async def test_what_follows_a_commit_never_follows_a_failure(database: Database) -> None:
    done: list[str] = []

    async def fail() -> None:
        async with database.write() as session:
            session.after_commit(lambda: done.append("failed"))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()
    async with database.write() as session:
        await (await session.driver()).execute(ADD)
        session.after_commit(lambda: done.append("committed"))
        assert done == []
    assert done == ["committed"]


async def _is_asleep(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(
            await connection.fetchval(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event = 'PgSleep'"
            )
        )
    finally:
        await connection.close()


async def test_a_frozen_owner_loses_its_transaction(database: Database) -> None:
    """A process that sleeps holding locks is cut off by Postgres after 5 s, unless it computes."""
    async with database.read() as session:
        before = await session.fetchval(IDLE)
        await session.may_compute(timedelta(seconds=90))
        during = await session.fetchval(IDLE)
    async with database.read() as session:
        after = await session.fetchval(IDLE)
    assert (before, during, after) == ("5s", "90s", "5s")


async def test_a_statement_out_of_time_is_transient(database: Database) -> None:
    async with database.read() as session:
        driver = await session.driver()
        await driver.execute("SET LOCAL statement_timeout = 30")
        with pytest.raises(asyncpg.QueryCanceledError) as caught:
            await driver.execute("SELECT pg_sleep(5)")
    assert is_transient(caught.value)
    assert not is_transient(asyncpg.UniqueViolationError("no"))


async def test_the_frozen_sql_makes_the_tables_that_the_code_knows(database: Database) -> None:
    toys = ["note", "seen"]
    assert await schema_differences(database.url, messaging_metadata, besides=toys) == []


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
        with pytest.raises(UnknownSchema, match="0099, newer than this version knows") as caught:
            await attempt(empty_url, SERVICE.migrations)
        assert "\n" not in str(caught.value)


async def test_a_migration_that_fails_leaves_nothing(empty_url: str, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (tmp_path / "env.py").write_text(
        "from boucle.platform.db.migrations import run_env\n\nrun_env()\n"
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


NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def letter(offset: int) -> DeadLetter:
    return DeadLetter(
        consumer="c",
        topic="flow",
        partition=0,
        offset=offset,
        key=None,
        headers={"a": "é"},
        payload=b"\x00\xff",
        cause="why",
        trace="where",
        correlation_id=UUID(int=7),
        failed_at=NOW,
        replayed_at=None,
        replayed_by=None,
    )


async def test_a_row_comes_back_as_it_was_added(database: Database) -> None:
    async with database.write() as session:
        await session.add(letter(1), letter(2))
        assert not await session.add_if_absent(letter(2))
        assert await session.add_if_absent(letter(3))
    async with database.read() as reading:
        found = await reading.all(select(DeadLetter).order_by(col(DeadLetter.offset)))
        assert [one.model_dump(exclude={"id"}) for one in found] == [
            letter(offset).model_dump(exclude={"id"}) for offset in (1, 2, 3)
        ]
        assert await reading.get(DeadLetter, found[1].id) == found[1]
        assert await reading.get(DeadLetter, 10**6) is None


async def test_statements_take_their_parameters_each_time(database: Database) -> None:
    among = select(DeadLetter.offset).where(col(DeadLetter.offset) == any_(bindparam("offsets")))
    moved = (
        update(DeadLetter)
        .where(col(DeadLetter.offset) > bindparam("above"))
        .values(headers=bindparam("new"), replayed_at=NOW)
    )
    async with database.write() as session:
        await session.add(letter(1), letter(2), letter(3))
        assert await session.all(among, offsets=[1, 3, 5]) == [1, 3]
        assert await session.all(among, offsets=[2]) == [2]
        assert await session.first(among, offsets=[]) is None
        assert await session.execute(moved, above=1, new={"b": "c"}) == 2
        assert await session.first(select(func.count()).where(DeadLetter.replayed_at == NOW)) == 2
        rows = await session.rows(select(DeadLetter.offset, DeadLetter.headers))
    assert {row[0]: row[1] for row in rows} == {1: {"a": "é"}, 2: {"b": "c"}, 3: {"b": "c"}}


async def test_saving_overwrites_all_but_what_is_kept(database: Database) -> None:
    def answered(status: int, response: bytes) -> Idempotency:
        return Idempotency(
            principal="p",
            key="k",
            request_hash=b"h",
            status=status,
            headers={},
            response=response,
            created_at=NOW,
        )

    async with database.write() as session:
        await session.save(answered(200, b"one"))
        await session.save(answered(201, b"two"), keep=("response",))
        await session.save()
    async with database.read() as reading:
        (found,) = await reading.all(select(Idempotency))
    assert found == answered(201, b"one")
