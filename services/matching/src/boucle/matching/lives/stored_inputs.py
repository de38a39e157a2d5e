"""The inputs of a candidate's score: as stored now, and kept once a life begins on it."""

from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.matching import declared
from boucle.matching.candidates import score_inputs
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.replay import Replay, ReplayInputs, pair_of, replay
from boucle.matching.candidates.store import Candidate
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import free, row_of, rules, settings_of, taken_by


async def replayed(session: Session, candidate: Candidate) -> Replay:
    """The score computed again, of a snapshot."""
    synergy = candidate.synergy
    body = await candidates.inputs_of(session, synergy.synergy_id)
    kept = score_inputs.read(body, synergy.versions, rules())
    return replay(synergy, await _now(session, candidate), rules(), kept)


async def keep_inputs(session: WriteSession, candidate: Candidate) -> None:
    """A life begins on a pair: its row, locked by the caller before the life is written, keeps the
    inputs of its score from now on. Those stored now, if the score followed them all."""
    now = await _now(session, candidate)
    again = replay(candidate.synergy, now, rules())
    followed = again.agrees and not again.moved
    body = score_inputs.to_keep(pair_of(now, rules()) if followed else None)
    await candidates.keep_inputs(session, candidate.synergy.synergy_id, body)


async def _now(session: Session, candidate: Candidate) -> ReplayInputs:
    """What is stored of all that the pair's score comes from."""
    synergy = candidate.synergy
    offer_id, need_id = _flow_id(synergy.offer.flow_id), _flow_id(synergy.need.flow_id)
    flows = await declared.flows(session, [offer_id, need_id])
    offer, need = row_of(flows.get(offer_id)), row_of(flows.get(need_id))
    sirens = [row.territory for row in (offer, need) if row is not None]
    territories = await declared.territories(session, sirens)
    running = await store.running(session, [offer_id, need_id])
    taken = taken_by(running)
    # The row of a pair that left the lists was written again as it left: its score is older.
    left = candidate.withdrawn_at is not None
    since = candidate.detected_at if left else candidate.updated_at
    moved = [one.life.synergy_id for one in running if one.updated_at > since]
    moved += await store.stopped_since(session, [offer_id, need_id], since)
    life = await store.life(session, synergy.synergy_id)
    return ReplayInputs(
        offer=offer,
        need=need,
        settings=(settings_of(offer, territories), settings_of(need, territories)),
        free=(free(offer, taken) if offer else 0, free(need, taken) if need else 0),
        life_version=life.version if life else 0,
        ran=tuple(one for one in moved if one != synergy.synergy_id),
    )


def _flow_id(flow_id: UUID | None) -> UUID:
    if flow_id is None:
        raise ValueError("a candidate is of two flows")
    return flow_id
