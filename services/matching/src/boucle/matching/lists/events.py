"""The events that tell of changed lists: one a partition and turn. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
import numpy as np

from boucle.common import outbox
from boucle.common.events import Event
from boucle.common.events.matching import ListsChanged
from boucle.matching.engine import ListColumns
from boucle.matching.engine.changes import SAME

TYPE: Final = "lists.changed.v1"
TOPIC: Final = "lists"
_encode = msgspec.json.Encoder().encode


def event_rows(
    changed: ListColumns, turns: Mapping[int, int], causes: Mapping[int, Event[Any]], now: datetime
) -> list[outbox.Row]:
    """``changed`` by partition; ``turns``: the turn of each; ``causes``: by flow, the event that
    changed it."""
    by_id = {flow.to_bytes(16): event for flow, event in causes.items()}
    rows: list[outbox.Row] = []
    for partition, lists in changed.by_partition():
        found = _causes(lists, by_id)
        payload = _encode(told(partition, lists, tuple(found)))
        first = next(iter(found.values()), None)
        chain = outbox.Chain.of(first if len(found) == 1 else None, now)
        rows.append(
            outbox.encoded_row(TOPIC, TYPE, str(partition), turns[partition], payload, chain)
        )
    return rows


def told(partition: int, lists: ListColumns, causes: tuple[UUID, ...] = ()) -> ListsChanged:
    """These lists, all of one partition, as their event has them."""
    return ListsChanged(
        partition=partition,
        flows=lists.owner.tobytes(),
        offers=lists.gives.astype(np.uint8).tobytes(),
        sizes=tuple(np.diff(lists.starts).tolist()),
        partners=lists.partner.tobytes(),
        ranks=tuple(lists.rank.tolist()),
        quantities=tuple(lists.quantity.tolist()),
        what=lists.what.tobytes(),
        lost_sizes=tuple(np.diff(lists.lost_starts).tolist()),
        lost=lists.lost.tobytes(),
        causes=causes,
    )


def _causes(lists: ListColumns, by_id: Mapping[bytes, Event[Any]]) -> dict[UUID, Event[Any]]:
    """The events of flows that these lists are of, took in, kept or lost, by id, in order."""
    if not by_id:
        return {}
    events = (by_id.get(flow) for flow in _touched(lists))
    return {event.id: event for event in events if event is not None}


def _touched(lists: ListColumns) -> Iterator[bytes]:
    yield from lists.owner.tolist()
    yield from lists.partner[lists.what != SAME].tolist()
    yield from lists.lost.tolist()
