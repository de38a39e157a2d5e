"""Publish lists again as they are stored, if the log may differ: after a restore or a rebuild."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.matching import ListsChanged
from boucle.matching.candidates.store import Pair
from boucle.matching.candidates.synergy import quantity_moved
from boucle.matching.engine.changes import KEPT
from boucle.matching.lists.events import TOPIC, TYPE
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.scored import inputs_of
from boucle.platform import outbox
from boucle.platform.db import WriteSession

_LISTS: Final = 200
_ENTRIES: Final = 10_000
"""Of one event, at most."""
_STORED = """
SELECT flow_id, direction = 'output' AS offers, partner, rank
FROM owned_flow CROSS JOIN LATERAL jsonb_to_record(convert_from(body, 'UTF8')::jsonb)
    AS declared(direction text)
LEFT JOIN entry ON owner = flow_id
WHERE partition = $1 AND ($2::uuid[] IS NULL OR flow_id = ANY($2))
ORDER BY flow_id, rank DESC, partner
"""
_NEXT_TURN = """
UPDATE owned_partition SET turn = greatest(turn, $2) + 1 WHERE partition = $1 RETURNING turn
"""


async def publish_again(
    session: WriteSession,
    owners: Mapping[int, Collection[UUID] | None],
    above: Mapping[int, int],
    now: datetime,
) -> int:
    """Publish the lists of these flows, by partition (None: all of its flows), at turns ``above``
    those of the log; return how many lists. A flow that is not stored has an empty one."""
    published = 0
    for partition, flows in sorted(owners.items()):
        rows = await session.fetch(_STORED, partition, None if flows is None else list(flows))
        unknown = set(flows or ()) - {row["flow_id"] for row in rows}
        for some in _in_parts([*rows, *map(_empty, sorted(unknown))]):
            data = await _event(session, partition, some)
            turn = await session.fetchval(_NEXT_TURN, partition, above.get(partition, 0))
            event = outbox.new_event(TYPE, subject=str(partition), version=turn, data=data, now=now)
            await outbox.add(session, TOPIC, event)
            published += len(data.sizes)
    return published


def _empty(flow_id: UUID) -> dict[str, Any]:
    return {"flow_id": flow_id, "offers": False, "partner": None, "rank": None}


def _in_parts(rows: Collection[Any]) -> Iterator[list[list[Any]]]:
    lists = [list(each) for _, each in groupby(rows, key=lambda row: row["flow_id"])]
    part: list[list[Any]] = []
    size = 0
    for entries in lists:
        if part and (len(part) == _LISTS or size + len(entries) > _ENTRIES):
            yield part
            part, size = [], 0
        part.append(entries)
        size += len(entries)
    if part:
        yield part


async def _event(session: WriteSession, partition: int, lists: list[list[Any]]) -> ListsChanged:
    entries = [row for rows in lists for row in rows if row["partner"] is not None]
    inputs = await inputs_of(session, [_pair(row) for row in entries])
    quantities = {pair: quantity_moved(each, rules()) for pair, each in inputs.items()}
    return ListsChanged(
        partition=partition,
        flows=b"".join([rows[0]["flow_id"].bytes for rows in lists]),
        offers=bytes([rows[0]["offers"] for rows in lists]),
        sizes=tuple([sum(row["partner"] is not None for row in rows) for rows in lists]),
        partners=b"".join([row["partner"].bytes for row in entries]),
        ranks=tuple([row["rank"] for row in entries]),
        quantities=tuple([quantities.get(_pair(row), 0) for row in entries]),
        what=bytes([KEPT] * len(entries)),
        lost_sizes=(0,) * len(lists),
    )


def _pair(row: Any) -> Pair:
    flow, partner = row["flow_id"], row["partner"]
    return (flow, partner) if row["offers"] else (partner, flow)
