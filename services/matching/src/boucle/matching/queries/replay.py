"""Replaying a score for those who may know how it was made."""

from __future__ import annotations

from uuid import UUID

from msgspec.structs import replace

from boucle.common.db import ReadSession
from boucle.common.errors import conflict, forbidden
from boucle.common.masking import SynergyView, mask_synergy, view_of
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.replay import Replay
from boucle.matching.lives import stored_inputs
from boucle.matching.queries.callers import Caller, found_for
from boucle.matching.queries.responses import ReplayOut, replay_out


async def replay_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> ReplayOut:
    """Raises 404 on a synergy that is not the caller's to see, 403 where a company or a tool sees
    it masked, 409 where there is no computed score to replay."""
    found = await found_for(session, caller, synergy_id)
    seen = found.seen_by(caller.viewer)
    if seen.masked and caller.who == "party":
        raise forbidden("a score is replayed for animators, and for parties once all consented")
    candidate = await candidates.candidate(session, synergy_id)
    if candidate is None:
        raise conflict(
            "people found it: no score was computed", code="no-score", title="Nothing to replay"
        )
    again = await stored_inputs.replayed(session, candidate)
    disclosed = found.life is not None and found.life.disclosed
    stored, now = (
        mask_synergy(replace(view, disclosed=disclosed), viewer=caller.viewer)
        for view in (view_of(again.stored), _view_now(again))
    )
    return replay_out(again, stored, now, active=found.candidate)


def _view_now(again: Replay) -> SynergyView:
    """The view of what was computed again; of an excluded pair, only why."""
    if again.recomputed is not None:
        return view_of(again.recomputed)
    told = view_of(again.stored)
    return SynergyView(
        synergy_id=told.synergy_id,
        kind=told.kind,
        sides=told.sides,
        nature=told.nature,
        route=told.route,
        criteria=again.criteria,
    )
