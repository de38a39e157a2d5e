"""Pairs withdrawn long ago go; looking for them reads no others."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from boucle.common.db import Database
from boucle.matching.app import SERVICE
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.lives import store
from boucle.matching.lives.opening import qualify_automatically
from tests.integration.matching.lists.building import NOW, entered, write_pairs
from tests.kit.kit import ServiceDatabase
from tests.unit.matching.candidates.test_decisions import synergy

_MANY_LIKE_THESE = """
INSERT INTO pair
SELECT (jsonb_populate_record(pair, jsonb_build_object('synergy_id', gen_random_uuid()))).*
FROM pair CROSS JOIN generate_series(1, 10000)
"""
_OLD = NOW - candidate_rows.KEPT_WITHDRAWN - timedelta(days=1)


async def enter(database: Database, *numbers: int) -> None:
    await write_pairs(database, *(entered(number, offer=True) for number in numbers), at=_OLD)


async def withdraw(database: Database, at: datetime, *numbers: int) -> None:
    await write_pairs(database, *(entered(number, offer=False) for number in numbers), at=at)


async def test_what_was_withdrawn_long_ago_goes_unless_it_has_a_life(
    service_database: ServiceDatabase,
) -> None:
    database = await service_database(SERVICE)
    held, late, gone, lived = 1, 2, 3, 4
    await enter(database, held, late, gone, lived)
    await withdraw(database, _OLD, gone, lived)
    await withdraw(database, NOW, late)
    async with database.write() as session:
        life = qualify_automatically(replace(synergy(), synergy_id=UUID(int=lived)), _OLD)
        await store.open_life(session, life, now=_OLD)
    async with database.write() as session:
        assert await candidate_rows.prune(session, NOW) == 1
    async with database.read() as session:
        rows = await (await session.driver()).fetch("SELECT synergy_id FROM pair ORDER BY 1")
    assert [row[0] for row in rows] == [UUID(int=number) for number in (held, late, lived)]


async def test_looking_for_them_reads_no_pair_that_stays(
    service_database: ServiceDatabase,
) -> None:
    """It is asked every minute: of a hundred thousand flows' pairs it once took three seconds."""
    database = await service_database(SERVICE)
    await enter(database, 1, 2, 3, 4)
    await withdraw(database, NOW, 2, 3, 4)
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(_MANY_LIKE_THESE)
        await driver.execute("ANALYZE pair")
        # As in a worker's session: planned once, for any moment.
        await driver.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        await driver.execute(f"PREPARE prune (timestamptz) AS {candidate_rows.PRUNE}")
        plan = await driver.fetch("EXPLAIN EXECUTE prune(now())")
    text = "\n".join(row[0] for row in plan)
    assert "Index Cond: (withdrawn_at < $1)" in text
    assert "Filter: (withdrawn_at" not in text
