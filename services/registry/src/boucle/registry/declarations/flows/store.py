"""Flows in Postgres: what is asked of them alone."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest
from boucle.registry.declarations.at_site.declared import Work
from boucle.registry.declarations.at_site.store import AtSiteStore
from boucle.registry.declarations.flows.duplicates import DuplicateGroup
from boucle.registry.domain.entities import Flow, FlowDraft
from boucle.registry.tables import FlowRow
from boucle.registry.tables.where import Where, page, reachable_by_organisation

FLOW_STORE: Final = AtSiteStore(FlowRow, Flow, FlowDraft, "draft -> 'availability' ->> 'end'")
# Withdrawn ones too of the source, which may come back under their names.
_AROUND: Final = "WHERE source = $1 OR (site_id = $2 AND withdrawn_at IS NULL)"
# Locked in id order, last of all locks: no two writers can wait for each other.
_LOCK: Final = """
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
_LOCK_GROUP: Final = """
    WHERE site_id = $1 AND family = $2 AND direction = $3 AND withdrawn_at IS NULL
    ORDER BY id
    FOR NO KEY UPDATE
"""


async def flows_around(session: Session, source: str, site: UUID) -> list[Flow]:
    """Every flow of a source, and those that anybody declares at a site today."""
    return await FLOW_STORE.rows(session, _AROUND, source, site)


async def lock_flows(
    session: WriteSession, work: Work[Flow], groups: set[DuplicateGroup]
) -> dict[UUID, Flow]:
    """Flows to change, those of the new ones' names, and every member of these groups, as they are
    now."""
    members = zip(*groups, strict=True) if groups else ([], [], [])
    return await FLOW_STORE.by_id(
        session, _LOCK, list(work.seen), *work.new_names, *map(list, members)
    )


async def lock_group(session: WriteSession, group: DuplicateGroup) -> dict[UUID, Flow]:
    """Every member of the group, as it is now."""
    return await FLOW_STORE.by_id(session, _LOCK_GROUP, *group)


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
    return await FLOW_STORE.rows(session, f"WHERE {where} {tail}", *where.parameters)
