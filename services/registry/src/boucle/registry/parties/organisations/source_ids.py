"""What tools call organisations and sites: their own ids, at their own source."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.registry.domain.entities import Source

NamedKind = Literal["organisation", "site"]


@dataclass(frozen=True, slots=True)
class Declarer:
    """A tool and its source."""

    client_id: str
    source: str


_OWNER = "SELECT client_id FROM client WHERE source = $1 AND revoked_at IS NULL"
_RESOLVE = """
    SELECT external_id, entity_id, withdrawn_at FROM source_id
    WHERE source = $1 AND kind = $2 AND external_id = ANY($3::text[])
"""
_NAMES = """
    SELECT entity_id, source, external_id FROM source_id
    WHERE entity_id = ANY($1::uuid[]) AND withdrawn_at IS NULL
    ORDER BY source, external_id
"""
_PRESENT = """
    SELECT external_id, entity_id FROM source_id
    WHERE source = $1 AND kind = $2 AND withdrawn_at IS NULL
    ORDER BY external_id
"""
# Plain: of two that give one new name at once, the second fails, looks again, finds the first.
_NAME = "INSERT INTO source_id (source, kind, external_id, entity_id) VALUES ($1, $2, $3, $4)"
_REMEMBER = """
    UPDATE source_id SET withdrawn_at = NULL
    WHERE source = $1 AND kind = $2 AND external_id = $3 AND withdrawn_at IS NOT NULL
"""
_FORGET = """
    UPDATE source_id SET withdrawn_at = $4
    WHERE source = $1 AND kind = $2 AND external_id = ANY($3::text[]) AND withdrawn_at IS NULL
"""
_MOVE = "UPDATE source_id SET entity_id = $2 WHERE entity_id = $1"
_MOVE_OF_SOURCE = "UPDATE source_id SET entity_id = $3 WHERE source = $1 AND entity_id = $2"
_DECLARERS = """
    SELECT DISTINCT client_id, source FROM client JOIN (
        SELECT source FROM source_id WHERE entity_id = ANY($1::uuid[]) AND withdrawn_at IS NULL
        UNION SELECT source FROM flow WHERE site_id = ANY($1::uuid[]) AND withdrawn_at IS NULL
    ) AS declared USING (source)
"""
_FORGET_ALL = "UPDATE source_id SET withdrawn_at = $2 WHERE entity_id = $1 AND withdrawn_at IS NULL"


async def owner_of(session: Session, source: str) -> str | None:
    """The client id of the tool whose source this is."""
    owner: str | None = await session.fetchval(_OWNER, source)
    return owner


async def resolve(
    session: Session, source: str, kind: NamedKind, external_ids: Collection[str]
) -> dict[str, UUID]:
    """What a source's ids stand for; those it withdrew too, for they keep their entity."""
    rows = await session.fetch(_RESOLVE, source, kind, list(external_ids))
    return {row["external_id"]: row["entity_id"] for row in rows}


async def resolve_present(
    session: Session, source: str, kind: NamedKind, external_ids: Collection[str]
) -> dict[str, UUID]:
    """Likewise, but for those that the source withdrew."""
    rows = await session.fetch(_RESOLVE, source, kind, list(external_ids))
    return {row["external_id"]: row["entity_id"] for row in rows if row["withdrawn_at"] is None}


async def present(session: Session, source: str, kind: NamedKind) -> dict[str, UUID]:
    """All that a source declares today."""
    rows = await session.fetch(_PRESENT, source, kind)
    return {row["external_id"]: row["entity_id"] for row in rows}


async def names_of(session: Session, entities: Collection[UUID]) -> dict[UUID, list[Source]]:
    names: dict[UUID, list[Source]] = defaultdict(list)
    if entities:
        for row in await session.fetch(_NAMES, list(entities)):
            names[row["entity_id"]].append(Source(row["source"], row["external_id"]))
    return names


async def name(
    session: WriteSession, source: str, kind: NamedKind, external_id: str, entity: UUID
) -> None:
    driver = await session.driver()
    await driver.execute(_NAME, source, kind, external_id, entity)


async def remember(session: WriteSession, source: str, kind: NamedKind, external_id: str) -> None:
    """A name that was withdrawn is in use again."""
    driver = await session.driver()
    await driver.execute(_REMEMBER, source, kind, external_id)


async def forget(
    session: WriteSession,
    source: str,
    kind: NamedKind,
    external_ids: Collection[str],
    now: datetime,
) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET, source, kind, list(external_ids), now)


async def forget_all(session: WriteSession, entity: UUID, now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET_ALL, entity, now)


async def move(session: WriteSession, entity: UUID, to: UUID) -> None:
    """All names of an entity, withdrawn ones too, stand for another from now on."""
    driver = await session.driver()
    await driver.execute(_MOVE, entity, to)


async def move_of_source(session: WriteSession, source: str, entity: UUID, to: UUID) -> None:
    """Likewise, the names of one source."""
    driver = await session.driver()
    await driver.execute(_MOVE_OF_SOURCE, source, entity, to)


async def declarers_of(session: Session, sites: Collection[UUID]) -> set[Declarer]:
    """The tools that name one of these sites, or declare a flow there, today."""
    rows = await session.fetch(_DECLARERS, list(sites))
    return {Declarer(row["client_id"], row["source"]) for row in rows}
