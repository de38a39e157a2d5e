"""Read the lists in an event ``lists.changed`` one by one. Pure."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple
from uuid import UUID

from boucle.contract.events.matching import ListsChanged
from boucle.platform.ids import named, uuids_of

_ID = 16
SUBSTITUTIONS: Final = UUID("5d0fd2a5-3b0f-5c4b-9c34-0b1f8d1f6c55")
"""The namespace of their ids."""

DECLARED_FIRST: Final = 10_001
"""Added to the rank of a pair of declared flows: any of them goes before any typical one."""


class ListEntry(NamedTuple):
    """A partner; ``rank`` orders them; ``quantity``: what could move in a year, in g, L or Wh."""

    partner: UUID
    rank: int
    quantity: int


class ChangedList(NamedTuple):
    """A list as it is now, best first, and the partners that it lost."""

    flow: UUID
    offers: bool
    entries: tuple[ListEntry, ...]
    lost: tuple[UUID, ...]


def lists_in(changed: ListsChanged) -> Iterator[ChangedList]:
    """Yield each list. Raises ValueError if the columns do not fit each other."""
    flows, partners, lost = (_ids(ids) for ids in (changed.flows, changed.partners, changed.lost))
    lost_sizes = changed.lost_sizes or (0,) * len(flows)
    entries = [
        ListEntry(*each) for each in zip(partners, changed.ranks, changed.quantities, strict=True)
    ]
    rows = zip(
        flows,
        changed.offers,
        _spans(changed.sizes, len(entries)),
        _spans(lost_sizes, len(lost)),
        strict=True,
    )
    for flow, offers, entry_range, lost_range in rows:
        yield ChangedList(flow, bool(offers), tuple(entries[entry_range]), tuple(lost[lost_range]))


def score_of(rank: int) -> int:
    """Return the score of a rank, 0..10,000."""
    return rank - DECLARED_FIRST if rank >= DECLARED_FIRST else rank


def substitution_id(offer: UUID, need: UUID) -> UUID:
    return named(SUBSTITUTIONS, f"{offer}/{need}")


def _ids(ids: bytes) -> list[UUID]:
    return uuids_of(ids[start : start + _ID] for start in range(0, len(ids), _ID))


def _spans(sizes: Sequence[int], count: int) -> Iterator[slice]:
    if sum(sizes) != count or any(size < 0 for size in sizes):
        raise ValueError(f"lists of {sum(sizes)} entries in all, {count} came")
    ends = list(accumulate(sizes))
    return map(slice, [0, *ends[:-1]], ends)
