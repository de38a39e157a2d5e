"""What an engine's ``drain`` tells, list by list."""

from collections.abc import Iterable
from typing import NamedTuple

from boucle.matching.engine import ListColumns, StoredLists
from boucle.matching.engine.changes import GAINED, KEPT, MOVED


class ListChange(NamedTuple):
    """``entries``: (partner, rank) best first, ``quantities`` of each; partners gained, kept and
    changed, ``moved`` (kept with another rank), lost."""

    partition: int
    flow: int
    gives: bool
    entries: tuple[tuple[int, int], ...]
    gained: frozenset[int]
    kept: frozenset[int]
    moved: frozenset[int]
    lost: tuple[int, ...]
    quantities: tuple[int, ...] = ()


def changes_of(columns: ListColumns) -> list[ListChange]:
    """By partition and flow, as columns are."""
    owners, partners, lost = (
        [int.from_bytes(one) for one in ids.tolist()]
        for ids in (columns.owner, columns.partner, columns.lost)
    )
    ranks, what = columns.rank.tolist(), columns.what.tolist()
    quantities = columns.quantity.tolist()
    found: list[ListChange] = []
    for i, owner in enumerate(owners):
        span = range(*columns.starts[i : i + 2].tolist())
        found.append(
            ListChange(
                int(columns.partition[i]),
                owner,
                bool(columns.gives[i]),
                tuple((partners[j], ranks[j]) for j in span),
                frozenset(partners[j] for j in span if what[j] == GAINED),
                frozenset(partners[j] for j in span if what[j] in (KEPT, MOVED)),
                frozenset(partners[j] for j in span if what[j] == MOVED),
                tuple(lost[slice(*columns.lost_starts[i : i + 2].tolist())]),
                tuple(quantities[j] for j in span),
            )
        )
    return found


def kept_of(changes: Iterable[ListChange]) -> StoredLists:
    """The lists as a new owner loads them."""
    return StoredLists.of([(each.flow, each.gives, each.entries) for each in changes])
