"""The inputs of a candidate's score: as stored now, and kept once a life begins on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from boucle.common.db import Session, WriteSession
from boucle.matching import declared
from boucle.matching.candidates import score_inputs
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.replay import Replay, ReplayInputs, pair_of, replay
from boucle.matching.candidates.store import Candidate
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import free, row_of, rules, settings_of, taken_by
from boucle.matching.lives.store import RunningLife
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, Settings

Pair = tuple[UUID, UUID]
"""Offer and need."""


@dataclass(frozen=True, slots=True)
class StoredNow:
    """What is stored of some flows and of all that scores between them come from. ``rows``: of
    those that take part; ``settings``: by territory; ``versions``: of lives; ``taken``: of each
    flow, what running synergies take."""

    rows: Mapping[UUID, FlowRow]
    settings: Mapping[str, Settings]
    running: Sequence[RunningLife]
    versions: Mapping[Pair, int]
    taken: Mapping[int, int]

    def of(self, pair: Pair) -> ReplayInputs:
        offer, need = self.rows.get(pair[0]), self.rows.get(pair[1])
        return ReplayInputs(
            offer=offer,
            need=need,
            settings=(self._settings(offer), self._settings(need)),
            free=(self._free(offer), self._free(need)),
            life_version=self.versions.get(pair, 0),
        )

    def _settings(self, row: FlowRow | None) -> Settings:
        return DEFAULT_SETTINGS if row is None else self.settings[row.territory]

    def _free(self, row: FlowRow | None) -> int:
        return 0 if row is None else free(row, self.taken)


async def stored_now(session: Session, flow_ids: Collection[UUID]) -> StoredNow:
    known = {id_: row_of(one) for id_, one in (await declared.flows(session, flow_ids)).items()}
    rows = {id_: row for id_, row in known.items() if row is not None}
    territories = await declared.territories(session, {row.territory for row in rows.values()})
    running = await store.running(session, flow_ids)
    return StoredNow(
        rows,
        {row.territory: settings_of(row, territories) for row in rows.values()},
        running,
        await store.versions_of_pairs(session, flow_ids),
        taken_by(running),
    )


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
    pair = _flow_id(synergy.offer.flow_id), _flow_id(synergy.need.flow_id)
    stored = await stored_now(session, pair)
    # The row of a pair that left the lists was written again as it left: its score is older.
    left = candidate.withdrawn_at is not None
    since = candidate.detected_at if left else candidate.updated_at
    moved = [one.life.synergy_id for one in stored.running if one.updated_at > since]
    moved += await store.stopped_since(session, pair, since)
    ran = tuple(one for one in moved if one != synergy.synergy_id)
    return replace(stored.of(pair), ran=ran)


def _flow_id(flow_id: UUID | None) -> UUID:
    if flow_id is None:
        raise ValueError("a candidate is of two flows")
    return flow_id
