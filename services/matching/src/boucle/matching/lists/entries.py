"""Store the lists of owned flows: a row for each entry. Only changes are written: the writer holds
the partition, and its engine has what is stored. The worker of a region reads ten million entries
when it starts: they come as arrays, decoded from the bytes that Postgres sends, without a Python
object for each."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from boucle.matching.engine import ListColumns, StoredLists
from boucle.matching.engine.changes import GAINED, MOVED
from boucle.matching.engine.rows.columns import Array
from boucle.matching.kinds.substitution.ids import synergy_ids
from boucle.platform.db import Session, WriteSession
from boucle.platform.ids import uuids_of

# Ties of rank go by the partner's id, as in the engine.
_LISTS = """
SELECT uuid_send(owner) AS owner, bool_or(gives) AS gives,
       array_send(array_agg(partner ORDER BY rank DESC, partner)) AS partners,
       array_send(array_agg(rank::integer ORDER BY rank DESC, partner)) AS ranks
FROM entry JOIN owned_flow ON flow_id = owner WHERE partition = $1 GROUP BY owner
"""
_HEAD: Final = 20
"""Bytes before the first element: dimensions, flags, element type and bounds."""
_ID: Final = np.dtype([("high", ">u8"), ("low", ">u8")])
_PARTNER: Final = np.dtype([("length", ">i4"), ("id", _ID)])
_RANK: Final = np.dtype([("length", ">i4"), ("rank", ">i4")])

_REMOVE = """
DELETE FROM entry USING unnest($1::uuid[], $2::uuid[]) AS gone(owner, partner)
WHERE (entry.owner, entry.partner) = (gone.owner, gone.partner)
"""
_MOVE = """
UPDATE entry SET rank = moved.rank, changed_at = $4
FROM unnest($1::uuid[], $2::uuid[], $3::smallint[]) AS moved(owner, partner, rank)
WHERE (entry.owner, entry.partner) = (moved.owner, moved.partner)
"""
_ADD = """
INSERT INTO entry (owner, partner, gives, rank, since, changed_at, synergy_id)
SELECT owner, partner, gives, rank, $6, $6, synergy_id
FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::boolean[], $5::uuid[])
    AS fresh(owner, partner, rank, gives, synergy_id)
ON CONFLICT (owner, partner) DO UPDATE SET
    gives = excluded.gives, rank = excluded.rank, changed_at = excluded.changed_at,
    synergy_id = excluded.synergy_id
"""


async def read(session: Session, partition: int, chunk: int) -> AsyncIterator[StoredLists]:
    """Yield the partition's lists, in chunks, without empty ones."""
    driver = await session.driver()
    cursor = await driver.cursor(_LISTS, partition)
    while rows := await cursor.fetch(chunk):
        yield unpacked(rows)


def unpacked(rows: Sequence[Any]) -> StoredLists:
    """Decode rows of ``_LISTS``."""
    partners = np.frombuffer(b"".join([row["partners"][_HEAD:] for row in rows]), _PARTNER)
    ranks = np.frombuffer(b"".join([row["ranks"][_HEAD:] for row in rows]), _RANK)
    return StoredLists(
        _halves(np.frombuffer(b"".join([row["owner"] for row in rows]), _ID)),
        np.array([row["gives"] for row in rows], np.bool_),
        np.array([(len(row["ranks"]) - _HEAD) // _RANK.itemsize for row in rows], np.int32),
        _halves(partners["id"]),
        ranks["rank"].astype(np.int16),
    )


def _halves(ids: Array) -> Array:
    both = np.empty(2 * len(ids), np.uint64)
    both[::2], both[1::2] = ids["high"], ids["low"]
    return both


class EntryRows(NamedTuple):
    """Changed lists in columns as the driver takes them: of entries ``removed`` owner and partner;
    of those ``moved`` their new rank too; of those ``added`` also whether the owner gives, and the
    synergy's id."""

    removed: tuple[list[Any], ...]
    moved: tuple[list[Any], ...]
    added: tuple[list[Any], ...]


def rows_of(changed: ListColumns) -> EntryRows:
    """Make the rows without the database. Pure."""
    lost, entries = _owners(changed, changed.lost_starts), _owners(changed, changed.starts)
    moved, fresh = changed.what == MOVED, changed.what == GAINED
    owners, partners = changed.owner[entries[fresh]], changed.partner[fresh]
    gives = changed.gives[entries[fresh]]
    offers, needs = np.where(gives, owners, partners), np.where(gives, partners, owners)
    return EntryRows(
        (uuids_of(changed.owner[lost].tolist()), uuids_of(changed.lost.tolist())),
        (
            uuids_of(changed.owner[entries[moved]].tolist()),
            uuids_of(changed.partner[moved].tolist()),
            changed.rank[moved].tolist(),
        ),
        (
            uuids_of(owners.tolist()),
            uuids_of(partners.tolist()),
            changed.rank[fresh].tolist(),
            gives.tolist(),
            synergy_ids(offers, needs),
        ),
    )


async def keep(session: WriteSession, rows: EntryRows, now: datetime) -> None:
    """Write what changed in lists, as of ``now``."""
    driver = await session.driver()
    if rows.removed[0]:
        await driver.execute(_REMOVE, *rows.removed)
    if rows.moved[0]:
        await driver.execute(_MOVE, *rows.moved, now)
    if rows.added[0]:
        await driver.execute(_ADD, *rows.added, now)


def _owners(changed: ListColumns, starts: Array) -> Array:
    """Return, for each entry between ``starts``, the number of its list."""
    owners: Array = np.repeat(np.arange(len(changed.owner)), np.diff(starts))
    return owners
