"""Split changed lists into parts that an event can carry, prepared while another turn is
written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from boucle.matching.engine import ListColumns
from boucle.matching.lists import entries, events
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.events import Event

LISTS_AT_ONCE = 1000
ENTRIES_AT_ONCE = 10_000
"""Some 50 bytes each in an event, of which the broker takes a megabyte."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """Some changed lists, prepared as far as possible without the database."""

    lists: ListColumns
    rows: entries.EntryRows
    events: list[events.EncodedLists]

    async def publish(self, session: WriteSession, turns: Mapping[int, int], now: datetime) -> None:
        """Write them with their events. ``turns``: of each partition that they are of."""
        await entries.keep(session, self.rows, now)
        await outbox.add_rows(session, events.event_rows(self.events, turns, now))


def parts_of(changed: ListColumns, causes: Mapping[int, Event[Any]]) -> list[ListPart]:
    """Prepare the parts; ``causes``: by flow, the event that changed it. Pure."""
    return [
        ListPart(lists, entries.rows_of(lists), events.encoded(lists, causes))
        for lists in list_parts(changed)
    ]


def list_parts(lists: ListColumns) -> Iterator[ListColumns]:
    """Yield parts with at most as many entries as an event can carry; none without changes."""
    start, left = 0, ENTRIES_AT_ONCE
    for at, size in enumerate(lists.sizes().tolist()):
        if at > start and (size > left or at - start >= LISTS_AT_ONCE):
            yield lists.between(start, at)
            start, left = at, ENTRIES_AT_ONCE
        left -= size
    if len(lists.owner):
        yield lists.between(start, len(lists.owner))
