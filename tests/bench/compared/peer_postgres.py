"""The reduced job in Postgres alone: lists in a table, mended by a function at each update.

Kind to the peer: no reasons, no versions, no events, one client, nothing to look up elsewhere.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from boucle.catalogue.criteria import DEFAULT_WEIGHTS
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.matching.scoring.rules import DETOUR, EARTH_KM, LEAST_RATIO, UNKNOWN_POINTS

if TYPE_CHECKING:
    from tests.bench.peers import Job, Lists

_DISTANCE, _SEASON, _QUANTITY, _CARBON = (
    DEFAULT_WEIGHTS[name] for name in ("distance", "season", "quantity", "tco2e")
)
_TABLES = """
CREATE TABLE flow (n int PRIMARY KEY, family int, gives bool, x float8, y float8, z float8,
                   q float8, months int);
CREATE TABLE route (output int, input int, reach float8, chord float8, yield float8, fixed float8,
                    tonnes float8, carbon float8, known bool, road float8, scale float8);
"""
_ENTRIES = """
CREATE TABLE entry (owner int, partner int, score int, PRIMARY KEY (owner, partner));
"""
_INDEXES = """
CREATE INDEX flow_near ON flow (family, gives, y, x);
CREATE INDEX entry_partner ON entry (partner);
CREATE INDEX route_output ON route (output);
CREATE INDEX route_input ON route (input);
ANALYZE;
"""


def _side(mine: str, theirs: str, offer: str, need: str, gives: str) -> str:
    return f"""
    SELECT o.n AS partner, r.*, {offer}.q * r.yield AS served, {need}.q AS wanted,
           bit_count(({offer}.months & {need}.months)::bit(12))::float8 AS shared,
           bit_count({need}.months::bit(12))::float8 AS asked,
           {EARTH_KM} * sqrt((o.x - m.x) * (o.x - m.x) + (o.y - m.y) * (o.y - m.y)
                             + (o.z - m.z) * (o.z - m.z)) AS km
    FROM flow m JOIN route r ON r.{mine} = m.family
    JOIN flow o ON o.family = r.{theirs} AND o.gives = {gives}
        AND o.y BETWEEN m.y - r.chord AND m.y + r.chord
        AND o.x BETWEEN m.x - r.chord AND m.x + r.chord
    WHERE m.n = me AND m.gives <> {gives}"""


_PARTNERS = f"""
CREATE FUNCTION partners(me int) RETURNS TABLE (partner int, score int) LANGUAGE sql STABLE AS $$
WITH near AS ({_side("output", "input", "m", "o", "false")}
    UNION ALL {_side("input", "output", "o", "m", "true")})
SELECT partner, round((fixed
    + {_DISTANCE} * round(CASE WHEN km <= reach THEN 10000 - 2000 * (km / reach)
        ELSE greatest(0, 8000 - 8000 * ((km - reach) / (2 * reach))) END)
    + {_SEASON} * round(10000 * shared / asked)
    + {_QUANTITY} * round(10000 * sqrt(least(served, wanted) / greatest(served, wanted)))
    + {_CARBON} * CASE WHEN NOT known THEN {UNKNOWN_POINTS}
        ELSE round(least(10000, greatest(0, 5000 + 5000
            * ((carbon - tonnes * (km * {DETOUR}) * road) / scale)))) END
    ) / {sum(DEFAULT_WEIGHTS.values())})::int AS score
FROM near WHERE km <= 3 * reach AND shared > 0
    AND least(served, wanted) / greatest(served, wanted) >= {LEAST_RATIO} $$;
CREATE FUNCTION fill(me int) RETURNS void LANGUAGE sql AS $$
    DELETE FROM entry WHERE owner = me;
    INSERT INTO entry SELECT me, partner, score FROM partners(me) WHERE score >= 3000
    ORDER BY score DESC, partner LIMIT 10 $$;
"""
# Lists that I fall in are built anew; those that I rise in or enter lose their eleventh.
_REVISE = """
CREATE FUNCTION revise(me int, quantity float8) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one int;
BEGIN
    UPDATE flow SET q = quantity WHERE n = me;
    CREATE TEMP TABLE IF NOT EXISTS fresh (partner int PRIMARY KEY, score int);
    TRUNCATE fresh;
    INSERT INTO fresh SELECT * FROM partners(me) WHERE partners.score >= 3000;
    DELETE FROM entry WHERE owner = me;
    INSERT INTO entry SELECT me, f.partner, f.score FROM fresh f ORDER BY 3 DESC, 2 LIMIT 10;
    FOR one IN SELECT e.owner FROM entry e LEFT JOIN fresh f ON f.partner = e.owner
               WHERE e.partner = me AND (f.score IS NULL OR f.score < e.score) LOOP
        PERFORM fill(one);
    END LOOP;
    INSERT INTO entry SELECT f.partner, me, f.score FROM fresh f
    WHERE (SELECT count(*) FROM entry e WHERE e.owner = f.partner AND e.partner <> me
           AND (e.score, -e.partner) > (f.score, -me)) < 10
    ON CONFLICT (owner, partner) DO UPDATE SET score = excluded.score;
    DELETE FROM entry e USING (
        SELECT owner FROM entry WHERE owner IN (SELECT f.partner FROM fresh f)
        GROUP BY owner HAVING count(*) > 10
    ) AS full_ WHERE e.owner = full_.owner AND e.partner = (
        SELECT l.partner FROM entry l WHERE l.owner = e.owner ORDER BY score, partner DESC LIMIT 1);
END $$;
"""


def revise(work: Job, lists: Lists, revisions: Sequence[tuple[int, int]]) -> tuple[Lists, float]:
    """The lists after these revisions, and the seconds of one (mean, one client, fsync on)."""
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        Path(folder).chmod(0o755)
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        try:
            postgres.start()
            return asyncio.run(_revise(postgres.url("postgres"), work, lists, revisions))
        finally:
            postgres.stop()


async def _revise(
    url: str, work: Job, lists: Lists, revisions: Sequence[tuple[int, int]]
) -> tuple[Lists, float]:
    connection = await asyncpg.connect(url)
    await connection.execute(_TABLES)
    for name, columns in (("flow", work.flow_columns()), ("route", work.route_columns())):
        records = zip(*(column.tolist() for column in columns.values()), strict=True)
        await connection.copy_records_to_table(name, records=records, columns=list(columns))
    await copy_entries(connection, lists)
    for script in (_INDEXES, _PARTNERS, _REVISE):
        await connection.execute(script)
    began = time.perf_counter()
    for n, quantity in revisions:
        await connection.execute("SELECT revise($1, $2)", n, float(quantity))
    took = time.perf_counter() - began
    found = await read_lists(connection)
    await connection.close()
    return found, took / len(revisions)


async def copy_entries(connection: asyncpg.Connection, lists: Lists) -> None:
    """Into a new table ``entry``."""
    await connection.execute(_ENTRIES)
    entries = [(owner, *entry) for owner, each in lists.items() for entry in each]
    await connection.copy_records_to_table("entry", records=entries)


async def read_lists(connection: asyncpg.Connection) -> Lists:
    """From the table ``entry``."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in await connection.fetch("SELECT * FROM entry ORDER BY owner, score DESC, partner"):
        found.setdefault(row["owner"], []).append((row["partner"], row["score"]))
    return {owner: tuple(each) for owner, each in found.items()}
