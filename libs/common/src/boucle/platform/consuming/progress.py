"""Store how far a consumer went, in the database of its effects. On assignment: bump the epoch
(older owners are fenced from then on), load, seek. With each batch: move ``next_offset`` by
compare-and-set on ``(epoch, next_offset)`` in the batch's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boucle.platform.db import Session, WriteSession

# Ordered, so that two owners who meet here never lock each other out.
_BUMP = """
INSERT INTO progress AS mine (consumer, topic, partition, next_offset, epoch)
SELECT $1, topic, partition, 0, 1
FROM unnest($2::text[], $3::smallint[]) AS owned(topic, partition)
ORDER BY topic, partition
ON CONFLICT (consumer, topic, partition) DO UPDATE SET epoch = mine.epoch + 1
RETURNING topic, partition, next_offset, epoch
"""
_LOAD = """
SELECT topic, partition, next_offset, epoch FROM progress
WHERE consumer = $1 ORDER BY topic, partition
"""
_ADVANCE = """
UPDATE progress SET next_offset = moved.reached
FROM unnest($2::text[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[])
    AS moved(topic, partition, epoch, next_offset, reached)
WHERE progress.consumer = $1
  AND (progress.topic, progress.partition) = (moved.topic, moved.partition)
  AND (progress.epoch, progress.next_offset) = (moved.epoch, moved.next_offset)
"""


class FencedOwner(Exception):
    """Another owner bumped the epoch: this transaction must not commit."""


@dataclass(frozen=True, slots=True)
class Position:
    """The next offset to read of a partition, under its owner's epoch."""

    topic: str
    partition: int
    next_offset: int
    epoch: int

    @property
    def place(self) -> tuple[str, int]:
        return self.topic, self.partition


@dataclass(frozen=True, slots=True)
class Move:
    """A move from a position to the next offset, one past the last event applied."""

    before: Position
    reached: int


async def bump_epoch(
    session: WriteSession, consumer: str, owned: Iterable[tuple[str, int]]
) -> list[Position]:
    """Take the partitions ``(topic, partition)``: once committed, earlier owners are fenced."""
    places = sorted(owned)
    rows = await session.fetch(_BUMP, consumer, [t for t, _ in places], [p for _, p in places])
    return [Position(*row) for row in rows]


async def load(session: Session, consumer: str) -> list[Position]:
    """Return every position of a consumer, whoever owns it."""
    return [Position(*row) for row in await session.fetch(_LOAD, consumer)]


async def advance(session: WriteSession, consumer: str, moves: Sequence[Move]) -> None:
    """Move the positions with the transaction. Raises FencedOwner if another owner has one."""
    if not moves:
        return
    driver = await session.driver()
    status = await driver.execute(
        _ADVANCE,
        consumer,
        [move.before.topic for move in moves],
        [move.before.partition for move in moves],
        [move.before.epoch for move in moves],
        [move.before.next_offset for move in moves],
        [move.reached for move in moves],
    )
    moved = int(status.rpartition(" ")[2])
    if moved != len(moves):
        places = ", ".join(f"{move.before.topic}/{move.before.partition}" for move in moves)
        raise FencedOwner(
            f"{consumer} owns {moved} of the {len(moves)} partitions it wrote for ({places})"
        )
