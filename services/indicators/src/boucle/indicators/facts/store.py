"""Store and read facts in SQL."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from asyncpg import Record

from boucle.indicators.facts.bodies import AnyBody, Fact
from boucle.indicators.facts.touching import days_touched
from boucle.platform.db import ReadSession, Session, WriteSession

_MANY: Final = 500
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(AnyBody).decode

# One fact per (entity, version), however often it comes.
INSERT_FACTS = """
    INSERT INTO fact
        (kind, entity, version, valid_from, known_from, gone, territories, organisations, body)
    SELECT kind, entity, version, valid_from, known_from, gone,
           string_to_array(sirens, ' '), string_to_array(companies, ' ')::uuid[], body
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::date[], $5::timestamptz[], $6::boolean[],
                $7::text[], $8::text[], $9::bytea[])
        AS new(kind, entity, version, valid_from, known_from, gone, sirens, companies, body)
    ON CONFLICT DO NOTHING
    RETURNING kind, entity, version
"""

# It changes figures wherever any version of the entity counts (a territory: in its present and
# former federations), also from the day on which a later version, stored before, replaces it. Past
# days count from the first of their month: figures are monthly.
TOUCH = """
    WITH new AS (
        SELECT kind, entity, day FROM unnest($1::text[], $2::text[], $3::date[])
            AS touched(kind, entity, day)
    ), touched_days AS (
        SELECT kind, entity, day FROM new
        UNION SELECT kind, entity, valid_from FROM new JOIN fact USING (kind, entity)
        WHERE valid_from > day
    )
    INSERT INTO touched (territory, day)
    SELECT DISTINCT place, CASE WHEN day > $4 THEN day ELSE date_trunc('month', day)::date END
    FROM touched_days JOIN fact USING (kind, entity) CROSS JOIN LATERAL unnest(
        CASE kind WHEN 'territory'
            THEN ARRAY[entity, convert_from(body, 'UTF8')::jsonb ->> 'parent']
            ELSE territories END
    ) AS place
    WHERE place IS NOT NULL
"""

# Of each entity that was ever in scope, the highest version valid that day, in scope or not (an
# entity that moved away must not be counted where it was).
FACTS_OF_TERRITORIES = """
    SELECT DISTINCT ON (kind, entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact
    WHERE (kind, entity) IN (SELECT kind, entity FROM fact WHERE territories && $1::text[])
      AND valid_from <= $2
    ORDER BY kind, entity, version DESC
"""

LIVES_OF_TERRITORIES = FACTS_OF_TERRITORIES.replace(
    "WHERE territories", "WHERE kind = 'life' AND territories"
)

# Looked up by key, a plan that Postgres would not choose by itself.
_NEWEST_OF_EACH = """
    SELECT newest.* FROM {each} AS one(kind, entity) CROSS JOIN LATERAL (
        SELECT kind, entity, version, valid_from, known_from, gone, body FROM fact
        WHERE fact.kind = one.kind AND fact.entity = one.entity AND valid_from <= $1
        ORDER BY version DESC LIMIT 1
    ) newest
"""

FACTS_OF_ORGANISATION = _NEWEST_OF_EACH.format(
    each="(SELECT DISTINCT kind, entity FROM fact WHERE organisations @> ARRAY[$2::uuid])"
)

FACTS_IN_FORCE = """
    SELECT DISTINCT ON (kind, entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact WHERE valid_from <= $1 ORDER BY kind, entity, version DESC
"""

FACTS_OF_ENTITIES = _NEWEST_OF_EACH.format(each="unnest($2::text[], $3::text[])")

FACTS_WITH_LATER_DAYS = """
    SELECT kind, entity, version, valid_from, known_from, gone, body FROM fact
    WHERE kind IN ('introduction', 'meeting', 'life')
"""

TERRITORIES = """
    SELECT DISTINCT ON (entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact WHERE kind = 'territory' ORDER BY entity, version DESC
"""

TERRITORIES_OF_ORGANISATION = """
    SELECT DISTINCT unnest(territories) AS territory FROM fact
    WHERE organisations @> ARRAY[$1::uuid] AND kind IN ('site', 'flow')
"""

# Present grants apply to any month: a revoked one opens no past month either.
ACTS_FOR_ORGANISATION = """
    SELECT EXISTS (
        SELECT FROM (
            SELECT DISTINCT entity FROM fact
            WHERE organisations @> ARRAY[$1::uuid] AND kind = 'site'
        ) AS one CROSS JOIN LATERAL (
            SELECT gone, organisations, body FROM fact
            WHERE fact.kind = 'site' AND fact.entity = one.entity ORDER BY version DESC LIMIT 1
        ) newest
        WHERE NOT gone AND organisations @> ARRAY[$1::uuid]
          AND convert_from(body, 'UTF8')::jsonb -> 'tools' ? $2
    )
"""


async def add_facts(session: WriteSession, facts: Sequence[Fact]) -> list[Fact]:
    rows = await session.fetch(INSERT_FACTS, *zip(*map(_row, facts), strict=True))
    new = {(row["kind"], row["entity"], row["version"]) for row in rows}
    return [fact for fact in facts if (fact.kind, fact.entity, fact.version) in new]


async def touch(session: WriteSession, facts: Iterable[Fact], today: date) -> None:
    """Tell the worker from which days on these new facts change figures."""
    days = {(fact.kind, fact.entity, day) for fact in facts for day in days_touched(fact)}
    if days:
        await session.fetch(TOUCH, *zip(*days, strict=True), today)


async def facts_of_territories(session: Session, sirens: Collection[str], on: date) -> list[Fact]:
    return await _facts(await session.fetch(FACTS_OF_TERRITORIES, list(sirens), on))


async def lives_of_territories(session: Session, sirens: Collection[str], on: date) -> list[Fact]:
    return await _facts(await session.fetch(LIVES_OF_TERRITORIES, list(sirens), on))


async def facts_in_force(session: Session, on: date) -> list[Fact]:
    return await _facts(await session.fetch(FACTS_IN_FORCE, on))


async def facts_of_entities(
    session: Session, entities: Collection[tuple[str, str]], on: date
) -> list[Fact]:
    if not entities:
        return []
    kinds, ids = map(list, zip(*entities, strict=True))
    return await _facts(await session.fetch(FACTS_OF_ENTITIES, on, kinds, ids))


async def facts_with_later_days(session: Session) -> list[Fact]:
    """Return facts that may change figures on other days than their first."""
    return [fact_of_row(row) for row in await session.fetch(FACTS_WITH_LATER_DAYS)]


async def facts_of_organisation(session: ReadSession, organisation: UUID, on: date) -> list[Fact]:
    return await _facts(await session.fetch(FACTS_OF_ORGANISATION, on, organisation))


async def territories(session: Session) -> list[Fact]:
    return [fact_of_row(row) for row in await session.fetch(TERRITORIES)]


async def territories_of_organisation(session: ReadSession, organisation: UUID) -> frozenset[str]:
    rows = await session.fetch(TERRITORIES_OF_ORGANISATION, organisation)
    return frozenset(row["territory"] for row in rows)


async def acts_for(session: ReadSession, tool: str, organisation: UUID) -> bool:
    """Tell whether the organisation authorises this tool now, by its present sites."""
    acts: bool = await session.fetchval(ACTS_FOR_ORGANISATION, organisation, tool)
    return acts


def _row(fact: Fact) -> tuple[object, ...]:
    return (
        fact.kind,
        fact.entity,
        fact.version,
        fact.valid_from,
        fact.known_from,
        fact.gone,
        " ".join(fact.body.territories),
        " ".join(map(str, fact.body.organisations)),
        _encode(fact.body),
    )


async def _facts(rows: Sequence[Record]) -> list[Fact]:
    if len(rows) < _MANY:
        return [fact_of_row(row) for row in rows]
    return await asyncio.to_thread(lambda: [fact_of_row(row) for row in rows])


def fact_of_row(row: Record) -> Fact:
    return Fact(
        kind=row["kind"],
        entity=row["entity"],
        version=row["version"],
        valid_from=row["valid_from"],
        known_from=row["known_from"],
        gone=row["gone"],
        body=_decode(row["body"]),
    )
