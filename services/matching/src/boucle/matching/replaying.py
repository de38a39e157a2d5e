"""Replaying a score for those who may know how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from msgspec.structs import replace

from boucle.common.db import ReadSession
from boucle.common.http import Problem, forbidden
from boucle.common.masking import SynergyView, mask_synergy, view_of
from boucle.matching import edge, store
from boucle.matching.answers import ReplayOut, replay_out
from boucle.matching.callers import Caller, found_for
from boucle.matching.pairwise import row_of, rules, taken_by
from boucle.matching.replay import Inputs, Replay, replay
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, Settings
from boucle.matching.store import Candidacy, KeptFlow, KeptSettings


async def replay_for(session: ReadSession, caller: Caller, synergy_id: UUID) -> ReplayOut:
    """Raises 404 on a synergy that is not the caller's to see, 403 where a company or a tool sees
    it masked, 409 where there is no computed score to replay."""
    found = await found_for(session, caller, synergy_id)
    seen = found.seen_by(caller.viewer)
    if seen.masked and caller.who == "party":
        raise forbidden("a score is replayed for animators, and for parties once all consented")
    candidacy = await store.candidacy(session, synergy_id)
    if candidacy is None:
        raise Problem(
            409, "no-score", "Nothing to replay", "people found it: no score was computed"
        )
    again = replay(candidacy.synergy, await _inputs(session, candidacy), rules())
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


async def _inputs(session: ReadSession, candidacy: Candidacy) -> Inputs:
    """What is stored of all that the pair's score comes from, in one snapshot."""
    synergy = candidacy.synergy
    offer_id, need_id = _flow_id(synergy.offer.flow_id), _flow_id(synergy.need.flow_id)
    flows = await store.flows(session, [offer_id, need_id])
    offer, need = _row(flows.get(offer_id)), _row(flows.get(need_id))
    territories = [row.territory for row in (offer, need) if row is not None]
    settings = await store.kept_settings(session, territories)
    running = await store.running(session, [offer_id, need_id])
    taken = taken_by(running)
    since = candidacy.updated_at
    moved = [one.life.synergy_id for one in running if one.updated_at > since]
    moved += await store.stopped_since(session, [offer_id, need_id], since)
    life = await store.life(session, synergy.synergy_id)
    return Inputs(
        offer=offer,
        need=need,
        settings=(_settings(offer, settings), _settings(need, settings)),
        free=(_free(offer, taken), _free(need, taken)),
        life_version=life.version if life else 0,
        ran=tuple(one for one in moved if one != synergy.synergy_id),
    )


def _flow_id(flow_id: UUID | None) -> UUID:
    if flow_id is None:
        raise ValueError("a candidacy is of two flows")
    return flow_id


def _row(kept: KeptFlow | None) -> FlowRow | None:
    return None if kept is None or kept.withdrawn else row_of(kept.flow, kept.version)


def _free(row: FlowRow | None, taken: Mapping[int, int]) -> int:
    return 0 if row is None else row.quantity - taken.get(row.flow, 0)


def _settings(row: FlowRow | None, known: Mapping[str, KeptSettings]) -> Settings:
    kept = None if row is None else known.get(row.territory)
    if kept is None:
        return DEFAULT_SETTINGS
    return edge.settings_of(kept.territory, kept.version, rules())
