"""Make the events of changed lists: one per partition and turn. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
import numpy as np

from boucle.contract.events.matching import ListsChanged
from boucle.matching.engine import ListColumns
from boucle.matching.engine.changes import SAME
from boucle.platform import outbox
from boucle.platform.events import Event

TYPE: Final = "lists.changed.v1"
TOPIC: Final = "lists"
_encode = msgspec.json.Encoder().encode


class EncodedLists(NamedTuple):
    """The event of a partition's lists, without its turn. ``cause``: its one causing event, if
    there is just one."""

    partition: int
    payload: bytes
    cause: Event[Any] | None


def encoded(changed: ListColumns, causes: Mapping[int, Event[Any]]) -> list[EncodedLists]:
    """Encode ``changed``, ordered by partition; ``causes``: by flow, the event that changed it."""
    by_id = {flow.to_bytes(16): event for flow, event in causes.items()}
    found: list[EncodedLists] = []
    for partition, lists in changed.by_partition():
        events = _causes(lists, by_id)
        payload = _encode(published(partition, lists, tuple(events)))
        only = next(iter(events.values())) if len(events) == 1 else None
        found.append(EncodedLists(partition, payload, only))
    return found


def event_rows(
    events: Sequence[EncodedLists], turns: Mapping[int, int], now: datetime
) -> list[outbox.Row]:
    """Return the outbox rows; ``turns``: the turn of each partition."""
    return [
        outbox.encoded_row(
            TOPIC,
            TYPE,
            str(one.partition),
            turns[one.partition],
            one.payload,
            outbox.Chain.of(one.cause, now),
        )
        for one in events
    ]


def published(partition: int, lists: ListColumns, causes: tuple[UUID, ...] = ()) -> ListsChanged:
    """Return the event of these lists, all of one partition."""
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
    """Return the causing events of these lists' flows and partners, by id, in order."""
    if not by_id:
        return {}
    events = (by_id.get(flow) for flow in _touched(lists))
    return {event.id: event for event in events if event is not None}


def _touched(lists: ListColumns) -> Iterator[bytes]:
    yield from lists.owner.tolist()
    yield from lists.partner[lists.what != SAME].tolist()
    yield from lists.lost.tolist()
