"""Scores as readers compute them from what is stored, against the ranks that lists hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from boucle.contract.events.changed_lists import score_of
from boucle.matching.candidates.store import Pair
from boucle.matching.lives.scored import ScoredPair, scored
from boucle.matching.operations.audit.compare import StoredEntry
from boucle.platform.db import Session

_AT_ONCE = 500
Lists = Mapping[int, Sequence[StoredEntry]]


async def misread(session: Session, lists: Lists) -> list[str]:
    """A line for each pair that a reader would be told another score of than its lists hold."""
    ranks = dict(_ranks(lists))
    rest, lines = iter(ranks), list[str]()
    while some := list(islice(rest, _AT_ONCE)):
        found = await scored(session, some)
        lines += [line for pair in some if (line := _line(pair, ranks[pair], found.get(pair)))]
    return lines


def _ranks(lists: Lists) -> Iterator[tuple[Pair, int]]:
    for flow, entries in lists.items():
        for entry in entries:
            ours, theirs = UUID(int=flow), UUID(int=entry.partner)
            yield (ours, theirs) if entry.gives else (theirs, ours), entry.rank


def _line(pair: Pair, rank: int, found: ScoredPair | None) -> str | None:
    read = None if found is None else found.synergy.score
    if read == score_of(rank):
        return None
    return f"offer {pair[0]}, need {pair[1]}: read as {read}, lists hold {score_of(rank)}"
