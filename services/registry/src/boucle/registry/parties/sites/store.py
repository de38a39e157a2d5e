"""Sites in Postgres."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from asyncpg import Record

from boucle.contract.events.registry import ActivityCode
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Place, Sort, both_ways
from boucle.registry.domain.entities import (
    Site,
    SiteDraft,
    declared_lengths,
    entity_of,
    made_of,
    with_lengths,
)
from boucle.registry.tables import SiteRow
from boucle.registry.tables.where import AT_PLACE, Where, page, reachable_by_organisation

SORTS: Final = both_ways(BY_CHANGE, Sort("declared_at"), Sort("name", text=True))

_COLUMNS = columns_of(SiteRow)
_FIND = f"SELECT {_COLUMNS} FROM site WHERE id = ANY($1::uuid[])"
_LOCK = f"{_FIND} ORDER BY id FOR NO KEY UPDATE"
# Planned once, where Postgres plans again each time what takes an array.
LOCK_ONE = f"SELECT {_COLUMNS} FROM site WHERE id = $1 FOR NO KEY UPDATE"
_LOCK_OF = f"""
    SELECT {_COLUMNS} FROM site WHERE organisation_id = ANY($1::uuid[])
    ORDER BY id FOR NO KEY UPDATE
"""
_ORGANISATIONS = """
SELECT id, organisation_id FROM site WHERE id = ANY($1::uuid[]) AND $2 = ANY(tools)
"""
HELD_COLUMNS = re.sub(r"(\w+)", r"held.\1 AS held_\1", _COLUMNS)
"""A site's columns in a row of something else, where SQL calls it ``held``."""
_WITH_SIRET = f"""
    SELECT {_COLUMNS} FROM site
    WHERE organisation_id = $1 AND siret = $2 AND withdrawn_at IS NULL
"""


async def find_site(session: Session, id_: UUID) -> Site | None:
    row = await session.fetchrow(_FIND, [id_])
    return _site(row) if row else None


async def find_sites(session: Session, ids: Collection[UUID]) -> dict[UUID, Site]:
    return {row["id"]: _site(row) for row in await session.fetch(_FIND, list(ids))}


async def lock_sites(session: WriteSession, ids: Collection[UUID]) -> dict[UUID, Site]:
    """Locked in id order, as they are now: who holds a site alone writes its flows."""
    if len(ids) == 1:
        rows = await session.fetch(LOCK_ONE, *ids)
    else:
        rows = await session.fetch(_LOCK, list(ids))
    return {row["id"]: _site(row) for row in rows}


async def organisations_of(
    session: Session, sites: Collection[UUID], tool: str
) -> dict[UUID, UUID]:
    """By site for which the tool may act, the organisation that has it."""
    rows = await session.fetch(_ORGANISATIONS, list(sites), tool)
    return {row["id"]: row["organisation_id"] for row in rows}


def held_site(row: Record) -> Site | None:
    """The site of ``HELD_COLUMNS``, if there is one."""
    if row["held_id"] is None:
        return None
    named = ((name.partition("held_"), value) for name, value in row.items())
    return _site({name: value for (_, held, name), value in named if held})


async def lock_sites_of(session: WriteSession, *organisations: UUID) -> list[Site]:
    return [_site(row) for row in await session.fetch(_LOCK_OF, organisations)]


async def find_by_siret(session: Session, organisation: UUID, siret: str) -> Site | None:
    row = await session.fetchrow(_WITH_SIRET, organisation, siret)
    return _site(row) if row else None


async def save_sites(session: WriteSession, sites: Iterable[Site]) -> None:
    await session.save(*map(_row, sites))


async def list_sites(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    *,
    organisations: Collection[UUID] | None,
    territories: Collection[str] | None,
    withdrawn: bool | None,
    words: Collection[str] = (),
) -> Sequence[Site]:
    where = _reachable(principal)
    where.words(AT_PLACE, words)
    where.any_of("organisation_id", organisations, "uuid")
    where.any_of("territory", territories, "text")
    where.withdrawn(withdrawn)
    tail = page(where, request, Cursor.uuid)
    statement = f"SELECT {_COLUMNS} FROM site WHERE {where} {tail}"
    return [_site(row) for row in await session.fetch(statement, *where.parameters)]


async def visible_sites(
    session: Session, principal: Principal, ids: Collection[UUID]
) -> dict[UUID, Site]:
    """Of these, those that the caller may see; withdrawn ones too."""
    where = _reachable(principal)
    where.add("id = ANY({}::uuid[])", list(ids))
    statement = f"SELECT {_COLUMNS} FROM site WHERE {where}"
    return {row["id"]: _site(row) for row in await session.fetch(statement, *where.parameters)}


def _reachable(principal: Principal) -> Where:
    where = Where()
    reachable_by_organisation(where, principal)
    return where


def _row(site: Site) -> SiteRow:
    draft = site.draft
    return made_of(
        SiteRow,
        draft,
        site,
        naf_code=draft.naf.code if draft.naf else None,
        naf_version=draft.naf.version if draft.naf else None,
        treatments=list(draft.treatments),
        networks=[network.code for network in draft.networks],
        network_km=declared_lengths(draft.networks),
        tools=list(site.tools),
        entity_version=site.version,
    )


def _site(row: Record | Mapping[str, Any]) -> Site:
    naf = ActivityCode(row["naf_code"], row["naf_version"]) if row["naf_code"] else None
    networks = with_lengths(row["networks"], row["network_km"])
    treatments, tools = tuple(row["treatments"]), tuple(row["tools"])
    draft = entity_of(SiteDraft, row, naf=naf, networks=networks, treatments=treatments)
    return entity_of(Site, row, draft=draft, tools=tools, version=row["entity_version"])


def placed(sort: Sort) -> Callable[[Site], Place]:
    """The place of a site in an order of pages."""
    return attrgetter("draft.name" if sort.column == "name" else sort.column, "id")
