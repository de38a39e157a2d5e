"""Accounts of the engine's own work, over HTTP: scores replayed, needs covered, lists judged."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from boucle.common.identity import CurrentPrincipal
from boucle.matching import replaying
from boucle.matching.answers import ReplayOut
from boucle.matching.api import Res
from boucle.matching.callers import caller_of

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.get("/synergies/{synergy_id}/replay")
async def replay_score(synergy_id: UUID, resources: Res, principal: CurrentPrincipal) -> ReplayOut:
    """The score computed again from the stored inputs: it must agree, or say which input moved.

    For the operator and the animators of either side, masked as the synergy is for them; for a
    company or a tool once the synergy is whole to it, else 403.
    """
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        return await replaying.replay_for(session, caller, synergy_id)
