"""Hold the lives that matter to lists: few, so plain dictionaries."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from boucle.matching.engine.arrays import hashing
from boucle.matching.engine.rows.columns import Array, Columns
from boucle.matching.scoring import FlowInputs, LifeFact, refuses
from boucle.matching.scoring.families import Part, left_of, taken_by_month, taken_of
from boucle.matching.scoring.inputs import MONTHS_OF_YEAR

_MORE: Final = 1024
_EFFECTS: Final = tuple(
    name for name in LifeFact.__struct_fields__ if name not in ("offer", "need", "version")
)


class Lives:
    """By pair (offer, need), and the pairs of each flow. ``barred``: (offer's slot, need's slot) ->
    whether the pair is excluded from lists with its current flows. ``by_month``: slot -> the row of
    ``month_taken`` that tells what its runs take in each month, -1 where none does by months."""

    def __init__(self) -> None:
        self.barred = hashing.empty(_MORE)
        self.by_month = hashing.empty(_MORE)
        self.month_taken: Array = np.zeros((_MORE, MONTHS_OF_YEAR), np.int64)
        self._month_rows: dict[int, int] = {}
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
        return taken_of(flow, parts, self._of(flow))

    def left_of(self, row: FlowInputs) -> tuple[FlowInputs, int]:
        """Return the row as running synergies leave it, and what they leave of its main family."""
        return left_of(row, self._of(row.flow))

    def take_by_month(self, flow: int, slots: Sequence[int], parts: Sequence[Part]) -> None:
        """Write what the flow's runs take in each month, of each of its families' slots."""
        for slot, taken in zip(slots, taken_by_month(flow, parts, self._of(flow)), strict=True):
            if taken:
                self._set_months(slot, self._month_rows.setdefault(slot, len(self._month_rows)))
                self.month_taken[self._month_rows[slot]] = taken
            elif slot in self._month_rows:
                self._set_months(slot, -1)

    def _set_months(self, slot: int, row: int) -> None:
        if row >= len(self.month_taken):
            self.month_taken = np.concatenate([self.month_taken, np.zeros_like(self.month_taken)])
        self.by_month = hashing.with_room(self.by_month, len(self._month_rows), 1)
        _write(self.by_month, slot, row)

    def _of(self, flow: int) -> list[LifeFact]:
        return [self._facts[pair] for pair in self._pairs.get(flow, ())]

    def update_barred(self, flow: int, columns: Columns) -> None:
        """Recompute which pairs are barred after a change of the flow or a life."""
        for pair in self._pairs.get(flow, ()):
            offer, need = (columns.slot(each) for each in pair)
            if offer >= 0 and need >= 0:
                ours, theirs = (columns.rows[slot]["refusable"].tolist() for slot in (offer, need))
                self._bar(offer << 32 | need, refuses(self._facts[pair], ours, theirs))

    def _bar(self, key: int, barred: bool) -> None:
        self.barred = hashing.with_room(self.barred, self._barred, 1)
        self._barred += _write(self.barred, key, barred)


def _write(table: Array, key: int, value: int) -> bool:
    """Write a value; tell whether its key is new."""
    entry = table[hashing.find(table, key)]
    fresh = bool(entry["key"] == -1)
    entry["key"], entry["value"] = key, value
    return fresh


def _effect(fact: LifeFact | None) -> tuple[object, ...]:
    """Return what a life means to lists."""
    if fact is None:
        return _effect(LifeFact(0, 0, 0))
    return tuple([getattr(fact, name) for name in _EFFECTS])
