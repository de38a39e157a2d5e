"""Flows in Postgres."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from asyncpg import Record

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, upsert_of, values_of
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Sort, both_ways
from boucle.registry.declarations.at_site.to_put import ToPut, to_put, to_put_sql
from boucle.registry.declarations.flows.duplicates import DuplicateGroup
from boucle.registry.domain.entities import Flow, FlowDraft, entity_of
from boucle.registry.tables import FlowRow
from boucle.registry.tables.where import Where, page, page_of_declared, reachable_by_organisation

_COLUMNS = columns_of(FlowRow)
_DECLARED_BY = (
    "SELECT client_id FROM client WHERE client.source = flow.source AND revoked_at IS NULL"
)
_READ = f"{_COLUMNS}, ({_DECLARED_BY}) AS declared_by"
_FIND = f"SELECT {_READ} FROM flow WHERE id = ANY($1::uuid[])"
_FIND_NAMED = f"""
    SELECT {_READ} FROM flow WHERE source = $1 AND external_id = ANY($2::text[])
"""
# One flow at a time is what tools declare most. Where an array may hold any number, Postgres plans
# the statement again each time, which takes it longer than all the rest; these it plans once.
_FIND_ONE_NAMED = f"SELECT {_READ} FROM flow WHERE source = $1 AND external_id = $2"
_FIND_TO_PUT = to_put_sql(_FIND_ONE_NAMED)
# Withdrawn ones too of the source, which may come back under their names.
_AROUND = f"""
    SELECT {_READ} FROM flow WHERE source = $1 OR (site_id = $2 AND withdrawn_at IS NULL)
"""
_OF_SITES = f"SELECT {_READ} FROM flow WHERE site_id = ANY($1::uuid[])"
_PRESENT_OF_SOURCE = f"SELECT {_READ} FROM flow WHERE source = $1 AND withdrawn_at IS NULL"
# By the index ``flow_by_end``: ISO dates are in order as text.
OVER = f"""
    SELECT {_READ} FROM flow
    WHERE withdrawn_at IS NULL AND draft -> 'availability' ->> 'end' < $1
    ORDER BY draft -> 'availability' ->> 'end' LIMIT $2
"""

# Locked in id order, last of all locks: no two writers can wait for each other.
_LOCK = f"""
    SELECT {_READ} FROM flow
    WHERE id IN (
        SELECT unnest($1::uuid[])
        UNION
        SELECT id FROM flow WHERE source = $2 AND external_id = ANY($3::text[])
        UNION
        SELECT member.id
        FROM unnest($4::uuid[], $5::text[], $6::text[]) AS wanted(site_id, family, direction)
        JOIN flow AS member USING (site_id, family, direction)
        WHERE member.withdrawn_at IS NULL
    )
    ORDER BY id
    FOR NO KEY UPDATE
"""
# What the writer of one flow needs, but for a flow that changes its group: planned once.
_LOCK_GROUP = f"""
    SELECT {_READ} FROM flow
    WHERE site_id = $1 AND family = $2 AND direction = $3 AND withdrawn_at IS NULL
    ORDER BY id
    FOR NO KEY UPDATE
"""
_SAVE = upsert_of(FlowRow, "source", "external_id")


async def find_flows(session: Session, ids: Collection[UUID]) -> dict[UUID, Flow]:
    return {row["id"]: _flow(row) for row in await session.fetch(_FIND, list(ids))}


async def find_named(session: Session, source: str, names: Collection[str]) -> dict[str, Flow]:
    """A source's flows, by its own ids; withdrawn ones too."""
    if len(names) == 1:
        rows = await session.fetch(_FIND_ONE_NAMED, source, *names)
    else:
        rows = await session.fetch(_FIND_NAMED, source, list(names))
    return {row["external_id"]: _flow(row) for row in rows}


async def find_to_put(
    session: WriteSession, source: str, client_id: str, site: str, name: str
) -> ToPut[Flow] | None:
    """In one round trip; None where the client has no such site."""
    row = await session.fetchrow(_FIND_TO_PUT, source, client_id, site, name)
    return None if row is None else to_put(row, _flow)


async def flows_of_sites(session: Session, sites: Collection[UUID]) -> dict[UUID, Flow]:
    return {row["id"]: _flow(row) for row in await session.fetch(_OF_SITES, list(sites))}


async def flows_around(session: Session, source: str, site: UUID) -> list[Flow]:
    """Every flow of a source, and those that anybody declares at a site today."""
    return [_flow(row) for row in await session.fetch(_AROUND, source, site)]


async def present_of_source(session: Session, source: str) -> dict[UUID, Flow]:
    return {row["id"]: _flow(row) for row in await session.fetch(_PRESENT_OF_SOURCE, source)}


async def flows_over(session: Session, today: date, limit: int) -> dict[UUID, Flow]:
    """Present flows whose last day is before ``today``, those over for longest first."""
    rows = await session.fetch(OVER, today.isoformat(), limit)
    return {row["id"]: _flow(row) for row in rows}


async def lock_flows(
    session: WriteSession,
    *,
    ids: Collection[UUID],
    source: str | None,
    names: Collection[str],
    groups: Collection[DuplicateGroup],
) -> dict[UUID, Flow]:
    """These flows and every member of these groups, as they are now."""
    rows = await session.fetch(
        _LOCK,
        list(ids),
        source,
        list(names),
        [group.site for group in groups],
        [group.family for group in groups],
        [group.direction for group in groups],
    )
    return {row["id"]: _flow(row) for row in rows}


async def lock_group(session: WriteSession, group: DuplicateGroup) -> dict[UUID, Flow]:
    """Every member of the group, as it is now."""
    return {row["id"]: _flow(row) for row in await session.fetch(_LOCK_GROUP, *group)}


async def save_flows(session: WriteSession, flows: Sequence[Flow]) -> None:
    driver = await session.driver()
    if len(flows) == 1:
        await driver.execute(_SAVE, *_values(flows[0]))
    else:
        # In the order of names: two files that share names wait for, never block, each other.
        ordered = sorted(flows, key=lambda flow: (flow.source or "", flow.external_id or ""))
        await driver.executemany(_SAVE, [_values(flow) for flow in ordered])


SORTS: Final = both_ways(BY_CHANGE, Sort("declared_at"))


async def list_flows(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    filters: Mapping[str, Collection[object] | None],
    *,
    withdrawn: bool | None,
) -> Sequence[Flow]:
    """As ``page_of_declared``."""
    statement, parameters = page_of_declared(
        "flow", _READ, principal, request, filters, withdrawn=withdrawn
    )
    return [_flow(row) for row in await session.fetch(statement, *parameters)]


async def list_duplicates(
    session: ReadSession, principal: Principal, request: PageRequest
) -> Sequence[Flow]:
    """Flows flagged as repeating another, that nobody resolved yet."""
    where = Where()
    reachable_by_organisation(where, principal)
    where.add("duplicate_of IS NOT NULL AND withdrawn_at IS NULL")
    where.add(
        "NOT EXISTS (SELECT 1 FROM duplicate_decision d "
        "WHERE d.low = least(flow.id, duplicate_of) AND d.high = greatest(flow.id, duplicate_of))"
    )
    tail = page(where, request, Cursor.uuid)
    statement = f"SELECT {_READ} FROM flow WHERE {where} {tail}"
    return [_flow(row) for row in await session.fetch(statement, *where.parameters)]


def _values(flow: Flow) -> list[object]:
    draft = flow.draft
    return values_of(
        FlowRow,
        flow,
        direction=draft.direction,
        nature=draft.nature,
        family=draft.family,
        draft=msgspec.json.encode(draft).decode(),
        entity_version=flow.version,
    )


def _flow(row: Record) -> Flow:
    draft = msgspec.convert(row["draft"], FlowDraft)
    return entity_of(Flow, row, draft=draft, version=row["entity_version"])
