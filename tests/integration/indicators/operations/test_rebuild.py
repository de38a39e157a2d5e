"""Facts rebuilt next to the live ones, while events come in: what was spoilt is corrected and said,
nothing else is; killed on its way it leaves everything as it was."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

from boucle.indicators.app import SERVICE
from boucle.indicators.operations.audit import audit
from boucle.indicators.operations.rebuild import rebuild
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.process.service import Resources
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from tests.integration.indicators.figures.test_indicators import (
    TERRITORIES,
    declared,
    facts,
    ident,
    lists,
    publish,
    site,
)
from tests.kit.eventually import eventually
from tests.kit.kit import RunningWorker, ServiceDatabase

_ALL = "SELECT * FROM fact ORDER BY kind, entity, version"
_SPOIL = (
    "UPDATE fact SET body = convert_to(replace(convert_from(body, 'UTF8'), '\"1\"', '\"9\"'), "
    "'UTF8') WHERE kind = 'flow' AND entity = $1 AND version = 1",
    "DELETE FROM fact WHERE kind = 'flow' AND entity = $1",
    "INSERT INTO fact SELECT kind, $1, 7, valid_from, known_from, gone, territories, "
    "organisations, body FROM fact WHERE kind = 'site' LIMIT 1",
)


async def known(database: Database, count: int) -> None:
    async def so_many() -> bool:
        return len(await facts(database)) == count

    await eventually(so_many, within=60)


async def listed(database: Database) -> None:
    async def one() -> bool:
        return len(await database.fetch("SELECT FROM flow_list")) == 1

    await eventually(one, within=60)


async def all_facts(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        return [tuple(row) for row in await (await session.driver()).fetch(_ALL)]


async def spoil(database: Database) -> list[str]:
    """One fact changed, one lost, one of nobody's; returns how each is reported."""
    names = [str(ident("a")), str(ident("b")), str(ident("nobody"))]
    async with database.write() as session:
        driver = await session.driver()
        for statement, name in zip(_SPOIL, names, strict=True):
            assert (await driver.execute(statement, name)).endswith(" 1")
    return [
        f"fact flow {names[0]} 1: other body",
        f"fact flow {names[1]} 1: missing",
        f"fact site {names[2]} 7: nothing tells of it",
    ]


async def rebuilt(resources: Resources[Any], **changes: Any) -> tuple[int, list[str]]:
    said: list[str] = []
    given = {"wait": 30.0, "dry": False, **changes}
    status = await rebuild(resources, given["wait"], given["dry"], said.append)
    return status, said


@asynccontextmanager
async def writing(bus: Bus) -> AsyncIterator[list[str]]:
    """Flows declared one after the other, all the while; gives their names."""
    names: list[str] = []
    stop = asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            names.append(f"live {len(names)}")
            await publish(bus, "flow", declared(names[-1], "500"))

    task = asyncio.create_task(write())
    try:
        yield names
    finally:
        stop.set()
        await task


async def schemas(database: Database) -> int:
    async with database.read() as session:
        found: int = await (await session.driver()).fetchval(
            "SELECT count(*) FROM pg_namespace WHERE nspname = 'rebuild'"
        )
    return found


async def spoilt_figures_are_made_again(database: Database, resources: Resources[Any]) -> None:
    """All facts are right, and the figures that are kept are not."""

    async def audited() -> bool:
        return await audit(database, resources.clock, 30.0, lambda _line: None) == SAME

    assert await audited()
    await database.execute("UPDATE kept_figures SET figures = '[]'")
    assert not await audited()
    assert (await rebuilt(resources))[0] == SAME
    assert await audited()


async def test_what_was_spoilt_is_put_right_while_events_come_in(
    bus: Bus, running_worker: RunningWorker, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE) as resources:
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "site", site())
        await publish(bus, "flow", *(declared(name, "1000") for name in "abcd"))
        await publish(bus, "lists", lists((ident("c"), 9000, 500_000)))
        await listed(database)
        await known(database, 8)
        whole = await all_facts(database)
        async with writing(bus) as names:
            expected = await spoil(database)
            await database.execute("UPDATE flow_list SET ranks = '{1}'")
            expected.append(f"flow_list {ident('a')} 2026-02-01: other ranks")
            spoilt = await all_facts(database)

            status, said = await rebuilt(resources, dry=True)
            assert status == DIFFERENT
            assert sorted(said[:-1]) == expected
            assert "compared in" in said[-1]
            after = await all_facts(database)
            assert all(row in after for row in spoilt)

            before = len(names)
            status, said = await rebuilt(resources)
            assert (status, sorted(said[:-1])) == (DIFFERENT, expected)
            assert said[-1].endswith("differences: 4")
            assert len(names) > before
            status, said = await rebuilt(resources)
            assert (status, len(said)) == (SAME, 1)
        await known(database, 8 + len(names))
        await spoilt_figures_are_made_again(database, resources)
        now = {row[:3]: row for row in await all_facts(database)}
        assert [now[row[:3]] for row in whole] == whole
        assert await schemas(database) == 0


async def test_killed_on_its_way_it_leaves_all_as_it_was(
    bus: Bus, running_worker: RunningWorker, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE) as resources:
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "site", site())
        await publish(bus, "flow", *(declared(name, "1000") for name in "ab"))
        await known(database, 6)
        expected = await spoil(database)
        spoilt = await all_facts(database)
        async with database.write() as session:  # so that it cannot get further than this
            driver = await session.driver()
            await driver.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            await driver.execute("LOCK TABLE fact IN SHARE MODE")
            process = await _begin(database, resources)

            async def comparing() -> bool:
                return bool(await driver.fetchval(_WAITING))

            await eventually(comparing, within=60)
            status, said = await rebuilt(resources)
            assert status == NOT_DONE
            assert said == ["not rebuilt: another rebuild of this database runs"]
            process.kill()
            await process.wait()
        assert await all_facts(database) == spoilt
        assert await schemas(database) == 1
        await publish(bus, "flow", declared("c", "500"))
        await known(database, 7)
        status, said = await rebuilt(resources)
        assert (status, sorted(said[:-1])) == (DIFFERENT, expected)
        assert await schemas(database) == 0


_WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE relname = 'fact' AND NOT granted AND database = (
    SELECT oid FROM pg_database WHERE datname = current_database()
)
"""


async def _begin(database: Database, resources: Resources[Any]) -> asyncio.subprocess.Process:
    settings = resources.settings
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "boucle.indicators", "rebuild"),
        env={
            **os.environ,
            "BOUCLE_DATABASE_URL": database.url,
            "BOUCLE_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
            "BOUCLE_TOPIC_PREFIX": settings.topic_prefix,
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def test_facts_of_another_log_are_not_rebuilt_from_this_one(
    bus: Bus, running_worker: RunningWorker, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE) as resources:
        await publish(bus, "territory", *TERRITORIES)
        await known(database, 3)
        async with database.write() as session:
            await (await session.driver()).execute(
                "UPDATE fact SET known_from = known_from - interval '1 day' WHERE entity = $1",
                TERRITORIES[0].subject,
            )
        before = await all_facts(database)
        status, said = await rebuilt(resources)
        assert status == NOT_DONE
        assert "it is another log than theirs" in said[0]
        assert await all_facts(database) == before


async def test_a_consumer_that_does_not_follow_is_waited_for(
    bus: Bus, running_worker: RunningWorker, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE):
        await publish(bus, "territory", *TERRITORIES)
        await known(database, 3)
    await publish(bus, "site", site())
    stopped = cast("Resources[Any]", SimpleNamespace(database=database, bus=bus))
    status, said = await rebuilt(stopped, wait=0.3)
    assert status == NOT_DONE
    assert said == ["not rebuilt: indicators has not applied all of 1 partitions (waited 0.3 s)"]
