"""Possibilities of what a site could pool or share, over HTTP."""

from functools import partial
from uuid import UUID

from boucle.matching.api.dependencies import Res
from boucle.matching.api.possibilities import Version, awaited, not_there
from boucle.matching.groups import sharings
from boucle.matching.possibilities import of_sharings
from boucle.matching.possibilities.group_answers import SharingPossibilitiesOut, group_answer
from boucle.matching.possibilities.of_sharings import AskedSharing
from boucle.matching.queries.callers import caller_of
from boucle.platform.http import CurrentPrincipal, GuardedRouter
from boucle.platform.identity import Principal

router = GuardedRouter(prefix="/v1/sharings", tags=["possibilities"])


@router.get("/{sharing_id}/possibilities")
async def read_sharing_possibilities(
    sharing_id: UUID, resources: Res, principal: CurrentPrincipal, version: Version = None
) -> SharingPossibilitiesOut:
    """What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    The ``version`` that you wrote is waited for, two seconds at most; without it, nothing is.
    ``sharing_version`` says which version was looked at.
    """
    look = partial(_asked, resources, principal, sharing_id)
    asked = await awaited(version, look, lambda one: one.own.version)
    if asked is None:
        raise not_there("sharing", sharing_id)
    return group_answer(asked.own, await asked.possibility())


async def _asked(resources: Res, principal: Principal, sharing_id: UUID) -> AskedSharing | None:
    """None: it is not there, or not the caller's."""
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        own = await sharings.declared(session, "sharing", sharing_id)
        if own is None:
            return None
        if not caller.owns(own.body.organisation_id, own.body.territory):
            return None
        return await of_sharings.asked(session, own, caller.viewer.organisations)
