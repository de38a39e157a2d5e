"""``/v1/flows``: what sites give and need, by Boucle's own ids."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Response
from pydantic import Field

from boucle.contract.events.registry import Direction, Nature
from boucle.platform.db import WriteSession
from boucle.platform.http import (
    AnyOf,
    GuardedRouter,
    Once,
    OnVersion,
    Page,
    Reading,
    Selection,
    Siren,
    followed,
    page_of,
    selection,
    sorted_by,
)
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.api.declarations.suggestions import written_out
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once, write
from boucle.registry.api.expanded import with_holders
from boucle.registry.api.responses import flow_out, written_answer
from boucle.registry.api.schemas.declarations.flows import FlowCreate, FlowOut, FlowRevise
from boucle.registry.api.schemas.sources.reads import FlowRead
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.at_site.declared import Key
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.flows import store
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.kinds import FLOWS
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    readable,
    withdraw_one,
    write_all,
)
from boucle.registry.domain.codes import ensure_family
from boucle.registry.domain.entities import Flow, FlowDraft

router = GuardedRouter(tags=["flows"])

FlowPages = Annotated[PageRequest, sorted_by(*store.SORTS)]
OfFlows = Annotated[Selection, selection(FlowRead, "flow_id", expand=("site", "organisation"))]


@router.post("/v1/flows", status_code=201, response_model=FlowOut)
async def create_flow(
    body: FlowCreate, principal: Party, registry: TheRegistry, once: Once
) -> Response:
    """Declare a flow of a site."""
    draft = drafted(declared_flow(body), registry.catalogue)

    async def work(session: WriteSession) -> FlowOut:
        key = Key(registry.new_id())
        wanted: Wanted[Flow] = Wanted(key, body.site_id, draft, ("site_id", str(body.site_id)))
        writing = Writing(principal, registry.clock(), registry.catalogue.version, registry.persons)
        written = await write_all(session, FLOWS, [wanted], writing)
        return written_out(written[0], principal, registry.catalogue)

    return await create_once(registry, once, work)


@router.get("/v1/flows", response_model=Page[FlowRead], **followed("flow"))
async def list_flows(
    principal: Party,
    registry: TheRegistry,
    paging: FlowPages,
    chosen: OfFlows,
    site_id: AnyOf[UUID] = None,
    organisation_id: AnyOf[UUID] = None,
    territory: AnyOf[Siren] = None,
    direction: AnyOf[Direction] = None,
    nature: AnyOf[Nature] = None,
    family: AnyOf[Annotated[str, Field(max_length=64)]] = None,
    source: AnyOf[Annotated[str, Field(max_length=64)]] = None,
    withdrawn: bool | None = None,
) -> Response:
    """Flows the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given. ``family``: the main one of several."""
    if withdrawn is None and paging.updated_after is None:
        withdrawn = False
    for each in family or ():
        ensure_family("family", each, registry.catalogue)
    filters: dict[str, Sequence[object] | None] = {
        "site_id": site_id,
        "organisation_id": organisation_id,
        "territory": territory,
        "direction": direction,
        "nature": nature,
        "family": family,
        "source": source,
    }
    async with registry.database.read() as session:
        rows = await store.list_flows(session, principal, paging, filters, withdrawn=withdrawn)
        page = page_of(
            rows,
            paging,
            place=store.placed(paging.sort),
            show=lambda flow: flow_out(flow, principal, registry.catalogue),
        )
        page.items = await with_holders(session, principal, page.items, chosen, FlowRead)
    return chosen.page(page)


@router.get("/v1/flows/{flow_id}", response_model=FlowRead)
async def get_flow(
    flow_id: UUID, principal: Party, registry: TheRegistry, reading: Reading, chosen: OfFlows
) -> Response:
    """One flow; a withdrawn one too."""
    async with registry.database.read() as session:
        flow = await readable(session, FLOWS, flow_id, principal)
        shown = flow_out(flow, principal, registry.catalogue)
        [shown] = await with_holders(session, principal, [shown], chosen, FlowRead)
    return chosen.one(shown, reading, flow.version)


@router.put("/v1/flows/{flow_id}")
async def revise_flow(
    flow_id: UUID,
    body: FlowRevise,
    principal: Party,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> FlowOut:
    """Say the whole flow anew. With ``If-Match``, only if nobody changed it meanwhile."""
    draft = drafted(declared_flow(body), registry.catalogue)

    async def work(session: WriteSession) -> FlowOut:
        seen = await readable(session, FLOWS, flow_id, principal)
        await ensure_condition(session, condition, principal, seen)
        return await written_flow(session, registry, principal, seen, body, draft)

    return written_answer(response, await write(registry, work))


async def written_flow(
    session: WriteSession,
    registry: Registry,
    principal: Principal,
    seen: Flow,
    body: FlowRevise,
    draft: FlowDraft,
) -> FlowOut:
    """A flow that was read in this transaction, revised as the body says."""
    wanted = Wanted(Key(seen.id), body.site_id, draft, ("site_id", str(body.site_id)), seen)
    writing = Writing(principal, registry.clock(), registry.catalogue.version, registry.persons)
    written = await write_all(session, FLOWS, [wanted], writing)
    return written_out(written[0], principal, registry.catalogue)


@router.delete("/v1/flows/{flow_id}", status_code=204, name="withdraw_flow")
async def withdraw(
    flow_id: UUID, principal: Party, registry: TheRegistry, condition: OnVersion
) -> None:
    """The flow is gone from today. Done twice, it changes nothing more."""

    async def work(session: WriteSession) -> None:
        seen = await readable(session, FLOWS, flow_id, principal)
        await ensure_condition(session, condition, principal, seen)
        await withdraw_one(session, FLOWS, seen, principal, registry.clock())

    await write(registry, work)
