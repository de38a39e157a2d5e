"""Read lists of best partners from events: of each list and month, the newest. Pure.

A list applies from its month on until its next one; a higher version of an older month never shows,
and is not stored.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from boucle.contract.events.changed_lists import ChangedList, lists_in, substitution_id
from boucle.platform.events import Event


class FlowList(NamedTuple):
    """The list of ``flow`` from ``month`` on (its first day). Each partner has the synergy's id
    (``synergies``: 16 bytes each), its rank, and what could move in a year in g, L or Wh of the
    offer. ``of_partners``: it holds the entries of ``flow`` in the lists of its partners."""

    flow: UUID
    month: date
    version: int
    offers: bool
    partners: tuple[UUID, ...]
    synergies: bytes
    ranks: tuple[int, ...]
    quantities: tuple[int, ...]
    of_partners: bool = False


def newest_lists(events: Iterable[Event[Any]]) -> list[FlowList]:
    """Raise ValueError when columns of an event do not fit each other."""
    newest: dict[tuple[UUID, date], tuple[int, ChangedList]] = {}
    for event in events:
        month = event.time.date().replace(day=1)
        for each in lists_in(event.data):
            key = each.flow, month
            if key not in newest or event.entity_version > newest[key][0]:
                newest[key] = event.entity_version, each
    found: list[FlowList] = []
    best: dict[UUID, int] = {}
    for (flow, month), (version, each) in sorted(newest.items(), key=lambda item: item[0][1]):
        if version > best.get(flow, -1):
            best[flow] = version
            found.append(_list(month, version, each))
    return found


def _list(month: date, version: int, each: ChangedList) -> FlowList:
    flow, entries = each.flow, each.entries
    partners = tuple([entry.partner for entry in entries])
    pairs = [(flow, one) if each.offers else (one, flow) for one in partners]
    return FlowList(
        flow=flow,
        month=month,
        version=version,
        offers=each.offers,
        partners=partners,
        synergies=b"".join([substitution_id(offer, need).bytes for offer, need in pairs]),
        ranks=tuple([entry.rank for entry in entries]),
        quantities=tuple([entry.quantity for entry in entries]),
    )
