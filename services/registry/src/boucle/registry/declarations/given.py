"""Which version each entity has that registry publishes: for whoever doubts a copy of it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from boucle.common.db import Session

_TERRITORIES: Final = "SELECT siren, entity_version FROM territory WHERE siren = ANY($1::text[])"
_SITES: Final = "SELECT id, entity_version FROM site WHERE id = ANY($1::uuid[])"
_FLOWS: Final = "SELECT id, entity_version FROM flow WHERE id = ANY($1::uuid[])"
_SHARINGS: Final = "SELECT id, entity_version FROM sharing WHERE id = ANY($1::uuid[])"


async def territories(session: Session, sirens: Collection[str]) -> dict[str, int]:
    return {id_: version for id_, version in await session.fetch(_TERRITORIES, list(sirens))}


async def sites(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return {id_: version for id_, version in await session.fetch(_SITES, list(ids))}


async def flows(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return {id_: version for id_, version in await session.fetch(_FLOWS, list(ids))}


async def sharings(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    return {id_: version for id_, version in await session.fetch(_SHARINGS, list(ids))}
