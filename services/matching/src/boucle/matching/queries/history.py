"""Return the steps of a synergy's life, for readers who see the synergy."""

from datetime import datetime
from uuid import UUID

from boucle.contract.masking import mask_synergy
from boucle.contract.rounding import hour_of
from boucle.contract.views import view_of
from boucle.matching.lives import store
from boucle.matching.lives.seen import hears, version_for
from boucle.matching.lives.store import LifeStep
from boucle.matching.queries.callers import Caller, found_for, knows_actor
from boucle.matching.queries.parts import ResponseModel
from boucle.platform.db import ReadSession


class StandingOut(ResponseModel):
    """``territory``: of a masked side, for animators."""

    role: str
    territory: str | None
    standing: str


class StepOut(ResponseModel):
    """One step of a life that changed what its reader may see; ``version``: as the synergy had it
    for him then. ``at`` is of the hour while a side was masked. ``by``: in which quality;
    ``actor``: who, if yours to know."""

    version: int
    at: datetime
    type: str
    by: str
    actor: str | None
    state: str
    disclosed: bool
    parties: list[StandingOut]


class HistoryOut(ResponseModel):
    """The steps of a life, oldest first."""

    synergy_id: UUID
    steps: list[StepOut]


async def history_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> HistoryOut:
    """Return the steps. Raises 404 on a synergy that the caller may not see."""
    await found_for(session, caller, synergy_id)
    steps = await store.history(session, synergy_id)
    befores = [None, *(step.life for step in steps)]
    heard = [
        step
        for before, step in zip(befores, steps, strict=False)
        if hears(caller.viewer, before, step.life)
    ]
    return HistoryOut(synergy_id=synergy_id, steps=[_step_out(step, caller) for step in heard])


def _step_out(step: LifeStep, caller: Caller) -> StepOut:
    by, _, actor = step.actor.partition(":")
    view = mask_synergy(view_of(step.life), viewer=caller.viewer)
    shows_actor = knows_actor(caller, step.actor, masked=view.masked)
    return StepOut(
        version=version_for(step.life, step.version, caller.viewer),
        at=hour_of(step.at) if view.masked else step.at,
        type=step.type,
        by=by,
        actor=(actor or None) if shows_actor else None,
        state=step.life.state,
        disclosed=step.life.disclosed,
        parties=[StandingOut.model_validate(side) for side in view.sides],
    )
