"""Movements in Postgres: a row a site or flow and day of how often it changed; what is unusual of
them, and of the flows that are there anyway."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.declarations.movements.decisions import LIMITS, Kind, first_day, first_moment
from boucle.registry.domain.entities import entity_of
from boucle.registry.tables.where import Where, page

# Their sites and flows are locked: no other writer counts them at once.
_COUNT: Final = """
    INSERT INTO movement AS kept (day, kind, subject_id, times, first_at, last_at)
    SELECT $1::date, $2, subject_id, 1, $3::timestamptz, $3 FROM unnest($4::uuid[]) AS t(subject_id)
    ON CONFLICT (day, kind, subject_id) DO UPDATE SET
        times = kept.times + 1, last_at = excluded.last_at
"""
_FORGET: Final = "DELETE FROM movement WHERE day < $1"
# $1 to $3: the first day, the most of sites, the most of flows; $4 and $5: from when on, and the
# most, of flows declared. What was declared since changed since: an index has that in order.
_UNUSUAL: Final = """
    WITH counted AS (
        SELECT kind, subject_id, sum(times)::bigint AS times, min(first_at) AS first_at,
            max(last_at) AS last_at
        FROM movement WHERE day >= $1::date GROUP BY kind, subject_id
        HAVING sum(times) > CASE kind WHEN 'site_moved' THEN $2::integer ELSE $3::integer END
    ), found AS (
        SELECT kind, organisation_id, site.id AS site_id, NULL::uuid AS flow_id,
            NULL::text AS family, ARRAY[territory] AS territories, times, first_at, last_at
        FROM counted JOIN site ON site.id = subject_id WHERE kind = 'site_moved'
        UNION ALL
        SELECT kind, organisation_id, site_id, flow.id, family, ARRAY[territory], times, first_at,
            last_at
        FROM counted JOIN flow ON flow.id = subject_id WHERE kind = 'flow_revised'
        UNION ALL
        SELECT 'flows_declared', organisation_id, NULL, NULL, family, array_agg(DISTINCT territory),
            count(*), min(declared_at), max(declared_at)
        FROM flow
        WHERE updated_at > $4::timestamptz AND declared_at > $4 AND family IS NOT NULL
            AND draft ->> 'certainty' <> 'typical' AND territory NOT LIKE '0%'
        GROUP BY organisation_id, family HAVING count(*) > $5::integer
    ), listed AS (
        SELECT *, last_at AS updated_at,
            concat_ws('/', kind, organisation_id, site_id, flow_id, family) AS id
        FROM found
    )
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved so many ``times``, of whom, where; ``id``: its place among those of one moment."""

    id: str
    kind: Kind
    organisation_id: UUID
    site_id: UUID | None
    flow_id: UUID | None
    family: str | None
    times: int
    first_at: datetime
    last_at: datetime


async def count(
    session: WriteSession, kind: Kind, subjects: Collection[UUID], now: datetime
) -> None:
    """Once more of each; the caller has locked them."""
    if subjects:
        driver = await session.driver()
        await driver.execute(_COUNT, now.date(), kind, now, sorted(subjects))


async def forget_before(session: WriteSession, day: date) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET, day)


async def list_unusual(
    session: ReadSession, principal: Principal, request: PageRequest, now: datetime
) -> Sequence[Movement]:
    """Least recent first; an animator's: those that touch a territory of his."""
    where = Where()
    where.parameters += _bounds(now)
    if principal.role != "operator":
        where.add("territories && {}::text[]", list(principal.territories))
    tail = page(where, request)
    statement = f"{_UNUSUAL} SELECT * FROM listed WHERE {where} {tail}"
    return [entity_of(Movement, row) for row in await session.fetch(statement, *where.parameters)]


async def how_many(session: ReadSession, now: datetime) -> dict[Kind, int]:
    """Unusual ones, of each kind."""
    statement = f"{_UNUSUAL} SELECT kind, count(*) AS many FROM listed GROUP BY kind"
    found = {row["kind"]: row["many"] for row in await session.fetch(statement, *_bounds(now))}
    return {kind: found.get(kind, 0) for kind in LIMITS}


def _bounds(now: datetime) -> list[object]:
    return [
        first_day("site_moved", now),
        LIMITS["site_moved"].most,
        LIMITS["flow_revised"].most,
        first_moment("flows_declared", now),
        LIMITS["flows_declared"].most,
    ]


def placed(movement: Movement) -> tuple[datetime, object]:
    """Its place in the order of pages."""
    return movement.last_at, movement.id
