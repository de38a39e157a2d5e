"""Possibilities of a flow over HTTP."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query

from boucle.common.db import ReadSession
from boucle.common.errors import not_found
from boucle.common.http import CurrentPrincipal
from boucle.common.identity import Principal
from boucle.matching import declared
from boucle.matching.api.dependencies import Res
from boucle.matching.possibilities import use_cases
from boucle.matching.possibilities.answers import PossibilitiesOut, answer
from boucle.matching.queries.callers import caller_of

_LOOKS: Final = 40
_BETWEEN_S: Final = 0.05
"""A flow just declared is on its way: so often, and so long between, it is looked for."""

router = APIRouter(prefix="/v1/flows", tags=["possibilities"])


@router.get("/{flow_id}/possibilities")
async def read_possibilities(
    flow_id: UUID,
    resources: Res,
    principal: CurrentPrincipal,
    version: Annotated[
        int, Query(ge=1, description="The version of the flow that you wrote: waited for, 2 s.")
    ] = 1,
) -> PossibilitiesOut:
    """What could be done with this flow: for its company, the tools that act for it, the animator
    of its territory and the operator.

    A flow just written is waited for, two seconds at most; ``flow_version`` says which version was
    looked at.
    """
    for _ in range(_LOOKS):
        async with resources.database.read(snapshot=True) as session:
            found = await _possibilities(session, principal, flow_id)
        if found is not None and found.flow_version >= version:
            return found
        await asyncio.sleep(_BETWEEN_S)
    if found is None:
        raise not_found("flow", flow_id)
    return found


async def _possibilities(
    session: ReadSession, principal: Principal, flow_id: UUID
) -> PossibilitiesOut | None:
    """None where there is no such flow, or it is not the caller's: in the same time."""
    caller = await caller_of(session, principal)
    kept = (await declared.flows(session, [flow_id])).get(flow_id)
    if kept is None or not caller.owns(kept.flow.organisation_id, kept.flow.territory):
        return None
    asked = await use_cases.asked(session, kept, caller.viewer.organisations)
    return answer(asked, await use_cases.read(session, asked))
