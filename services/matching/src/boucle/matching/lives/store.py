"""Matching's SQL for lives: named, visible, one statement for each thing done.

A life's row is locked before its outbox rows are added, so per synergy the outbox keeps the order
of commits. Hot paths speak asyncpg straight, in the session's own transaction.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common import outbox
from boucle.common.db import ReadSession, Session, WriteSession
from boucle.common.events.matching import Life
from boucle.matching.candidates.store import Candidate, candidate_of, lock_candidate

_life = msgspec.json.Decoder(Life)


@dataclass(frozen=True, slots=True)
class StoredLife:
    """A life as its row holds it; ``version`` 0: not written yet."""

    life: Life
    version: int


@dataclass(frozen=True, slots=True)
class RunningLife:
    """A running life, and when it last changed."""

    life: Life
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What a life's history keeps of one step. ``actor``: ``who:principal``, e.g. ``party:c-1``."""

    version: int
    at: datetime
    actor: str
    type: str
    life: Life


_LIFE = "SELECT body, entity_version FROM life WHERE synergy_id = $1"
_LOCK_LIFE = f"{_LIFE} FOR UPDATE"
_LOCK_WITH_PAIR = """
SELECT life.body AS life_body, life.entity_version AS life_version,
       pair.body, pair.entity_version, pair.detected_at, pair.updated_at, pair.withdrawn_at
FROM life LEFT JOIN pair USING (synergy_id) WHERE synergy_id = $1 FOR UPDATE OF life
"""
_LOCK_LIVES = """
SELECT synergy_id FROM life WHERE synergy_id = ANY($1::uuid[]) ORDER BY synergy_id FOR UPDATE
"""
INSERT_LIFE = """
INSERT INTO life (synergy_id, entity_version, state, kind, found_by, nature, score, organisations,
                  territories, flows, offer_id, need_id, contract_until, body, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (synergy_id) DO NOTHING
"""
_UPDATE_LIFE = """
UPDATE life SET entity_version = $2, state = $3, kind = $4, found_by = $5, nature = $6, score = $7,
       organisations = $8, territories = $9, flows = $10, offer_id = $11, need_id = $12,
       contract_until = $13, body = $14, updated_at = $15
WHERE synergy_id = $1 AND entity_version = $2::bigint - 1
"""
_LIVES = "SELECT body, entity_version FROM life"
# The row, and its step where the row was written: one round trip.
_STEP = """
WITH written AS ({write} RETURNING synergy_id)
INSERT INTO life_history (synergy_id, version, at, actor, type, body)
SELECT synergy_id, $2, $15, $16, $17, $14 FROM written
"""
_FIRST_STEP, _NEXT_STEP = _STEP.format(write=INSERT_LIFE), _STEP.format(write=_UPDATE_LIFE)
# Another worker's clock may hold some: skipped, they are being reopened.
_DUE = """
SELECT synergy_id FROM life WHERE contract_until <= $1
ORDER BY contract_until, synergy_id LIMIT $2 FOR UPDATE SKIP LOCKED
"""
_OF_FLOWS = """
SELECT synergy_id FROM life
WHERE state = ANY($2) AND (offer_id = ANY($1::uuid[]) OR need_id = ANY($1::uuid[]))
ORDER BY synergy_id
"""
_RUNNING_IN = """
SELECT synergy_id FROM life WHERE state = 'running' AND territories && ARRAY[$1::text]
ORDER BY synergy_id
"""
_HISTORY = """
SELECT version, at, actor, type, body FROM life_history WHERE synergy_id = $1 ORDER BY version
"""
_RUNNING = """
SELECT body, entity_version, updated_at FROM life
WHERE state = 'running' AND (offer_id = ANY($1::uuid[]) OR need_id = ANY($1::uuid[]))
ORDER BY synergy_id
"""
_VERSIONS_OF_PAIRS = """
SELECT offer_id, need_id, entity_version FROM life
WHERE offer_id = ANY($1::uuid[]) AND need_id = ANY($1::uuid[])
"""
_STOPPED = """
SELECT synergy_id FROM life
WHERE state <> 'running' AND updated_at > $2
    AND (offer_id = ANY($1::uuid[]) OR need_id = ANY($1::uuid[]))
    AND EXISTS (SELECT FROM life_history h
                WHERE h.synergy_id = life.synergy_id AND h.type = 'life.running.v1')
ORDER BY synergy_id
"""


async def life(session: Session, synergy_id: UUID) -> StoredLife | None:
    return await _kept(session, _LIFE, synergy_id)


async def lock_life(session: WriteSession, synergy_id: UUID) -> StoredLife | None:
    return await _kept(session, _LOCK_LIFE, synergy_id)


async def lock_with_candidate(
    session: WriteSession, synergy_id: UUID
) -> tuple[StoredLife | None, Candidate | None]:
    """A life, locked, and its candidate, in one round trip where there is a life; where
    there is none, the pair is locked, for one to begin."""
    row = await session.fetchrow(_LOCK_WITH_PAIR, synergy_id)
    if row is None:
        return None, await lock_candidate(session, synergy_id)
    kept = StoredLife(_life.decode(row["life_body"]), row["life_version"])
    return kept, candidate_of(row) if row["body"] is not None else None


async def _kept(session: Session, query: str, synergy_id: UUID) -> StoredLife | None:
    row = await session.fetchrow(query, synergy_id)
    return None if row is None else StoredLife(_life.decode(row["body"]), row["entity_version"])


async def lock_lives(session: WriteSession, synergy_ids: Iterable[UUID]) -> None:
    """Lock several lives in id order, so that two batches never wait for each other in a ring."""
    await session.fetch(_LOCK_LIVES, sorted(set(synergy_ids)))


async def save_step(
    session: WriteSession, life: Life, *, version: int, event: str, actor: str, now: datetime
) -> bool:
    """Write a step of a life: row, history and event, in this transaction.

    ``version`` 1 inserts. Returns False, and writes nothing, when somebody else wrote first.
    """
    driver = await session.driver()
    values = values_of(life, version, now)
    statement = _FIRST_STEP if version == 1 else _NEXT_STEP
    status: str = await driver.execute(statement, *values, actor, event)
    if status.endswith(" 0"):
        return False
    await publish(session, life, version=version, event=event, now=now)
    return True


async def publish(
    session: WriteSession, life: Life, *, version: int, event: str, now: datetime
) -> None:
    """A step's event."""
    said = outbox.new_event(event, subject=life.synergy_id, version=version, data=life, now=now)
    await outbox.add(session, "life", said)


def values_of(life: Life, version: int, now: datetime) -> tuple[Any, ...]:
    """The columns of a life's row, in order."""
    sides = [party.side for party in life.parties]
    flows = {side.role: side.flow_id for side in sides}
    return (
        life.synergy_id,
        version,
        life.state,
        life.kind,
        life.found_by,
        life.nature,
        life.score,
        [side.organisation_id for side in sides],
        [side.territory for side in sides],
        [side.flow_id for side in sides],
        flows.get("offer"),
        flows.get("need"),
        life.contract_until,
        msgspec.json.encode(life),
        now,
    )


async def lives(session: ReadSession) -> list[StoredLife]:
    """Every life."""
    return [
        StoredLife(_life.decode(row["body"]), row["entity_version"])
        for row in await session.fetch(_LIVES)
    ]


async def open_life(
    session: WriteSession,
    life: Life,
    *,
    now: datetime,
    event: str = "life.qualified.v1",
    actor: str = "engine",
) -> bool:
    """Write a life that begins, in the caller's transaction; False when it has one already."""
    return await save_step(session, life, version=1, event=event, actor=actor, now=now)


async def lock_due(session: WriteSession, today: date, limit: int) -> list[UUID]:
    """Lives whose contract ended by ``today``, locked; those another holds are left out."""
    return [row["synergy_id"] for row in await session.fetch(_DUE, today, limit)]


async def lives_of_flows(
    session: Session, flow_ids: Iterable[UUID], states: Sequence[str]
) -> list[UUID]:
    """Ids of the lives in these states that one of these flows is a side of, in id order."""
    rows = await session.fetch(_OF_FLOWS, list(flow_ids), list(states))
    return [row["synergy_id"] for row in rows]


async def running_in(session: Session, siren: str) -> list[UUID]:
    """Ids of the running lives with a side in this territory, in id order."""
    return [row["synergy_id"] for row in await session.fetch(_RUNNING_IN, siren)]


async def history(session: Session, synergy_id: UUID) -> list[Step]:
    rows = await session.fetch(_HISTORY, synergy_id)
    return [
        Step(row["version"], row["at"], row["actor"], row["type"], _life.decode(row["body"]))
        for row in rows
    ]


async def running(session: Session, flow_ids: Iterable[UUID]) -> list[RunningLife]:
    """The running lives that one of these flows is a side of."""
    return [
        RunningLife(_life.decode(row["body"]), row["entity_version"], row["updated_at"])
        for row in await session.fetch(_RUNNING, list(flow_ids))
    ]


async def versions_of_pairs(
    session: Session, flow_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], int]:
    """The version of each life between two of these flows, by offer and need."""
    rows = await session.fetch(_VERSIONS_OF_PAIRS, list(flow_ids))
    return {(row["offer_id"], row["need_id"]): row["entity_version"] for row in rows}


async def stopped_since(session: Session, flow_ids: Iterable[UUID], since: datetime) -> list[UUID]:
    """Lives of these flows that once ran, do not run now, and changed after ``since``."""
    rows = await session.fetch(_STOPPED, list(flow_ids), since)
    return [row["synergy_id"] for row in rows]
