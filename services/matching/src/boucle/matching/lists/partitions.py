"""What the owner of a partition keeps in Postgres beside its lists: its epoch, its flows, the
positions that the lists have read to, and the flows that a wide change left to be mended.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.common.db import ReadSession, WriteSession
from boucle.common.progress import FencedOwner

GROUP: Final = "matching.lists"
"""Shares the partitions of boucle.flow out among the workers."""
SOURCES: Final = ("flow", "territory", "life")
"""The topics that lists are made from."""
Positions = dict[str, dict[int, int]]
"""Topic -> partition -> next offset to read."""

_decoder = msgspec.json.Decoder(Positions)

_CLAIM = """
INSERT INTO owned_partition AS mine (partition, epoch, catalogue, positions)
SELECT partition, 1, $2, '{}' FROM unnest($1::smallint[]) AS owned(partition) ORDER BY partition
ON CONFLICT (partition) DO UPDATE SET epoch = mine.epoch + 1
RETURNING partition, epoch, catalogue, positions
"""
_POSITIONS = "SELECT partition, epoch, catalogue, positions FROM owned_partition"
_FLOWS = """
SELECT flow_id, partition, flow_offset, version, withdrawn, body FROM owned_flow
"""
_TO_MEND = "SELECT flow_id FROM to_mend WHERE partition = $1"
# First of all in the transaction: a new owner's claim waits for it, or fences it.
_ADVANCE = """
UPDATE owned_partition SET positions = $3, catalogue = $4
FROM unnest($1::smallint[], $2::bigint[]) AS held(partition, epoch)
WHERE (owned_partition.partition, owned_partition.epoch) = (held.partition, held.epoch)
"""
_FENCE = """
SELECT 1 FROM owned_partition
JOIN unnest($1::smallint[], $2::bigint[]) AS held(partition, epoch) USING (partition, epoch)
ORDER BY partition FOR UPDATE OF owned_partition
"""
_KEEP_FLOWS = """
INSERT INTO owned_flow AS kept (flow_id, partition, flow_offset, version, withdrawn, body)
SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::bigint[], $5::boolean[],
                     $6::bytea[])
ON CONFLICT (flow_id) DO UPDATE SET
    flow_offset = excluded.flow_offset, version = excluded.version,
    withdrawn = excluded.withdrawn, body = excluded.body
WHERE kept.version < excluded.version
"""
_LEAVE_TO_MEND = """
INSERT INTO to_mend (partition, flow_id)
SELECT partition, flow_id FROM unnest($1::smallint[]) AS p(partition),
                               unnest($2::uuid[]) AS f(flow_id)
ON CONFLICT DO NOTHING
"""
_MENDED = "DELETE FROM to_mend WHERE partition = ANY($1::smallint[]) AND flow_id = ANY($2::uuid[])"

# The lists stay, with what they stand on; the epochs too, against whoever slept meanwhile.
_FORGET = (
    "UPDATE owned_partition SET positions = '{}'",
    "UPDATE owned_flow SET flow_offset = 0",
)


@dataclass(frozen=True, slots=True)
class Partition:
    """An owned partition as its row stands."""

    partition: int
    epoch: int
    catalogue: str
    positions: Positions


@dataclass(frozen=True, slots=True)
class StoredFlow:
    """A flow as its partition's owner last saw it; ``body``: JSON of the event's data."""

    flow_id: UUID
    partition: int
    offset: int
    version: int
    withdrawn: bool
    body: bytes


def _partition(row: Any) -> Partition:
    return Partition(
        row["partition"], row["epoch"], row["catalogue"], _decoder.decode(row["positions"])
    )


async def claim(
    session: WriteSession, partitions: Iterable[int], catalogue: str
) -> dict[int, Partition]:
    """Bump the epochs: from commit on, whoever owned these partitions is fenced."""
    driver = await session.driver()
    rows = await driver.fetch(_CLAIM, sorted(partitions), catalogue)
    return {row["partition"]: _partition(row) for row in rows}


async def partitions(session: ReadSession | WriteSession) -> dict[int, Partition]:
    """Every partition that somebody ever owned."""
    driver = await session.driver()
    return {row["partition"]: _partition(row) for row in await driver.fetch(_POSITIONS)}


async def flows(session: ReadSession, chunk: int) -> AsyncIterator[list[StoredFlow]]:
    """Every flow, in chunks."""
    driver = await session.driver()
    cursor = await driver.cursor(_FLOWS)
    while rows := await cursor.fetch(chunk):
        yield [StoredFlow(*row) for row in rows]


async def to_mend(session: ReadSession, partition: int) -> list[int]:
    driver = await session.driver()
    return [row["flow_id"].int for row in await driver.fetch(_TO_MEND, partition)]


async def advance(
    session: WriteSession, epochs: Mapping[int, int], positions: Positions, catalogue: str
) -> None:
    """Move the positions of all owned partitions. Raises FencedOwner if one is no longer ours."""
    driver = await session.driver()
    held = sorted(epochs)
    status: str = await driver.execute(
        _ADVANCE, held, [epochs[each] for each in held], msgspec.json.encode(positions), catalogue
    )
    _all_ours(int(status.rpartition(" ")[2]), len(held))


async def fence(session: WriteSession, epochs: Mapping[int, int]) -> None:
    """Hold the owned partitions without moving. Raises FencedOwner if one is no longer ours."""
    driver = await session.driver()
    held = sorted(epochs)
    rows = await driver.fetch(_FENCE, held, [epochs[each] for each in held])
    _all_ours(len(rows), len(held))


def _all_ours(found: int, held: int) -> None:
    if found != held:
        raise FencedOwner(f"the lists of {held - found} of {held} partitions have a new owner")


async def keep_flows(session: WriteSession, stored: Sequence[StoredFlow]) -> None:
    """Keep the newest version of each flow."""
    newest = {one.flow_id: one for one in sorted(stored, key=lambda one: one.version)}
    rows = [newest[key] for key in sorted(newest)]
    driver = await session.driver()
    await driver.execute(
        _KEEP_FLOWS,
        [one.flow_id for one in rows],
        [one.partition for one in rows],
        [one.offset for one in rows],
        [one.version for one in rows],
        [one.withdrawn for one in rows],
        [one.body for one in rows],
    )


async def leave_to_mend(
    session: WriteSession, partitions: Iterable[int], flows: Iterable[int]
) -> None:
    driver = await session.driver()
    ids = [UUID(int=flow) for flow in flows]
    await driver.execute(_LEAVE_TO_MEND, sorted(partitions), ids)


async def mended(session: WriteSession, partitions: Iterable[int], flows: Iterable[int]) -> None:
    driver = await session.driver()
    await driver.execute(_MENDED, sorted(partitions), [UUID(int=flow) for flow in flows])


async def read_from_the_beginning(session: WriteSession) -> None:
    """After a restore beside another log: every event is met again, at versions known already."""
    driver = await session.driver()
    for statement in _FORGET:
        await driver.execute(statement)
