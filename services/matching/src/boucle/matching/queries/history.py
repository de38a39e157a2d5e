"""The steps of a synergy's life, for those who see the synergy."""

from datetime import datetime
from uuid import UUID

from boucle.common.db import ReadSession
from boucle.common.events.matching import Party
from boucle.matching.lives import store
from boucle.matching.lives.store import Step
from boucle.matching.queries.callers import Caller, found_for, knows_actor
from boucle.matching.queries.responses import ResponseModel


class StandingOut(ResponseModel):
    role: str
    territory: str
    standing: str


class StepOut(ResponseModel):
    """One step of a life. ``by``: in which quality; ``actor``: who, if yours to know."""

    version: int
    at: datetime
    type: str
    by: str
    actor: str | None
    state: str
    disclosed: bool
    parties: list[StandingOut]


class HistoryOut(ResponseModel):
    synergy_id: UUID
    steps: list[StepOut]


async def history_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> HistoryOut:
    """Raises 404 on a synergy that is not the caller's to see."""
    await found_for(session, caller, synergy_id)
    steps = await store.history(session, synergy_id)
    return HistoryOut(
        synergy_id=synergy_id,
        steps=[_step_out(step, shows_actor=knows_actor(caller, step.actor)) for step in steps],
    )


def _step_out(step: Step, *, shows_actor: bool) -> StepOut:
    by, _, actor = step.actor.partition(":")
    return StepOut(
        version=step.version,
        at=step.at,
        type=step.type,
        by=by,
        actor=(actor or None) if shows_actor else None,
        state=step.life.state,
        disclosed=step.life.disclosed,
        parties=[_standing(party) for party in step.life.parties],
    )


def _standing(party: Party) -> StandingOut:
    side = party.side
    return StandingOut(role=side.role, territory=side.territory, standing=party.standing)
