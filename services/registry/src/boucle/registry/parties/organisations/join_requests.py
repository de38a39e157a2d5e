"""Requests to join: organisations that claim the SIREN of a verified one. Nothing is stored of one:
it is there while both are as they are, and what was decided of it is in their histories."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession, Session
from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest
from boucle.registry.domain.entities import OrganisationState, entity_of
from boucle.registry.tables.where import Where, page, reachable

_OPEN: Final = f"""
    SELECT * FROM (
        SELECT claim.id, claim.name, claim.siren, claim.territory, claim.tools, claim.state,
            claim.declared_at, claim.updated_at, verified.id AS into_id,
            verified.name AS into_name, verified.territory AS into_territory
        FROM organisation AS claim JOIN organisation AS verified ON verified.siren = claim.siren
            AND verified.state = 'verified' AND verified.withdrawn_at IS NULL
            AND {sandbox_sql("verified.territory")} = {sandbox_sql("claim.territory")}
        WHERE claim.state = 'claimed' AND claim.withdrawn_at IS NULL
    ) AS request WHERE
"""


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """``id``: of the organisation that claims; ``into_id``: of the verified one. ``state``: of the
    first; ``tools``: who declared it."""

    id: UUID
    name: str
    siren: str | None
    territory: str
    tools: tuple[str, ...]
    state: OrganisationState
    declared_at: datetime
    updated_at: datetime
    into_id: UUID
    into_name: str
    merged: bool = False


_TOOLS: Final = "SELECT client_id, name, source FROM client WHERE client_id = ANY($1::text[])"
_PRESENT: Final = "WHERE organisation_id = one.id AND withdrawn_at IS NULL"
_COUNTS: Final = f"""
    SELECT one.id, one.tools,
        (SELECT count(*) FROM site {_PRESENT}) AS sites,
        (SELECT count(*) FROM flow {_PRESENT}) AS flows,
        (SELECT count(*) FROM sharing {_PRESENT}) AS sharings
    FROM organisation AS one WHERE one.id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class NamedTool:
    """``name``: what the operator calls it. ``source``: the name of its own ids."""

    client_id: str
    name: str
    source: str | None


@dataclass(frozen=True, slots=True)
class InHand:
    """How much an organisation has that is not withdrawn, and who acts for it."""

    sites: int
    flows: int
    sharings: int
    acting: tuple[NamedTool, ...]


async def declared_by(session: Session, ids: Collection[UUID]) -> Mapping[UUID, InHand]:
    """Of each organisation: what whoever acts for it has in hand."""
    rows = await session.fetch(_COUNTS, list(ids))
    tools = {one for row in rows for one in row["tools"]}
    named = {
        row["client_id"]: NamedTool(row["client_id"], row["name"], row["source"])
        for row in await session.fetch(_TOOLS, sorted(tools))
    }
    return {
        row["id"]: InHand(
            row["sites"],
            row["flows"],
            row["sharings"],
            tuple(named[one] for one in row["tools"] if one in named),
        )
        for row in rows
    }


async def list_open(
    session: ReadSession, principal: Principal, request: PageRequest
) -> Sequence[JoinRequest]:
    """Those on organisations of this company, of an animator's territories, or all."""
    where = Where()
    reachable(
        where,
        principal,
        organisation="into_id",
        territory="into_territory = ANY({}::text[])",
        tools="{}::text IS NULL",
    )
    tail = page(where, request, Cursor.uuid)
    rows = await session.fetch(f"{_OPEN} {where} {tail}", *where.parameters)
    return [entity_of(JoinRequest, row, tools=tuple(row["tools"]), merged=False) for row in rows]
