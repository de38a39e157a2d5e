"""Possibilities of what a site could pool or share, over HTTP."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from boucle.common.db import ReadSession
from boucle.common.errors import not_found
from boucle.common.http import CurrentPrincipal
from boucle.common.identity import Principal
from boucle.matching.api.dependencies import Res
from boucle.matching.api.possibilities import BETWEEN_S, LOOKS
from boucle.matching.groups import sharings
from boucle.matching.possibilities import of_sharings
from boucle.matching.possibilities.group_answers import SharingPossibilitiesOut, group_answer
from boucle.matching.queries.callers import caller_of

Version = Annotated[
    int, Query(ge=1, description="The version of the declaration that you wrote: waited for, 2 s.")
]

router = APIRouter(prefix="/v1/sharings", tags=["possibilities"])


@router.get("/{sharing_id}/possibilities")
async def read_sharing_possibilities(
    sharing_id: UUID, resources: Res, principal: CurrentPrincipal, version: Version = 1
) -> SharingPossibilitiesOut:
    """What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    One just written is waited for, two seconds at most; ``sharing_version`` says which version was
    looked at.
    """
    for _ in range(LOOKS):
        async with resources.database.read(snapshot=True) as session:
            found = await _read(session, principal, sharing_id, version)
        if found is not None and found.sharing_version >= version:
            return found
        await asyncio.sleep(BETWEEN_S)
    async with resources.database.read(snapshot=True) as session:
        found = await _read(session, principal, sharing_id, 0)
    if found is None:
        raise not_found("sharing", sharing_id)
    return found


async def _read(
    session: ReadSession, principal: Principal, sharing_id: UUID, version: int
) -> SharingPossibilitiesOut | None:
    """None: it is not there in this version, or not the caller's."""
    caller = await caller_of(session, principal)
    own = await sharings.declared(session, sharing_id)
    if own is None or own.version < version:
        return None
    if not caller.owns(own.sharing.organisation_id, own.sharing.territory):
        return None
    return group_answer(own, await of_sharings.read_group(session, own))
