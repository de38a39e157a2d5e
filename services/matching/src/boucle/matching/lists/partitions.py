"""Store what the owner of a partition has beside its lists: epoch, flows, positions of the lists,
and flows of wide changes that are still to be refreshed."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.scoring import MOST_PLACES, RULES_VERSION, Rules
from boucle.matching.tables import OwnedFlow
from boucle.platform.bus import Place
from boucle.platform.consuming.progress import FencedOwner
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, replacing, unnest_of

GROUP: Final = "matching.lists"
"""Shares the partitions of boucle.flow out among the workers."""
SOURCES: Final = ("flow", "territory", "life")
"""The topics that lists are made from."""
Positions = dict[str, dict[int, int]]
"""Topic -> partition -> next offset to read."""

TO_REFRESH: Final = "SELECT count(*) FROM to_mend"

_decoder = msgspec.json.Decoder(Positions)

_CLAIM = """
INSERT INTO owned_partition AS mine (partition, epoch, turn, catalogue, positions)
SELECT partition, 1, 0, $2, '{}' FROM unnest($1::smallint[]) AS owned(partition) ORDER BY partition
ON CONFLICT (partition) DO UPDATE SET epoch = mine.epoch + 1
RETURNING partition, epoch, turn, catalogue, positions
"""
_POSITIONS = "SELECT partition, epoch, turn, catalogue, positions FROM owned_partition"
FLOW_COLUMNS: Final = columns_of(OwnedFlow, "changed_at")
"""The fields of ``StoredFlow``: its row has ``changed_at`` besides."""
REPLACED: Final = f"""
{replacing(OwnedFlow, "partition")} WHERE kept.version < excluded.version
"""
"""What a newer version of a flow changes of its row."""
_FLOWS = f"SELECT {FLOW_COLUMNS} FROM owned_flow"
_TO_REFRESH = "SELECT flow_id FROM to_mend WHERE partition = $1"
# First of all in the transaction: a new owner's claim waits for it, or fences it.
_ADVANCE = """
UPDATE owned_partition SET turn = turn + (owned_partition.partition = ANY($3))::int,
    positions = $4, catalogue = $5
FROM unnest($1::smallint[], $2::bigint[]) AS held(partition, epoch)
WHERE (owned_partition.partition, owned_partition.epoch) = (held.partition, held.epoch)
RETURNING owned_partition.partition, turn
"""
_FENCE = """
UPDATE owned_partition SET turn = turn + (owned_partition.partition = ANY($3))::int
FROM unnest($1::smallint[], $2::bigint[]) AS held(partition, epoch)
WHERE (owned_partition.partition, owned_partition.epoch) = (held.partition, held.epoch)
RETURNING owned_partition.partition, turn
"""
_SAVE_FLOWS = f"""
INSERT INTO owned_flow AS kept ({FLOW_COLUMNS}, changed_at)
SELECT *, $17 FROM {unnest_of(OwnedFlow, "changed_at")}
{REPLACED} RETURNING flow_id
"""
_ADD_TO_REFRESH = """
INSERT INTO to_mend (partition, flow_id)
SELECT partition, flow_id FROM unnest($1::smallint[]) AS p(partition),
                               unnest($2::uuid[]) AS f(flow_id)
ON CONFLICT DO NOTHING
"""
_REMOVE_REFRESHED = """
DELETE FROM to_mend WHERE partition = ANY($1::smallint[]) AND flow_id = ANY($2::uuid[])
"""

# The lists and flows stay; the epochs too, to fence an owner that was asleep meanwhile.
_FORGET_POSITIONS = (
    "UPDATE owned_partition SET positions = '{}'",
    "UPDATE owned_flow SET flow_offset = 0",
)


@dataclass(frozen=True, slots=True)
class Partition:
    partition: int
    epoch: int
    turn: int
    catalogue: str
    positions: Positions

    @property
    def unpublished(self) -> bool:
        """Tell whether it may have lists without any published event."""
        return bool(self.positions) and self.turn == 0


@lru_cache(maxsize=64)
def catalogue_order(version: str) -> tuple[int, ...]:
    """Order versions by number: ``2026.11.10`` comes after ``2026.11.9``."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def made_by(rules: Rules) -> str:
    """Return the catalogue and rules that make lists, as ``Partition.catalogue``."""
    return f"{rules.version}.{RULES_VERSION}.{MOST_PLACES}"


def why_incomplete(
    topics: Iterable[Place], partitions: Mapping[int, Partition], to_refresh: int, rules: Rules
) -> str | None:
    """Return why the stored lists may differ from a recompute, or None. ``known``: what
    ``read_partitions`` returns; ``to_refresh``: how many rows of ``to_mend``."""
    if to_refresh:
        return f"left to mend after a wide change: {to_refresh}"
    for topic, partition in sorted(topics):
        if topic == "flow" and partition not in partitions:
            return f"no worker ever owned partition {partition} of the flows"
    for row in partitions.values():
        if row.catalogue != made_by(rules):
            return f"catalogue {row.catalogue} made lists, this release has {made_by(rules)}"
    return None


def _partition(row: Any) -> Partition:
    positions = _decoder.decode(row["positions"])
    return Partition(row["partition"], row["epoch"], row["turn"], row["catalogue"], positions)


async def claim(
    session: WriteSession, partitions: Iterable[int], catalogue: str
) -> dict[int, Partition]:
    """Bump the epochs: from the commit on, the old owners of these partitions are fenced."""
    rows = await session.fetch(_CLAIM, sorted(partitions), catalogue)
    return {row["partition"]: _partition(row) for row in rows}


async def read_partitions(session: Session) -> dict[int, Partition]:
    """Return every partition that was ever owned."""
    return {row["partition"]: _partition(row) for row in await session.fetch(_POSITIONS)}


async def read_flows(session: ReadSession, chunk: int) -> AsyncIterator[list[StoredFlow]]:
    driver = await session.driver()
    cursor = await driver.cursor(_FLOWS)
    while rows := await cursor.fetch(chunk):
        yield [StoredFlow(*row) for row in rows]


async def read_to_refresh(session: ReadSession, partition: int) -> list[int]:
    return [row["flow_id"].int for row in await session.fetch(_TO_REFRESH, partition)]


async def advance(
    session: WriteSession,
    epochs: Mapping[int, int],
    positions: Positions,
    catalogue: str,
    published: Collection[int] = (),
) -> dict[int, int]:
    """Move the positions of all owned partitions; those ``told`` of begin another turn. Return the
    turn of each. Raises FencedOwner if one is no longer ours."""
    params = msgspec.json.encode(positions), catalogue
    return await _turns(session, _ADVANCE, epochs, published, *params)


async def fence(
    session: WriteSession, epochs: Mapping[int, int], published: Collection[int] = ()
) -> dict[int, int]:
    """Do the same with unchanged positions."""
    return await _turns(session, _FENCE, epochs, published)


async def _turns(
    session: WriteSession,
    statement: str,
    epochs: Mapping[int, int],
    published: Collection[int],
    *more: object,
) -> dict[int, int]:
    owned = sorted(epochs)
    owners = [epochs[each] for each in owned]
    rows = await session.fetch(statement, owned, owners, list(published), *more)
    if len(rows) != len(owned):
        lost = len(owned) - len(rows)
        raise FencedOwner(f"the lists of {lost} of {len(owned)} partitions have a new owner")
    return {row["partition"]: row["turn"] for row in rows}


async def save_flows(
    session: WriteSession, stored: Sequence[StoredFlow], now: datetime
) -> frozenset[UUID]:
    """Store the newest version of each flow, stored ``now``; return the new ones."""
    newest = {one.flow_id: one for one in sorted(stored, key=lambda one: one.version)}
    rows = [newest[key] for key in sorted(newest)]
    if not rows:
        return frozenset()
    columns = (list(column) for column in zip(*rows, strict=True))
    kept = await session.fetch(_SAVE_FLOWS, *columns, now)
    return frozenset(row["flow_id"] for row in kept)


async def add_to_refresh(
    session: WriteSession, partitions: Iterable[int], flows: Iterable[int]
) -> None:
    driver = await session.driver()
    ids = [UUID(int=flow) for flow in flows]
    await driver.execute(_ADD_TO_REFRESH, sorted(partitions), ids)


async def remove_refreshed(
    session: WriteSession, partitions: Iterable[int], flows: Iterable[int]
) -> None:
    driver = await session.driver()
    await driver.execute(_REMOVE_REFRESHED, sorted(partitions), [UUID(int=flow) for flow in flows])


async def read_from_the_beginning(session: WriteSession) -> None:
    """Reset positions after a restore with another log: every event is read again."""
    driver = await session.driver()
    for statement in _FORGET_POSITIONS:
        await driver.execute(statement)
