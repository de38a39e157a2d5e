"""SQL of indicators: facts in, facts out."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import msgspec
from asyncpg import Record

from boucle.common.db import ReadSession, WriteSession
from boucle.indicators.facts.bodies import AnyBody, Fact

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(AnyBody).decode

# One fact per (entity, version), whoever brings it and how often.
INSERT_FACTS = """
    INSERT INTO fact
        (kind, entity, version, valid_from, known_from, gone, territories, organisations, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING
"""

# Of each entity that was ever in scope, the version in force: the highest one valid that day, in
# scope or not (an entity that moved away must not be counted where it was).
FACTS_OF_TERRITORIES = """
    SELECT DISTINCT ON (kind, entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact
    WHERE (kind, entity) IN (SELECT kind, entity FROM fact WHERE territories && $1::text[])
      AND valid_from <= $2
    ORDER BY kind, entity, version DESC
"""

FACTS_OF_ORGANISATION = """
    SELECT DISTINCT ON (kind, entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact
    WHERE (kind, entity) IN (SELECT kind, entity FROM fact WHERE organisations @> ARRAY[$1::uuid])
      AND valid_from <= $2
    ORDER BY kind, entity, version DESC
"""

TERRITORIES = """
    SELECT DISTINCT ON (entity) kind, entity, version, valid_from, known_from, gone, body
    FROM fact WHERE kind = 'territory' ORDER BY entity, version DESC
"""

TERRITORIES_OF_ORGANISATION = """
    SELECT DISTINCT unnest(territories) AS territory FROM fact
    WHERE organisations @> ARRAY[$1::uuid] AND kind IN ('site', 'flow')
"""


async def add_facts(session: WriteSession, facts: Sequence[Fact]) -> None:
    driver = await session.driver()
    await driver.executemany(INSERT_FACTS, [_row(fact) for fact in facts])


async def facts_of_territories(
    session: ReadSession, sirens: Collection[str], on: date
) -> list[Fact]:
    return [_fact(row) for row in await session.fetch(FACTS_OF_TERRITORIES, list(sirens), on)]


async def facts_of_organisation(session: ReadSession, organisation: UUID, on: date) -> list[Fact]:
    return [_fact(row) for row in await session.fetch(FACTS_OF_ORGANISATION, organisation, on)]


async def territories(session: ReadSession) -> list[Fact]:
    return [_fact(row) for row in await session.fetch(TERRITORIES)]


async def territories_of_organisation(session: ReadSession, organisation: UUID) -> frozenset[str]:
    rows = await session.fetch(TERRITORIES_OF_ORGANISATION, organisation)
    return frozenset(row["territory"] for row in rows)


def _row(fact: Fact) -> tuple[object, ...]:
    return (
        fact.kind,
        fact.entity,
        fact.version,
        fact.valid_from,
        fact.known_from,
        fact.gone,
        list(fact.body.territories),
        list(fact.body.organisations),
        _encode(fact.body),
    )


def _fact(row: Record) -> Fact:
    return Fact(
        kind=row["kind"],
        entity=row["entity"],
        version=row["version"],
        valid_from=row["valid_from"],
        known_from=row["known_from"],
        gone=row["gone"],
        body=_decode(row["body"]),
    )
