"""Which version each entity has that registry publishes: for whoever doubts a copy of it."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from boucle.platform.db import Session

_TERRITORIES: Final = """
SELECT siren AS id, entity_version AS version FROM territory WHERE siren = ANY($1::text[])
"""
_SITES: Final = "SELECT id, entity_version AS version FROM site WHERE id = ANY($1::uuid[])"
_FLOWS: Final = "SELECT id, entity_version AS version FROM flow WHERE id = ANY($1::uuid[])"
_SHARINGS: Final = "SELECT id, entity_version AS version FROM sharing WHERE id = ANY($1::uuid[])"


async def territories(session: Session, sirens: Collection[str]) -> dict[str, int]:
    return await _versions(session, _TERRITORIES, sirens)


async def sites(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _versions(session, _SITES, ids)


async def flows(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _versions(session, _FLOWS, ids)


async def sharings(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _versions(session, _SHARINGS, ids)


async def _versions(session: Session, statement: str, ids: Collection[Any]) -> dict[Any, int]:
    return {row["id"]: row["version"] for row in await session.fetch(statement, list(ids))}
