"""Sites in Postgres."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from boucle.common.db import ReadSession, WriteSession
from boucle.common.events.registry import ActivityCode
from boucle.common.identity import Principal
from boucle.common.paging import PageRequest
from boucle.registry.entities import Site, SiteDraft, declared_lengths, with_lengths
from boucle.registry.where import Where, page, reachable, uuid_in_cursor

Session = ReadSession | WriteSession

_COLUMNS = """
    id, organisation_id, name, siret, naf_code, naf_version, latitude, longitude,
    location_precision, commune, address, territory, treatments, networks, network_km, example,
    tools, direct, valid_from, entity_version, declared_at, updated_at, withdrawn_at
"""
_FIND = f"SELECT {_COLUMNS} FROM site WHERE id = ANY($1::uuid[])"
_LOCK = f"{_FIND} ORDER BY id FOR NO KEY UPDATE"
# Planned once, where Postgres plans again each time what takes an array.
_LOCK_ONE = f"SELECT {_COLUMNS} FROM site WHERE id = $1 FOR NO KEY UPDATE"
_LOCK_OF = f"""
    SELECT {_COLUMNS} FROM site WHERE organisation_id = $1 ORDER BY id FOR NO KEY UPDATE
"""
_WITH_SIRET = f"""
    SELECT {_COLUMNS} FROM site
    WHERE organisation_id = $1 AND siret = $2 AND withdrawn_at IS NULL
"""
_SAVE = f"""
    INSERT INTO site ({_COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21, $22, $23)
    ON CONFLICT (id) DO UPDATE SET
        organisation_id = excluded.organisation_id, name = excluded.name, siret = excluded.siret,
        naf_code = excluded.naf_code, naf_version = excluded.naf_version,
        latitude = excluded.latitude, longitude = excluded.longitude,
        location_precision = excluded.location_precision, commune = excluded.commune,
        address = excluded.address, territory = excluded.territory,
        treatments = excluded.treatments, networks = excluded.networks,
        network_km = excluded.network_km,
        example = excluded.example, tools = excluded.tools, direct = excluded.direct,
        valid_from = excluded.valid_from, entity_version = excluded.entity_version,
        declared_at = excluded.declared_at, updated_at = excluded.updated_at,
        withdrawn_at = excluded.withdrawn_at
"""


async def find_site(session: Session, id_: UUID) -> Site | None:
    driver = await session.driver()
    row = await driver.fetchrow(_FIND, [id_])
    return _site(row) if row else None


async def find_sites(session: Session, ids: Collection[UUID]) -> dict[UUID, Site]:
    driver = await session.driver()
    return {row["id"]: _site(row) for row in await driver.fetch(_FIND, list(ids))}


async def lock_sites(session: WriteSession, ids: Collection[UUID]) -> dict[UUID, Site]:
    """Locked in id order, as they are now: who holds a site alone writes its flows."""
    driver = await session.driver()
    if len(ids) == 1:
        rows = await driver.fetch(_LOCK_ONE, *ids)
    else:
        rows = await driver.fetch(_LOCK, list(ids))
    return {row["id"]: _site(row) for row in rows}


async def lock_sites_of(session: WriteSession, organisation: UUID) -> list[Site]:
    driver = await session.driver()
    return [_site(row) for row in await driver.fetch(_LOCK_OF, organisation)]


async def find_by_siret(session: Session, organisation: UUID, siret: str) -> Site | None:
    driver = await session.driver()
    row = await driver.fetchrow(_WITH_SIRET, organisation, siret)
    return _site(row) if row else None


async def save_sites(session: WriteSession, sites: Iterable[Site]) -> None:
    driver = await session.driver()
    await driver.executemany(_SAVE, [_values(site) for site in sites])


async def list_sites(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    *,
    organisation: UUID | None,
    territory: str | None,
    withdrawn: bool | None,
) -> Sequence[Site]:
    where = Where()
    reachable(
        where,
        principal,
        organisation="organisation_id",
        territory="territory = ANY({}::text[])",
        tools="organisation_id IN (SELECT id FROM organisation WHERE tools @> ARRAY[{}::text])",
    )
    where.maybe("organisation_id = {}", organisation)
    where.maybe("territory = {}", territory)
    where.maybe("(withdrawn_at IS NOT NULL) = {}::boolean", withdrawn)
    tail = page(where, request, uuid_in_cursor)
    driver = await session.driver()
    statement = f"SELECT {_COLUMNS} FROM site WHERE {where} {tail}"
    return [_site(row) for row in await driver.fetch(statement, *where.parameters)]


def _values(site: Site) -> tuple[object, ...]:
    draft = site.draft
    return (
        site.id,
        site.organisation_id,
        draft.name,
        draft.siret,
        draft.naf.code if draft.naf else None,
        draft.naf.version if draft.naf else None,
        draft.latitude,
        draft.longitude,
        draft.location_precision,
        draft.commune,
        draft.address,
        draft.territory,
        list(draft.treatments),
        [network.code for network in draft.networks],
        json.dumps(declared_lengths(draft.networks)),
        draft.example,
        list(site.tools),
        site.direct,
        site.valid_from,
        site.version,
        site.declared_at,
        site.updated_at,
        site.withdrawn_at,
    )


def _site(row: Record) -> Site:
    naf = ActivityCode(row["naf_code"], row["naf_version"]) if row["naf_code"] else None
    return Site(
        id=row["id"],
        organisation_id=row["organisation_id"],
        draft=SiteDraft(
            name=row["name"],
            siret=row["siret"],
            naf=naf,
            latitude=row["latitude"],
            longitude=row["longitude"],
            location_precision=row["location_precision"],
            commune=row["commune"],
            address=row["address"],
            territory=row["territory"],
            treatments=tuple(row["treatments"]),
            networks=with_lengths(row["networks"], row["network_km"]),
            example=row["example"],
        ),
        tools=tuple(row["tools"]),
        direct=row["direct"],
        valid_from=row["valid_from"],
        version=row["entity_version"],
        declared_at=row["declared_at"],
        updated_at=row["updated_at"],
        withdrawn_at=row["withdrawn_at"],
    )


def placed(site: Site) -> tuple[datetime, object]:
    """Where a site stands in the order of pages."""
    return site.updated_at, site.id
