"""``/v1/unmet-flows``: what nobody takes, or gives, yet."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Query

from boucle.contract.events.registry import Direction, Nature
from boucle.matching.api.dependencies import Res
from boucle.matching.queries.callers import caller_of
from boucle.matching.queries.coverage.unmet import UnmetFlow, unmet_flows
from boucle.matching.queries.parts import ResponseModel
from boucle.platform.http import AnyOf, GuardedRouter, Page, QuantityOut, Siren, require, sorted_by
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest, Sort

Staff = Annotated[Principal, Depends(require("animator", "operator"))]
_NEWEST: Final = Sort("updated_at", descending=True)
_Pages = Annotated[PageRequest, sorted_by(_NEWEST, Sort("updated_at"))]

router = GuardedRouter(prefix="/v1/unmet-flows", tags=["synergies"])


class UnmetFlowOut(ResponseModel):
    """A flow of your territories; `/v1/prospects?flow_id=` says who could be asked to join."""

    flow_id: UUID
    organisation_id: UUID
    site_id: UUID
    territory: str
    direction: Direction
    nature: Nature
    family: str | None
    quantity: QuantityOut
    updated_at: datetime


@router.get("")
async def list_unmet_flows(
    resources: Res,
    principal: Staff,
    page: _Pages,
    territory: Annotated[AnyOf[Siren], Query(description="Of the flow; yours.")] = None,
) -> Page[UnmetFlowOut]:
    """Flows of your territories for which you are shown no partner, and that nobody acts on: those
    that were refused or stopped count for none. Typical ones, doubles and those of companies that
    are not verified are left out. A page may be short: go on until ``next`` is null."""
    wanted = None if territory is None else list(territory)
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        found = await unmet_flows(session, caller.viewer, wanted, page)
    items = [_shown(one) for one in found.flows]
    return Page(items=items, next=None if found.next is None else found.next.encode())


def _shown(one: UnmetFlow) -> UnmetFlowOut:
    flow = one.flow
    return UnmetFlowOut(
        flow_id=flow.flow_id,
        organisation_id=flow.organisation_id,
        site_id=flow.site_id,
        territory=flow.territory,
        direction=flow.direction,
        nature=flow.nature,
        family=flow.family,
        quantity=QuantityOut.model_validate(flow.quantity),
        updated_at=one.updated_at,
    )
