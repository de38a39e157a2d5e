"""Possibilities of a flow over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from boucle.common.errors import not_found
from boucle.common.http import CurrentPrincipal
from boucle.matching import declared
from boucle.matching.api.dependencies import Res
from boucle.matching.possibilities import use_cases
from boucle.matching.possibilities.answers import PossibilitiesOut, answer
from boucle.matching.queries.callers import caller_of

router = APIRouter(prefix="/v1/flows", tags=["possibilities"])


@router.get("/{flow_id}/possibilities")
async def read_possibilities(
    flow_id: UUID, resources: Res, principal: CurrentPrincipal
) -> PossibilitiesOut:
    """What could be done with this flow: for its company, the tools that act for it, the animator
    of its territory and the operator.

    A flow is known here within a second of its declaration, 404 before; ``flow_version`` says which
    version was looked at.
    """
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        kept = (await declared.flows(session, [flow_id])).get(flow_id)
        if kept is None or not caller.owns(kept.flow.organisation_id, kept.flow.territory):
            raise not_found("flow", flow_id)
        asked = await use_cases.asked(session, kept, caller.viewer.organisations)
        found = await use_cases.read(session, asked)
    return answer(asked, found)
