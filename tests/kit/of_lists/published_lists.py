"""Lists as whoever follows matching's events keeps them: the newest version of each."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from boucle.contract.events import EVENTS
from boucle.contract.events.changed_lists import ChangedList, lists_in
from boucle.platform.bus import Record

Newest = dict[UUID, tuple[int, ChangedList]]
"""By flow: the version of the event that told its list last, and the list."""


def fold(newest: Newest, records: Iterable[Record]) -> None:
    """An event that comes late or again changes nothing."""
    for record in records:
        event = EVENTS.decode(record.headers, record.value)
        for each in lists_in(event.data):
            if event.entity_version > newest.get(each.flow, (0, each))[0]:
                newest[each.flow] = event.entity_version, each


def folded(records: Iterable[Record]) -> dict[UUID, ChangedList]:
    """Those that hold something."""
    newest: Newest = {}
    fold(newest, records)
    return {flow: each for flow, (_, each) in newest.items() if each.entries}
