"""Resolve a likely duplicate: is it the same flow, or another one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import conflict, not_found
from boucle.platform.identity import Principal
from boucle.registry.declarations.at_site.declared import Work
from boucle.registry.declarations.flows import duplicates_store
from boucle.registry.declarations.flows.changes import change_flows
from boucle.registry.declarations.flows.duplicates import Decision
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.kinds import FLOWS
from boucle.registry.declarations.writing import readable
from boucle.registry.domain.entities import Flow
from boucle.registry.parties.sites.store import lock_sites


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """A flow, and the one of the same site that it probably repeats."""

    flow: Flow
    original: Flow
    decision: Decision | None = None


async def with_originals(session: Session, flows: Sequence[Flow]) -> list[DuplicatePair]:
    """Each flagged flow with the one it probably repeats."""
    repeated = {flow.id: flow.duplicate_of for flow in flows if flow.duplicate_of}
    originals = await FLOW_STORE.find(session, repeated.values())
    return [DuplicatePair(flow, originals[repeated[flow.id]]) for flow in flows]


async def resolve_duplicate(
    session: WriteSession, id_: UUID, decision: Decision, principal: Principal, now: datetime
) -> DuplicatePair:
    """Say of a flagged flow that it is the same (it stays uncounted) or distinct (it counts).

    Raises Conflict when the flow repeats nothing, NotFound when it is not the caller's.
    """
    flow = await readable(session, FLOWS, id_, principal)
    if flow.withdrawn_at:
        raise not_found("flow", id_)
    if flow.duplicate_of is None:
        raise conflict("this flow is not flagged as repeating another")
    pair = (await with_originals(session, [flow]))[0]
    sites = await lock_sites(session, [flow.site_id])
    await duplicates_store.decide(
        session, id_, pair.original.id, decision, by=principal.client_id, now=now
    )
    result = await change_flows(session, sites, Work({id_: flow}), now)
    return DuplicatePair(result.things[id_], pair.original, decision)
