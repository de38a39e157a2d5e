"""Matching's SQL for lives: named, visible, one statement for each thing done.

A life's row is locked before its outbox rows are added, so per synergy the outbox keeps the order
of commits. Hot paths speak asyncpg straight, in the session's own transaction.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life, Side
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import places_of, the_group
from boucle.contract.kinds.members import organisations, staying
from boucle.matching.disclosures import use_cases as disclosures
from boucle.matching.lives.seen import TOGETHER, moment_for, seen_in, with_seen
from boucle.matching.lives.transitions import ACTED_ON
from boucle.matching.tables import LifeRow
from boucle.platform import outbox
from boucle.platform.db import ReadSession, Session, WriteSession, writes
from boucle.platform.db.writes import insert_of, names_of

_life = msgspec.json.Decoder(Life)


@dataclass(frozen=True, slots=True)
class StoredLife:
    """A life as its row holds it; ``version`` 0: not written yet. ``inputs``: see ``LifeRow``."""

    life: Life
    version: int
    inputs: bytes | None = None


@dataclass(frozen=True, slots=True)
class LifeStep:
    """What a life's history keeps of one step. ``actor``: ``who:principal``, e.g. ``party:c-1``."""

    version: int
    at: datetime
    actor: str
    type: str
    life: Life


_LIFE = "SELECT body, entity_version, inputs FROM life WHERE synergy_id = $1"
_LOCK_LIFE = f"{_LIFE} FOR UPDATE"
_LOCK_LIVES = """
SELECT synergy_id FROM life WHERE synergy_id = ANY($1::uuid[]) ORDER BY synergy_id FOR UPDATE
"""
_ROW = {name: f"${number}" for number, name in enumerate(names_of(LifeRow), 1)}
_NEXT = _ROW | {"inputs": f"coalesce({_ROW['inputs']}, life.inputs)"}
del _NEXT["synergy_id"]
_INSERT_LIFE = f"{insert_of(LifeRow)} ON CONFLICT (synergy_id) DO NOTHING"
_UPDATE_LIFE = f"""
UPDATE life SET {", ".join(f"{name} = {value}" for name, value in _NEXT.items())}
WHERE synergy_id = {_ROW["synergy_id"]} AND entity_version = {_ROW["entity_version"]}::bigint - 1
"""
_LIVES = "SELECT body, entity_version, inputs FROM life"
_BODIES = "SELECT body FROM life WHERE synergy_id = ANY($1::uuid[])"
# The row, and where it was written its step and whom that shows something: one round trip.
_STEP = f"""
WITH written AS ({{write}} RETURNING synergy_id),
shown AS (
    INSERT INTO shown_life (synergy_id, organisation_id, changed_at)
    SELECT synergy_id, moved.* FROM written
    CROSS JOIN unnest(${len(_ROW) + 3}::uuid[], ${len(_ROW) + 4}::timestamptz[]) AS moved
    ON CONFLICT (synergy_id, organisation_id) DO UPDATE SET changed_at = excluded.changed_at
)
INSERT INTO life_history (synergy_id, version, at, actor, type, body)
SELECT synergy_id, {_ROW["entity_version"]}, {_ROW["updated_at"]},
       ${len(_ROW) + 1}, ${len(_ROW) + 2}, {_ROW["body"]}
FROM written
"""
_FIRST_STEP, _NEXT_STEP = _STEP.format(write=_INSERT_LIFE), _STEP.format(write=_UPDATE_LIFE)
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
_GROWING = """
SELECT life.body FROM synergy_group JOIN life USING (synergy_id)
WHERE synergy_group.market = $1 AND life.state = ANY($2::text[])
AND position('"growth"'::bytea IN life.body) > 0
ORDER BY synergy_id
"""
_HISTORY = """
SELECT version, at, actor, type, body FROM life_history WHERE synergy_id = $1 ORDER BY version
"""
_HISTORIES = """
SELECT version, at, actor, type, body FROM life_history ORDER BY synergy_id, version
"""
_RUNNING = """
SELECT body, entity_version FROM life
WHERE state = 'running' AND (offer_id = ANY($1::uuid[]) OR need_id = ANY($1::uuid[]))
ORDER BY synergy_id
"""
_LOCK_RUNS = """
SELECT pg_advisory_xact_lock(hashtextextended(flow::text, 37))
FROM (SELECT unnest($1::uuid[]) AS flow ORDER BY 1) AS flows
"""
_VERSIONS_OF_PAIRS = """
SELECT offer_id, need_id, entity_version FROM life
WHERE offer_id = ANY($1::uuid[]) AND need_id = ANY($1::uuid[])
"""


async def life(session: Session, synergy_id: UUID) -> StoredLife | None:
    return await _kept(session, _LIFE, synergy_id)


async def lock_life(session: WriteSession, synergy_id: UUID) -> StoredLife | None:
    return await _kept(session, _LOCK_LIFE, synergy_id)


async def _kept(session: Session, query: str, synergy_id: UUID) -> StoredLife | None:
    row = await session.fetchrow(query, synergy_id)
    return None if row is None else _stored(row)


def _stored(row: Any) -> StoredLife:
    return StoredLife(_life.decode(row["body"]), row["entity_version"], row["inputs"])


async def lock_lives(session: WriteSession, synergy_ids: Iterable[UUID]) -> None:
    """Lock several lives in id order, so that two batches never wait for each other in a ring."""
    await session.fetch(_LOCK_LIVES, sorted(set(synergy_ids)))


async def save_step(
    session: WriteSession,
    life: Life,
    inputs: bytes | None,
    *,
    before: Life | None,
    version: int,
    event: str,
    actor: str,
    now: datetime,
) -> Life | None:
    """Write a step of a life: row, history, event and what it disclosed, in this transaction.

    ``before``: the life as its row has it, None where it has none. ``inputs``: of its figures,
    where this step computed them; those kept stay otherwise. ``version`` 1 inserts. Returns the
    life as written; None, and writes nothing, when somebody else wrote first.
    """
    life = with_seen(before, life, version)
    driver = await session.driver()
    values = values_of(life, version, inputs, now)
    statement = _FIRST_STEP if version == 1 else _NEXT_STEP
    moved = seen_in(life, version)
    shown = sorted(moved | {TOGETHER}) if moved else []  # who acts for all sees each of them
    moments = [moment_for(life, one, now) for one in shown]
    status: str = await driver.execute(statement, *values, actor, event, shown, moments)
    if status.endswith(" 0"):
        return None
    await publish(session, life, version=version, event=event, now=now)
    disclosures.record(session, before, life, version=version, at=now, actor=actor)
    return life


async def publish(
    session: WriteSession, life: Life, *, version: int, event: str, now: datetime
) -> None:
    """A step's event."""
    said = outbox.new_event(event, subject=life.synergy_id, version=version, data=life, now=now)
    await outbox.add(session, "life", said)


def values_of(life: Life, version: int, inputs: bytes | None, now: datetime) -> list[Any]:
    """The columns of a life's row, in order."""
    sides = [party.side for party in life.parties]
    flows = {side.role: side.flow_id for side in sides}
    answers = [party.answered_at for party in life.parties if party.answered_at is not None]
    return writes.values_of(
        LifeRow,
        life,
        entity_version=version,
        organisations=[side.organisation_id for side in sides],
        introduced=sorted(introduced_to(life)),
        territories=[*(side.territory for side in sides), *_place_of(life, sides)],
        flows=[side.flow_id for side in sides],
        offer_id=flows.get("offer"),
        need_id=flows.get("need"),
        action_due=None if life.next_action is None else life.next_action.due,
        answered_at=max(answers, default=None),
        body=msgspec.json.encode(life),
        inputs=inputs,
        updated_at=now,
    )


def _place_of(life: Life, sides: Sequence[Side]) -> list[str]:
    """The territory of a group's place, where no side is in it: behind those of the sides."""
    return sorted(places_of(life).difference(side.territory for side in sides))


async def lives(session: ReadSession) -> list[StoredLife]:
    """Every life."""
    return [_stored(row) for row in await session.fetch(_LIVES)]


async def knowing_each_other(
    session: ReadSession, synergy_ids: Collection[UUID]
) -> dict[UUID, frozenset[UUID]]:
    """The organisations of each of these lives that know each other now: all, or none."""
    rows = await session.fetch(_BODIES, list(synergy_ids))
    found = (_life.decode(row["body"]) for row in rows)
    return {
        life.synergy_id: organisations(staying(life)) if life.disclosed else frozenset()
        for life in found
    }


async def open_life(
    session: WriteSession,
    life: Life,
    inputs: bytes | None,
    *,
    now: datetime,
    event: str = "life.qualified.v1",
    actor: str = "engine",
) -> Life | None:
    """Write a life that begins, in the caller's transaction; None when it has one already."""
    return await save_step(
        session, life, inputs, before=None, version=1, event=event, actor=actor, now=now
    )


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


async def growing_in(session: Session, market: str) -> list[Life]:
    """The lives of this market that people act on and that propose newcomers to a group."""
    rows = await session.fetch(_GROWING, market, sorted(ACTED_ON))
    found = (_life.decode(row["body"]) for row in rows)
    return [life for life in found if the_group(life).growth is not None]


async def history(session: Session, synergy_id: UUID) -> list[LifeStep]:
    return [_step(row) for row in await session.fetch(_HISTORY, synergy_id)]


async def histories(session: ReadSession, prefetch: int) -> AsyncIterator[LifeStep]:
    """Every step of every life, by life and version; so many at a time in memory."""
    driver = await session.driver()
    async for row in driver.cursor(_HISTORIES, prefetch=prefetch):
        yield _step(row)


def _step(row: Any) -> LifeStep:
    return LifeStep(row["version"], row["at"], row["actor"], row["type"], _life.decode(row["body"]))


async def running(session: Session, flow_ids: Iterable[UUID]) -> list[StoredLife]:
    """The running lives that one of these flows is a side of."""
    return [
        StoredLife(_life.decode(row["body"]), row["entity_version"])
        for row in await session.fetch(_RUNNING, list(flow_ids))
    ]


async def lock_runs_of(session: WriteSession, flow_ids: Collection[UUID]) -> None:
    """Until the end of the transaction, nobody else says that one of these flows runs."""
    await session.fetch(_LOCK_RUNS, list(flow_ids))


async def versions_of_pairs(
    session: Session, flow_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], int]:
    """The version of each life between two of these flows, by offer and need."""
    rows = await session.fetch(_VERSIONS_OF_PAIRS, list(flow_ids))
    return {(row["offer_id"], row["need_id"]): row["entity_version"] for row in rows}
