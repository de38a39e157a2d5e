"""Hold the lives that matter to lists: few, so plain dictionaries."""

from collections.abc import Sequence
from typing import Final

from boucle.matching.engine.arrays import hashing
from boucle.matching.engine.rows.columns import Columns
from boucle.matching.scoring import LifeFact, refuses
from boucle.matching.scoring.families import Part, taken_of

_MORE: Final = 1024


class Lives:
    """By pair (offer, need), and the pairs of each flow. ``barred``: (offer's slot, need's slot) ->
    whether the pair is excluded from lists with its current flows."""

    def __init__(self) -> None:
        self.barred = hashing.empty(_MORE)
        self._barred = 0
        self._facts: dict[tuple[int, int], LifeFact] = {}
        self._pairs: dict[int, set[tuple[int, int]]] = {}

    def get(self, offer: int, need: int) -> LifeFact | None:
        return self._facts.get((offer, need))

    def any(self, flow: int) -> bool:
        """Tell whether a pair of the flow ever had a life."""
        return flow in self._pairs

    def set(self, fact: LifeFact) -> bool:
        """Store a life; tell whether lists must follow it."""
        pair = (fact.offer, fact.need)
        matters = _effect(self._facts.get(pair)) != _effect(fact)
        self._facts[pair] = fact
        self._pairs.setdefault(fact.offer, set()).add(pair)
        self._pairs.setdefault(fact.need, set()).add(pair)
        return matters

    def matter(self, flow: int) -> bool:
        """Tell whether a pair of the flow is, or may be, excluded from lists."""
        return any(
            self._facts[pair].barred or self._facts[pair].refusals
            for pair in self._pairs.get(flow, ())
        )

    def taken(self, flow: int, parts: Sequence[Part]) -> list[int]:
        """Return what the flow's running synergies take of each of its families, in base units a
        year, at most what a column holds."""
        return taken_of(flow, parts, [self._facts[pair] for pair in self._pairs.get(flow, ())])

    def update_barred(self, flow: int, columns: Columns) -> None:
        """Recompute which pairs are barred after a change of the flow or a life."""
        for pair in self._pairs.get(flow, ()):
            offer, need = (columns.slot(each) for each in pair)
            if offer >= 0 and need >= 0:
                ours, theirs = (columns.rows[slot]["refusable"].tolist() for slot in (offer, need))
                self._bar(offer << 32 | need, refuses(self._facts[pair], ours, theirs))

    def _bar(self, key: int, barred: bool) -> None:
        self.barred = hashing.with_room(self.barred, self._barred, 1)
        entry = self.barred[hashing.find(self.barred, key)]
        self._barred += entry["key"] == -1
        entry["key"], entry["value"] = key, barred


def _effect(fact: LifeFact | None) -> tuple[object, ...]:
    """Return what a life means to lists."""
    if fact is None:
        return False, (), 0, 0, -1, -1
    taken = fact.offer_taken, fact.need_taken
    return fact.barred, fact.refusals, *taken, fact.offer_family, fact.need_family
