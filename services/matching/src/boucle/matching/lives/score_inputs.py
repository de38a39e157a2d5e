"""The inputs of scores: those stored now, those that rows keep once their pairs have lives."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.matching.candidates import score_inputs
from boucle.matching.candidates.replay import Replay, ReplayInputs, pair_of, replay
from boucle.matching.lives import store
from boucle.matching.lives.pair import row_of, rules, taken_by
from boucle.matching.lives.store import Candidacy, KeptFlow, KeptSettings, Session
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, Settings, wire


async def replayed(session: Session, candidacy: Candidacy) -> Replay:
    """The score computed again, of a snapshot."""
    synergy = candidacy.synergy
    body = await store.inputs_of(session, synergy.synergy_id)
    kept = score_inputs.read(body, synergy.versions, rules())
    return replay(synergy, await _now(session, candidacy), rules(), kept)


async def keep_inputs(session: WriteSession, candidacy: Candidacy) -> None:
    """A life begins on a pair: its row, locked by the caller before the life is written, keeps the
    inputs of its score from now on. Those stored now, if the score followed them all."""
    now = await _now(session, candidacy)
    again = replay(candidacy.synergy, now, rules())
    followed = again.agrees and not again.moved
    body = score_inputs.to_keep(pair_of(now, rules()) if followed else None)
    await store.keep_inputs(session, candidacy.synergy.synergy_id, body)


async def _now(session: Session, candidacy: Candidacy) -> ReplayInputs:
    """What is stored of all that the pair's score comes from."""
    synergy = candidacy.synergy
    offer_id, need_id = _flow_id(synergy.offer.flow_id), _flow_id(synergy.need.flow_id)
    flows = await store.flows(session, [offer_id, need_id])
    offer, need = _row(flows.get(offer_id)), _row(flows.get(need_id))
    territories = [row.territory for row in (offer, need) if row is not None]
    settings = await store.kept_settings(session, territories)
    running = await store.running(session, [offer_id, need_id])
    taken = taken_by(running)
    # The row of a pair that left the lists was written again as it left: its score is older.
    left = candidacy.withdrawn_at is not None
    since = candidacy.detected_at if left else candidacy.updated_at
    moved = [one.life.synergy_id for one in running if one.updated_at > since]
    moved += await store.stopped_since(session, [offer_id, need_id], since)
    life = await store.life(session, synergy.synergy_id)
    return ReplayInputs(
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
    return wire.settings_of(kept.territory, kept.version, rules())
