"""Pair rows: the SQL that writes what ``decisions`` decides.

Rows are locked in id order, then written; ``entity_version`` is taken under the lock. Two workers
that write the same pairs cannot wait for each other: locks come before inserts, each in id order. A
row that another worker inserted after our lock is locked without waiting; if it cannot be, the
transaction starts over (``InsertedElsewhere``).
A body is encoded once: the row keeps it, and the event carries the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.events.matching import Synergy
from boucle.common.failures import Retry
from boucle.matching.candidates.decisions import PairChange, PairRow, insert_of, update_of
from boucle.matching.candidates.events import EncodedPair, encoded, events_of
from boucle.matching.threads import computed

KEPT_WITHDRAWN: Final = timedelta(days=30)

_decoder = msgspec.json.Decoder(Synergy)

_TYPES: Final = {
    "synergy_id": "uuid",
    "offer_id": "uuid",
    "need_id": "uuid",
    "offer_organisation": "uuid",
    "need_organisation": "uuid",
    "offer_territory": "text",
    "need_territory": "text",
    "nature": "text",
    "route": "text",
    "score": "integer",
    "told_score": "integer",
    "in_offer_list": "boolean",
    "in_need_list": "boolean",
    "deduced": "boolean",
    "offer_version": "bigint",
    "need_version": "bigint",
    "life_version": "bigint",
    "settings_offer": "bigint",
    "settings_need": "bigint",
    "catalogue": "text",
    "body": "bytea",
    "inputs": "bytea",
    "detected_at": "timestamptz",
    "updated_at": "timestamptz",
    "withdrawn_at": "timestamptz",
}
_NAMES: Final = ", ".join(_TYPES)
_ARRAYS: Final = ", ".join(f"${i}::{kind}[]" for i, kind in enumerate(_TYPES.values(), 1))
_LOCK = """
SELECT synergy_id, told_score, detected_at, withdrawn_at, body, inputs FROM pair
WHERE synergy_id = ANY($1::uuid[]) ORDER BY synergy_id FOR UPDATE
"""
_LOCK_FREE = _LOCK.replace("FOR UPDATE", "FOR UPDATE SKIP LOCKED")
# In id order. A row that another worker made meanwhile is left as it is, and not locked.
_INSERT = f"""
INSERT INTO pair (entity_version, {_NAMES})
SELECT nextval('pair_version'), {_NAMES} FROM unnest({_ARRAYS}) AS new({_NAMES})
ORDER BY synergy_id
ON CONFLICT (synergy_id) DO NOTHING
RETURNING synergy_id, entity_version
"""
_UPDATE = f"""
UPDATE pair SET entity_version = CASE WHEN new.published THEN nextval('pair_version')
                                      ELSE pair.entity_version END,
    {", ".join(f"{name} = new.{name}" for name in _TYPES if name != "synergy_id")}
FROM unnest({_ARRAYS}, ${len(_TYPES) + 1}::boolean[]) AS new({_NAMES}, published)
WHERE pair.synergy_id = new.synergy_id
RETURNING pair.synergy_id, pair.entity_version
"""
# Oldest first, by the index of what is withdrawn: in id order, Postgres reads the whole table to
# find that nothing is old. Locks in that order are safe, for it waits for none.
PRUNE: Final = """
DELETE FROM pair WHERE synergy_id IN (
    SELECT synergy_id FROM pair WHERE withdrawn_at < $1
        AND NOT EXISTS (SELECT FROM life WHERE life.synergy_id = pair.synergy_id)
    ORDER BY withdrawn_at LIMIT 1000 FOR UPDATE SKIP LOCKED
)
"""


class InsertedElsewhere(Retry):
    """Another worker inserted some of the rows since we locked ours, and holds their locks. Waiting
    for them now, out of order, could deadlock: the transaction starts over."""


async def apply(
    session: WriteSession, changes: Sequence[PairChange], now: datetime
) -> dict[UUID, Synergy]:
    """Write the changes and their events in this transaction; returns the pairs that changed.

    Applied again after a lost answer, it finds the rows as it left them and publishes nothing.
    Raises InsertedElsewhere.
    """
    outcomes, versions = await _write(session, changes, now)
    events = await computed(partial(events_of, outcomes, versions, now), len(outcomes))
    await outbox.add_rows(session, events)
    return {key: one.pair.synergy for key, one in outcomes.items()}


async def apply_unpublished(
    session: WriteSession, changes: Sequence[PairChange], now: datetime
) -> None:
    """Write the changes without events, for rows that nobody reads yet. Raises
    InsertedElsewhere."""
    await _write(session, changes, now)


async def _write(
    session: WriteSession, changes: Sequence[PairChange], now: datetime
) -> tuple[dict[UUID, EncodedPair], dict[UUID, int]]:
    """The pairs that changed, and their versions."""
    ordered = sorted(changes, key=lambda change: change.synergy_id.int)
    rows = await lock(session, [change.synergy_id for change in ordered])
    inserts, updates = await computed(partial(_decided, ordered, rows, now), len(ordered))
    made = await insert(session, list(inserts.values()), now)
    elsewhere = inserts.keys() - made.keys()
    if elsewhere:
        late = [change for change in ordered if change.synergy_id in elsewhere]
        rows = await lock(session, [change.synergy_id for change in late], waiting=False)
        if len(rows) < len(late):
            raise InsertedElsewhere(f"{len(late) - len(rows)} of {len(late)} pairs")
        _, more = await computed(partial(_decided, late, rows, now), len(late))
        inserts, updates = {key: inserts[key] for key in made}, updates | more
    versions = made | await update(session, list(updates.values()), now)
    return inserts | updates, versions


async def lock(
    session: WriteSession, ids: Sequence[UUID], *, waiting: bool = True
) -> dict[UUID, Any]:
    """The rows there are, locked in id order: identity, what was published and when, body, inputs.
    Not ``waiting``: without those that another transaction holds."""
    rows = await session.fetch(_LOCK if waiting else _LOCK_FREE, ids)
    return {row["synergy_id"]: row for row in rows}


async def insert(
    session: WriteSession, rows: Sequence[EncodedPair], now: datetime
) -> dict[UUID, int]:
    """Insert rows, given in id order; returns the versions of those that did not exist yet."""
    if not rows:
        return {}
    made = await session.fetch(_INSERT, *_columns(rows, now))
    return {row["synergy_id"]: row["entity_version"] for row in made}


async def update(
    session: WriteSession, rows: Sequence[EncodedPair], now: datetime
) -> dict[UUID, int]:
    if not rows:
        return {}
    published = [one.event is not None for one in rows]
    updated = await session.fetch(_UPDATE, *_columns(rows, now), published)
    return {row["synergy_id"]: row["entity_version"] for row in updated}


def _decided(
    changes: Sequence[PairChange], rows: Mapping[UUID, Any], now: datetime
) -> tuple[dict[UUID, EncodedPair], dict[UUID, EncodedPair]]:
    """Rows to insert, rows to update; nothing for those that stay the same."""
    inserts: dict[UUID, EncodedPair] = {}
    updates: dict[UUID, EncodedPair] = {}
    for change in changes:
        row = rows.get(change.synergy_id)
        if row is None:
            first = insert_of(change, now)
            if first is not None:
                inserts[change.synergy_id] = encoded(first, change.cause)
        else:
            changed = _update_of(row, change, now)
            if changed is not None:
                updates[change.synergy_id] = changed
    return inserts, updates


def _update_of(row: Any, change: PairChange, now: datetime) -> EncodedPair | None:
    """None when the row stays the same, byte by byte."""
    synergy = _decoder.decode(row["body"])
    times = row["detected_at"], row["withdrawn_at"]
    kept = PairRow(synergy, row["told_score"], *times, row["inputs"])
    after = encoded(update_of(kept, change, now), change.cause)
    content = after.body, after.pair.inputs
    same = after.event is None and content == (row["body"], row["inputs"])
    return None if same else after


def _columns(rows: Sequence[EncodedPair], now: datetime) -> list[list[Any]]:
    """The values of ``_TYPES``, one list a column."""
    table = [_values(one, now) for one in rows]
    return [list(column) for column in zip(*table, strict=True)]


def _values(one: EncodedPair, now: datetime) -> tuple[Any, ...]:
    pair, synergy = one.pair, one.pair.synergy
    return (
        synergy.synergy_id,
        synergy.offer.flow_id,
        synergy.need.flow_id,
        synergy.offer.organisation_id,
        synergy.need.organisation_id,
        synergy.offer.territory,
        synergy.need.territory,
        synergy.nature,
        synergy.route,
        synergy.score,
        pair.published_score,
        synergy.in_offer_list,
        synergy.in_need_list,
        synergy.deduced,
        synergy.versions.offer,
        synergy.versions.need,
        synergy.versions.life,
        synergy.versions.settings_offer,
        synergy.versions.settings_need,
        synergy.versions.catalogue,
        one.body,
        pair.inputs,
        pair.detected_at,
        now,
        pair.withdrawn_at,
    )


async def prune(session: WriteSession, now: datetime) -> int:
    """Delete pairs withdrawn long ago with which nobody did anything, a thousand at most."""
    driver = await session.driver()
    status: str = await driver.execute(PRUNE, now - KEPT_WITHDRAWN)
    return int(status.rpartition(" ")[2])
