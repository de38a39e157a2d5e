"""The lists of owned flows in Postgres.

The worker of a region reads ten million entries when it starts: arrays are decoded from the bytes
that Postgres sends, without a Python object for each entry.
"""

from collections.abc import AsyncIterator, Sequence
from itertools import accumulate
from typing import Any, Final
from uuid import UUID

import numpy as np
from asyncpg.pgproto import pgproto

from boucle.common.db import Session, WriteSession
from boucle.matching.engine import KeptLists
from boucle.matching.engine.columns import Array
from boucle.matching.lists.publication import StoredList

_LISTS = """
SELECT uuid_send(flow_id) AS flow, gives, array_send(partners) AS partners,
       array_send(ranks) AS ranks
FROM list_row WHERE partition = $1
"""
_HEAD: Final = 20
"""Bytes before the first element: dimensions, flags, element type and bounds."""
_ID: Final = np.dtype([("high", ">u8"), ("low", ">u8")])
_PARTNER: Final = np.dtype([("length", ">i4"), ("id", _ID)])
_RANK: Final = np.dtype([("length", ">i4"), ("rank", ">i4")])
# Entries come end to end, for a list of lists of unequal lengths is no array: ``start``
# and ``stop`` say where each list's are.
_KEEP = """
INSERT INTO list_row (flow_id, partition, gives, partners, ranks)
SELECT flow_id, partition, gives, ($6::uuid[])[start:stop], ($7::integer[])[start:stop]
FROM unnest($1::uuid[], $2::smallint[], $3::boolean[], $4::integer[], $5::integer[])
    AS new(flow_id, partition, gives, start, stop)
ON CONFLICT (flow_id) DO UPDATE SET
    gives = excluded.gives, partners = excluded.partners, ranks = excluded.ranks
"""
_DROP = "DELETE FROM list_row WHERE flow_id = ANY($1::uuid[])"


async def read(session: Session, partition: int, chunk: int) -> AsyncIterator[KeptLists]:
    """The partition's lists, in chunks. An empty list has no row."""
    driver = await session.driver()
    cursor = await driver.cursor(_LISTS, partition)
    while rows := await cursor.fetch(chunk):
        yield unpacked(rows)


def unpacked(rows: Sequence[Any]) -> KeptLists:
    """Rows of ``_LISTS``. Raises ValueError."""
    partners = np.frombuffer(b"".join([row["partners"][_HEAD:] for row in rows]), _PARTNER)
    ranks = np.frombuffer(b"".join([row["ranks"][_HEAD:] for row in rows]), _RANK)
    return KeptLists(
        _halves(np.frombuffer(b"".join([row["flow"] for row in rows]), _ID)),
        np.array([row["gives"] for row in rows], np.bool_),
        np.array([_size(row) for row in rows], np.int32),
        _halves(partners["id"]),
        ranks["rank"].astype(np.int16),
    )


def _size(row: Any) -> int:
    """How many entries. Raises ValueError if there are not as many ranks as partners: the next
    lists would get this one's partners."""
    partners = max(0, len(row["partners"]) - _HEAD) // _PARTNER.itemsize
    ranks = max(0, len(row["ranks"]) - _HEAD) // _RANK.itemsize
    if partners != ranks:
        flow = UUID(bytes=bytes(row["flow"]))
        raise ValueError(f"list_row {flow}: {partners} partners, {ranks} ranks; one rank a partner")
    return ranks


def _halves(ids: Array) -> Array:
    both = np.empty(2 * len(ids), np.uint64)
    both[::2], both[1::2] = ids["high"], ids["low"]
    return both


async def keep(session: WriteSession, changed: Sequence[StoredList]) -> None:
    """Write lists that changed; an empty one has no row."""
    driver = await session.driver()
    full = [one for one in changed if one.entries]
    if full:
        stops = list(accumulate(len(one.entries) for one in full))
        await driver.execute(
            _KEEP,
            [one.flow_id for one in full],
            [one.partition for one in full],
            [one.gives for one in full],
            [1, *(stop + 1 for stop in stops[:-1])],
            stops,
            [pgproto.UUID(flow.to_bytes(16)) for one in full for flow, _ in one.entries],
            [rank for one in full for _, rank in one.entries],
        )
    empty = [one.flow_id for one in changed if not one.entries]
    if empty:
        await driver.execute(_DROP, empty)
