"""Compares flows with everyone in reach: which entries they bring to which owned lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np

from boucle.matching.engine.columns import Array, Slots
from boucle.matching.engine.kernel import Book, score_pairs, typical_pairs
from boucle.matching.engine.lists import Lists
from boucle.matching.engine.lives import Lives
from boucle.matching.engine.places import Places
from boucle.matching.scoring.assess import DECLARED_FIRST
from boucle.matching.scoring.rules import MOST_SLACK_KM, NETWORK_KM, STOP

MOST_PAIRS: Final = 50_000
"""Pairs scored at once: bounds memory."""
_NOBODY: Final = np.empty(0, np.int32)

Entries = tuple[Array, Array, Array]
"""(list row, partner's slot, rank), three equal-long arrays."""


class _Scored(NamedTuple):
    """Pairs that nothing excludes: ``me`` was compared with ``near``."""

    me: Array
    near: Array
    score: Array
    rank: Array

    def at(self, where: Array) -> _Scored:
        return _Scored(*(column[where] for column in self))


class Comparer:
    """Reads everything, changes nothing."""

    def __init__(self, book: Book, places: Places, lives: Lives, lists: Lists) -> None:
        self._book, self._flows = book, book.flows
        self._places, self._lives, self._lists = places, lives, lists

    def neighbours(self, slot: int) -> tuple[Slots, Slots]:
        """Whom a flow may be paired with, and by which route: everyone in reach, and more."""
        flows = self._flows
        side = (int(flows.family[slot]), bool(flows.output[slot]))
        place = (float(flows.x[slot]), float(flows.y[slot]), float(flows.z[slot]))
        slack = float(flows.slack[slot]) + MOST_SLACK_KM
        joined = NETWORK_KM if flows.networks[slot] else 0.0
        found: list[Slots] = []
        routes: list[int] = []
        for route in self._book.routes.of_side.get(side, ()):
            reach = route.reach_km + joined if route.network else route.reach_km
            partner = (route.input if side[1] else route.output, not side[1])
            for slots in self._places.near(partner, place, STOP * reach + slack):
                found.append(slots)
                routes.append(route.index)
        if not found:
            return _NOBODY, _NOBODY
        sizes = [len(slots) for slots in found]
        return np.concatenate(found), np.repeat(np.array(routes, np.int32), sizes)

    def entries(self, slots: Iterable[int], marked: Array) -> Entries:
        """What flows that changed bring: all of their own lists if owned, and their places in
        those others' owned lists whose floor they beat. ``marked`` (by slot): those whose own
        lists are built anew anyhow."""
        found = []
        for me, near, routes in self._groups(slots):
            row_of = self._flows.list_row
            wanted = (row_of[me] >= 0) | ((row_of[near] >= 0) & ~marked[near])
            pairs = self._scored(me[wanted], near[wanted], routes[wanted])
            found.append(self._own_entries(pairs))
            found.append(self._others_entries(pairs, marked))
        return _joined(found)

    def own_entries(self, slots: Iterable[int]) -> Entries:
        """All that belongs in these flows' own lists."""
        groups = self._groups(slots)
        return _joined([self._own_entries(self._scored(*group)) for group in groups])

    def _groups(self, slots: Iterable[int]) -> Iterator[tuple[Array, Array, Array]]:
        """(me, near, route) of all pairs to compare, at most about ``MOST_PAIRS`` at a time."""
        me: list[Array] = []
        near: list[Array] = []
        routes: list[Array] = []
        size = 0
        for slot in slots:
            if not self._flows.alive[slot]:
                continue
            partners, by = self.neighbours(slot)
            me.append(np.full(len(partners), slot, np.int32))
            near.append(partners)
            routes.append(by)
            size += len(partners)
            if size > MOST_PAIRS:
                yield np.concatenate(me), np.concatenate(near), np.concatenate(routes)
                me, near, routes, size = [], [], [], 0
        if size:
            yield np.concatenate(me), np.concatenate(near), np.concatenate(routes)

    def _scored(self, me: Array, near: Array, routes: Array) -> _Scored:
        flows = self._flows
        gives = flows.output[me]
        offers, needs = np.where(gives, me, near), np.where(gives, near, me)
        scores = score_pairs(self._book, offers, needs, routes)
        at = np.flatnonzero(scores >= 0)
        at = at[~self._barred(offers[at], needs[at])]
        typical = typical_pairs(flows, offers[at], needs[at])
        ranks = scores[at] + np.where(typical, 0, DECLARED_FIRST).astype(np.int32)
        return _Scored(me[at], near[at], scores[at], ranks)

    def _barred(self, offers: Array, needs: Array) -> Array:
        """Pairs whose life keeps them out of lists; few flows have one."""
        flows = self._flows
        barred = np.zeros(len(offers), np.bool_)
        for i in np.flatnonzero(flows.lived[offers] & flows.lived[needs]):
            offer, need = int(offers[i]), int(needs[i])
            barred[i] = self._lives.bars(
                flows.flow(offer), flows.flow(need), flows.refusable[offer], flows.refusable[need]
            )
        return barred

    def _own_entries(self, pairs: _Scored) -> Entries:
        """Of each flow compared: what finds a place in its list, and one to set its floor."""
        flows = self._flows
        threshold = self._book.settings.threshold[flows.territory[pairs.me]]
        kept = pairs.at((flows.list_row[pairs.me] >= 0) & (pairs.score >= threshold))
        if len(kept.me) > self._lists.width:
            kept = kept.at(_best_of_each(kept.me, kept.rank, self._lists.width + 1))
        return flows.list_row[kept.me], kept.near, kept.rank

    def _others_entries(self, pairs: _Scored, marked: Array) -> Entries:
        flows = self._flows
        threshold = self._book.settings.threshold[flows.territory[pairs.near]]
        rows = flows.list_row[pairs.near]
        at = np.flatnonzero((rows >= 0) & ~marked[pairs.near] & (pairs.score >= threshold))
        rows, kept = rows[at], pairs.at(at)
        better = self._lists.beats_floor(flows, rows, kept.me, kept.rank)
        return rows[better], kept.me[better], kept.rank[better]


def _best_of_each(me: Array, rank: Array, room: int) -> Array:
    """Where ``rank`` is among the ``room`` best of its run of equal ``me`` (all of a tie)."""
    kept: Array = np.ones(len(me), np.bool_)
    starts = np.flatnonzero(np.diff(me, prepend=-1))
    for start, end in zip(starts, np.append(starts[1:], len(me)), strict=True):
        size = end - start
        if size > room:
            run = rank[start:end]
            kept[start:end] = run >= np.partition(run, size - room)[size - room]
    return kept


def _joined(found: list[Entries]) -> Entries:
    if not found:
        return _NOBODY, _NOBODY, _NOBODY
    rows, partners, ranks = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(partners), np.concatenate(ranks)
