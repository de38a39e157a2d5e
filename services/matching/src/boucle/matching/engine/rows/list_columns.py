"""Hold changed lists in columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from boucle.matching.engine.rows.columns import Array


class ListColumns(NamedTuple):
    """Changed lists; ids are the 16 bytes of their UUIDs. List i, of the flow ``owner[i]``, is an
    offer's if it ``gives``. Its entries, best first, are ``partner``, ``rank``, ``quantity`` (what
    could move in a year, in base units of the offer) and ``what`` (see ``SAME``) from ``starts[i]``
    to ``starts[i + 1]``; the partners that it lost are ``lost`` from ``lost_starts[i]`` to
    ``lost_starts[i + 1]``."""

    owner: Array
    partition: Array
    gives: Array
    starts: Array
    partner: Array
    rank: Array
    quantity: Array
    what: Array
    lost_starts: Array
    lost: Array

    def by_partition(self) -> Iterator[tuple[int, ListColumns]]:
        """Yield the lists of each partition; they must be ordered by partition."""
        numbers, firsts = np.unique(self.partition, return_index=True)
        ends = [*firsts[1:].tolist(), len(self.partition)]
        for number, first, end in zip(numbers.tolist(), firsts.tolist(), ends, strict=True):
            yield number, self.between(first, end)

    def of_partitions(self, partitions: Collection[int]) -> ListColumns:
        lists = np.flatnonzero(np.isin(self.partition, list(partitions)))
        if len(lists) == len(self.partition):
            return self
        starts, entries = gathered(self.starts[lists], self.starts[lists + 1])
        lost_starts, lost = gathered(self.lost_starts[lists], self.lost_starts[lists + 1])
        return ListColumns(
            owner=self.owner[lists],
            partition=self.partition[lists],
            gives=self.gives[lists],
            starts=starts,
            partner=self.partner[entries],
            rank=self.rank[entries],
            quantity=self.quantity[entries],
            what=self.what[entries],
            lost_starts=lost_starts,
            lost=self.lost[lost],
        )

    def partitions(self) -> list[int]:
        """Return the partitions of the lists."""
        found: list[int] = np.unique(self.partition).tolist()
        return found

    def sizes(self) -> Array:
        """Return each list's count of entries and lost partners."""
        sizes: Array = np.diff(self.starts) + np.diff(self.lost_starts)
        return sizes

    def between(self, first: int, end: int) -> ListColumns:
        """Return the lists from number ``first`` to ``end``, as views."""
        entries = slice(self.starts[first], self.starts[end])
        lost = slice(self.lost_starts[first], self.lost_starts[end])
        return ListColumns(
            owner=self.owner[first:end],
            partition=self.partition[first:end],
            gives=self.gives[first:end],
            starts=self.starts[first : end + 1] - entries.start,
            partner=self.partner[entries],
            rank=self.rank[entries],
            quantity=self.quantity[entries],
            what=self.what[entries],
            lost_starts=self.lost_starts[first : end + 1] - lost.start,
            lost=self.lost[lost],
        )


def gathered(starts: Array, ends: Array) -> tuple[Array, Array]:
    """Concatenate spans: return where each starts (and the last ends), and the old position of each
    element."""
    sizes = ends - starts
    laid = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=laid[1:])
    return laid, np.repeat(starts - laid[:-1], sizes) + np.arange(laid[-1])
