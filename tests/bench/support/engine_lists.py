"""What an engine told, list by list. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from boucle.matching.engine import ListColumns


class ToldList(NamedTuple):
    """``entries``: (partner, rank), best first."""

    flow: int
    gives: bool
    entries: tuple[tuple[int, int], ...]


def lists_of(told: ListColumns) -> Iterator[ToldList]:
    partners = [int.from_bytes(one) for one in told.partner.tolist()]
    entries = list(zip(partners, told.rank.tolist(), strict=True))
    starts = told.starts.tolist()
    owners = zip(told.owner.tolist(), told.gives.tolist(), strict=True)
    for (owner, gives), start, end in zip(owners, starts, starts[1:], strict=False):
        yield ToldList(int.from_bytes(owner), gives, tuple(entries[start:end]))
