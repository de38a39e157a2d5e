"""Sharings in Postgres."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from asyncpg import Record

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, upsert_of, values_of
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, PageRequest, Sort, both_ways
from boucle.registry.declarations.at_site.to_put import ToPut, to_put, to_put_sql
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.domain.entities import entity_of
from boucle.registry.tables import SharingRow
from boucle.registry.tables.where import page_of_declared

_COLUMNS: Final = columns_of(SharingRow)
_DECLARED_BY: Final = (
    "SELECT client_id FROM client WHERE client.source = sharing.source AND revoked_at IS NULL"
)
_READ: Final = f"{_COLUMNS}, ({_DECLARED_BY}) AS declared_by"
_FIND: Final = f"SELECT {_READ} FROM sharing WHERE id = ANY($1::uuid[])"
_FIND_NAMED: Final = f"""
    SELECT {_READ} FROM sharing WHERE source = $1 AND external_id = ANY($2::text[])
"""
_FIND_ONE_NAMED: Final = f"SELECT {_READ} FROM sharing WHERE source = $1 AND external_id = $2"
_FIND_TO_PUT: Final = to_put_sql(_FIND_ONE_NAMED)
_OF_SITES: Final = f"SELECT {_READ} FROM sharing WHERE site_id = ANY($1::uuid[])"
_PRESENT_OF_SOURCE: Final = f"""
    SELECT {_READ} FROM sharing WHERE source = $1 AND withdrawn_at IS NULL
"""
# By the index ``sharing_by_end``: ISO dates are in order as text.
OVER: Final = f"""
    SELECT {_READ} FROM sharing
    WHERE withdrawn_at IS NULL AND draft ->> 'valid_until' < $1
    ORDER BY draft ->> 'valid_until' LIMIT $2
"""
# Locked in id order, after their sites: no two writers can wait for each other.
_LOCK: Final = f"""
    SELECT {_READ} FROM sharing
    WHERE id = ANY($1::uuid[]) OR (source = $2 AND external_id = ANY($3::text[]))
    ORDER BY id
    FOR NO KEY UPDATE
"""
_SAVE: Final = upsert_of(SharingRow, "source", "external_id")
SORTS: Final = both_ways(BY_CHANGE, Sort("declared_at"))


async def find_sharings(session: Session, ids: Collection[UUID]) -> dict[UUID, Sharing]:
    return {row["id"]: _sharing(row) for row in await session.fetch(_FIND, list(ids))}


async def find_named(session: Session, source: str, names: Collection[str]) -> dict[str, Sharing]:
    """A source's sharings, by its own ids; withdrawn ones too."""
    rows = await session.fetch(_FIND_NAMED, source, list(names))
    return {row["external_id"]: _sharing(row) for row in rows}


async def find_to_put(
    session: WriteSession, source: str, client_id: str, site: str, name: str
) -> ToPut[Sharing] | None:
    """In one round trip; None where the client has no such site."""
    row = await session.fetchrow(_FIND_TO_PUT, source, client_id, site, name)
    return None if row is None else to_put(row, _sharing)


async def sharings_of_sites(session: Session, sites: Collection[UUID]) -> dict[UUID, Sharing]:
    return {row["id"]: _sharing(row) for row in await session.fetch(_OF_SITES, list(sites))}


async def present_of_source(session: Session, source: str) -> dict[UUID, Sharing]:
    return {row["id"]: _sharing(row) for row in await session.fetch(_PRESENT_OF_SOURCE, source)}


async def sharings_over(session: Session, today: date, limit: int) -> dict[UUID, Sharing]:
    """Present ones whose last day is before ``today``, those over for longest first."""
    rows = await session.fetch(OVER, today.isoformat(), limit)
    return {row["id"]: _sharing(row) for row in rows}


async def lock_sharings(
    session: WriteSession, ids: Collection[UUID], new: Sequence[Sharing]
) -> dict[UUID, Sharing]:
    """These, and those that have the names of the new ones of a source, as they are now."""
    source = next((one.source for one in new if one.source), None)
    names = [one.external_id for one in new if one.external_id]
    rows = await session.fetch(_LOCK, list(ids), source, names)
    return {row["id"]: _sharing(row) for row in rows}


async def save_sharings(session: WriteSession, sharings: Sequence[Sharing]) -> None:
    driver = await session.driver()
    # In the order of names: two files that share names wait for, never block, each other.
    ordered = sorted(sharings, key=lambda one: (one.source or "", one.external_id or ""))
    await driver.executemany(_SAVE, [_values(one) for one in ordered])


async def list_sharings(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    filters: Mapping[str, Collection[object] | None],
    *,
    withdrawn: bool | None,
) -> Sequence[Sharing]:
    """As ``page_of_declared``."""
    statement, parameters = page_of_declared(
        "sharing", _READ, principal, request, filters, withdrawn=withdrawn
    )
    return [_sharing(row) for row in await session.fetch(statement, *parameters)]


def _values(sharing: Sharing) -> list[object]:
    draft = sharing.draft
    return values_of(
        SharingRow,
        sharing,
        kind=draft.kind,
        direction=draft.direction,
        subject=draft.subject,
        draft=msgspec.json.encode(draft).decode(),
        entity_version=sharing.version,
    )


def _sharing(row: Record) -> Sharing:
    draft = msgspec.convert(row["draft"], SharingDraft, strict=False)
    return entity_of(Sharing, row, draft=draft, version=row["entity_version"])
