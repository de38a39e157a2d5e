"""Resolve a likely duplicate: is it the same flow, or another one?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.common.errors import conflict, not_found
from boucle.common.identity import Principal, may_access
from boucle.registry.declarations.flows import readable_flow, site_owner
from boucle.registry.entities import Flow
from boucle.registry.flows import duplicates_store
from boucle.registry.flows import store as flow_store
from boucle.registry.flows.changes import FlowWork, change_flows
from boucle.registry.flows.duplicates import Decision
from boucle.registry.sites.store import find_sites, lock_sites


@dataclass(frozen=True, slots=True)
class Pair:
    """``original`` is ``None`` where the caller may not see it."""

    flow: Flow
    original: Flow | None
    decision: Decision | None = None


async def with_originals(session: Session, flows: list[Flow], principal: Principal) -> list[Pair]:
    """Each flow with the one it probably repeats, as far as the caller may see that one."""
    originals = await flow_store.find_flows(
        session, {f.duplicate_of for f in flows if f.duplicate_of}
    )
    sites = await find_sites(session, {flow.site_id for flow in originals.values()})
    visible = {
        id_: flow
        for id_, flow in originals.items()
        if may_access(principal, site_owner(sites[flow.site_id]))
    }
    return [
        Pair(flow, visible.get(flow.duplicate_of) if flow.duplicate_of else None) for flow in flows
    ]


async def resolve_duplicate(
    session: WriteSession, id_: UUID, decision: Decision, principal: Principal, now: datetime
) -> Pair:
    """Say of a flagged flow that it is the same (it stays uncounted) or distinct (it counts).

    Raises Conflict when the flow repeats nothing, NotFound when it is not the caller's.
    """
    flow = await readable_flow(session, id_, principal)
    if flow.withdrawn_at:
        raise not_found("flow", id_)
    if flow.duplicate_of is None:
        raise conflict("this flow is not flagged as repeating another")
    original = flow.duplicate_of
    sites = await lock_sites(session, [flow.site_id])
    await duplicates_store.decide(session, id_, original, decision, by=principal.client_id, now=now)
    result = await change_flows(session, sites, FlowWork({id_: flow}), now)
    shown = (await with_originals(session, [flow], principal))[0].original
    return Pair(result.flows[id_], shown, decision)
