"""Define the engine's input: flows as the log has them, lists as another owner stored them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from boucle.matching.engine.arrays.id_table import Array, halves
from boucle.matching.scoring import FlowInputs


class FlowChange(msgspec.Struct, frozen=True, gc=False):
    """A flow from the log: its row, or None if it is gone or not matched. ``partition`` and
    ``offset`` of the log; ``version`` decides: an older one changes nothing."""

    flow: int
    version: int
    partition: int
    offset: int
    row: FlowInputs | None

    @property
    def stamp(self) -> tuple[int, int, int]:
        return self.version, self.partition, self.offset

    @property
    def rows(self) -> tuple[FlowInputs, ...]:
        """Return one row per family."""
        return () if self.row is None else (self.row, *self.row.others)


class StoredLists(NamedTuple):
    """Lists by flow: it is an offer's if it ``gives``; ``sizes`` in entries; then per entry, best
    first, partner and rank. Ids are two halves each."""

    flows: Array
    gives: Array
    sizes: Array
    partners: Array
    ranks: Array

    @classmethod
    def of(cls, lists: Sequence[tuple[int, bool, Sequence[tuple[int, int]]]]) -> StoredLists:
        """Make the columns from (flow, gives, entries)."""
        entries = [entry for _, _, each in lists for entry in each]
        return cls(
            halves(flow for flow, _, _ in lists),
            np.array([gives for _, gives, _ in lists], np.bool_),
            np.array([len(each) for _, _, each in lists], np.int32),
            halves(partner for partner, _ in entries),
            np.array([rank for _, rank in entries], np.int16),
        )
