"""What changed in published lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np

from boucle.matching.engine.columns import Array, Columns
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.list_columns import ListColumns, gathered
from boucle.matching.engine.world import World
from boucle.matching.scoring.assess import DECLARED_FIRST

SAME: Final = 0
GAINED: Final = 1
KEPT: Final = 2
"""Still there, its rank the same, and a flow of the pair changed."""
MOVED: Final = 3
"""Still there, of another rank."""

CHANGE: Final = np.dtype(
    [
        ("owner", np.int32),
        ("start", np.int32),
        ("end", np.int32),
        ("lost_start", np.int32),
        ("lost_end", np.int32),
        ("gives", np.bool_),
        ("gave", np.bool_),
    ],
    align=True,
)


class Moves(NamedTuple):
    """Flat: change i has the entries ``partner``, ``rank``, ``quantity``, ``what`` from its start
    to its end, and ``lost`` from its lost_start to its lost_end."""

    changes: Array
    partner: Array
    rank: Array
    quantity: Array
    what: Array
    lost: Array


class _Batch:
    """One drain's moves, turned into ids when first asked for. Slots never change meaning."""

    def __init__(self, moves: Moves, columns: Columns) -> None:
        self._moves, self._columns = moves, columns

    @cached_property
    def changes(self) -> list[tuple[Any, ...]]:
        return self._moves.changes.tolist()  # type: ignore[no-any-return]  # of records: tuples

    @cached_property
    def owners(self) -> list[int]:
        return self._columns.ids(self._moves.changes["owner"])

    @cached_property
    def partitions(self) -> list[int]:
        found: list[int] = self._columns.rows["partition"][self._moves.changes["owner"]].tolist()
        return found

    @cached_property
    def entries(self) -> list[tuple[int, int]]:
        partners = self._columns.ids(self._moves.partner)
        return list(zip(partners, self._moves.rank.tolist(), strict=True))

    @cached_property
    def what(self) -> list[int]:
        found: list[int] = self._moves.what.tolist()
        return found

    @cached_property
    def moved(self) -> list[list[int]]:
        """Of each change: asked twice of all, by who orders them and by who writes them."""
        partners = [partner for partner, _ in self.entries]
        spans = [(start, end) for _, start, end, *_ in self.changes]
        both = [zip(partners[i:j], self.what[i:j], strict=True) for i, j in spans]
        return [[partner for partner, what in each if what != SAME] for each in both]

    @cached_property
    def lost(self) -> list[int]:
        return self._columns.ids(self._moves.lost)

    def in_columns(self, order: Array) -> ListColumns:
        """Changes by their number, in that order."""
        moves, id_bytes = self._moves, self._columns.id_bytes
        changes = moves.changes[order]
        starts, entries = gathered(changes["start"], changes["end"])
        lost_starts, lost = gathered(changes["lost_start"], changes["lost_end"])
        return ListColumns(
            owner=id_bytes(changes["owner"]),
            partition=self._columns.rows["partition"][changes["owner"]],
            gives=changes["gives"],
            gave=changes["gave"],
            starts=starts,
            partner=id_bytes(moves.partner[entries]),
            rank=moves.rank[entries],
            quantity=moves.quantity[entries],
            what=moves.what[entries],
            lost_starts=lost_starts,
            lost=id_bytes(moves.lost[lost]),
        )


class ListChange(msgspec.Struct, frozen=True, eq=False, gc=False):
    """How one owned flow's published list moved since the last ``drain``: (partner, score)."""

    _batch: _Batch
    _index: int

    @property
    def flow(self) -> int:
        return self._batch.owners[self._index]

    @property
    def partition(self) -> int:
        return self._batch.partitions[self._index]

    @property
    def gives(self) -> bool:
        """It is an offer's list."""
        return bool(self._batch.changes[self._index][5])

    @property
    def gave(self) -> bool:
        """It was one, when it held ``lost``."""
        return bool(self._batch.changes[self._index][6])

    @property
    def gained(self) -> tuple[tuple[int, int], ...]:
        return self._scores(GAINED)

    @property
    def lost(self) -> tuple[int, ...]:
        _, _, _, start, end, *_ = self._batch.changes[self._index]
        return tuple(self._batch.lost[start:end])

    @property
    def kept(self) -> tuple[tuple[int, int], ...]:
        """Partners still there whose score moved, or of whose pair a flow changed."""
        return self._scores(KEPT, MOVED)

    @property
    def size(self) -> int:
        """Its entries and the partners that it lost."""
        _, start, end, lost_start, lost_end, *_ = self._batch.changes[self._index]
        return int(end - start + lost_end - lost_start)

    @property
    def moved(self) -> list[int]:
        """Partners gained or kept."""
        return self._batch.moved[self._index]

    @property
    def entries(self) -> tuple[tuple[int, int], ...]:
        """The list as it is now, (partner, rank) best first, as ``Engine.load`` takes it again."""
        _, start, end, *_ = self._batch.changes[self._index]
        return tuple(self._batch.entries[start:end])

    def _scores(self, *wanted: int) -> tuple[tuple[int, int], ...]:
        _, start, end, *_ = self._batch.changes[self._index]
        batch = self._batch
        both = zip(batch.entries[start:end], batch.what[start:end], strict=True)
        return tuple((partner, score_of(rank)) for (partner, rank), what in both if what in wanted)


def score_of(rank: int) -> int:
    """The score behind a rank."""
    return rank - DECLARED_FIRST if rank >= DECLARED_FIRST else rank


class ListChanges:
    """All lists that changed since the last ``drain``."""

    def __init__(self, moves: Moves, columns: Columns) -> None:
        self._moves, self._columns = moves, columns
        self._batch = _Batch(moves, columns)

    @cached_property
    def lists(self) -> tuple[ListChange, ...]:
        """One by one, by flow id."""
        return tuple([ListChange(self._batch, i) for i in self._order().tolist()])

    @cached_property
    def columns(self) -> ListColumns:
        """By partition and flow id."""
        return self._batch.in_columns(self._order(self._columns.rows["partition"]))

    def _order(self, *first: Array) -> Array:
        owners, rows = self._moves.changes["owner"], self._columns.rows
        keys = [rows["id_lo"], rows["id_hi"], *first]
        return np.lexsort([key[owners] for key in keys])


def columns_of(changes: Sequence[ListChange]) -> ListColumns | None:
    """Changes of one drain, by partition; None where there is none."""
    if not changes:
        return None
    numbers = [change._index for change in sorted(changes, key=lambda each: each.partition)]
    return changes[0]._batch.in_columns(np.array(numbers, np.int64))


def list_changes(world: World, columns: Columns) -> ListChanges:
    """All that moved since the snapshots were taken."""
    size = int(world.ends[0])
    entries = size * world.taken_partner.shape[1]
    changes, lost = np.zeros(size, CHANGE), np.zeros(entries, np.int32)
    flat = (
        np.zeros(entries, np.int32),
        np.zeros(entries, np.int16),
        np.zeros(entries, np.int64),
        np.zeros(entries, np.int8),
    )
    count, at, gone = _moves(world, changes, *flat, lost)
    partner, rank, quantity, what = (column[:at] for column in flat)
    moves = Moves(changes[:count], partner, rank, quantity, what, lost[:gone])
    return ListChanges(moves, columns)


@compiled
def _moves(
    world: World, changes: Any, partner: Any, rank: Any, quantity: Any, what: Any, lost: Any
) -> tuple[int, int, int]:
    """Fill the arrays; how many changes, entries and lost ones."""
    taken, end = world.taken, world.ends[0]
    count, at, gone = 0, 0, 0
    for i in range(end):
        if taken[i].row < 0:
            continue
        now = world.lists[taken[i].row]
        now.before = -1
        change = changes[count]
        change.owner, change.gives, change.gave = now.owner, now.gives, taken[i].gives
        change.start, change.lost_start = at, gone
        moved = False
        for j in range(now.shown):
            partner[at], rank[at] = world.partner[taken[i].row, j], world.rank[taken[i].row, j]
            what[at] = _what(world, i, partner[at], rank[at])
            pair = (now.owner, partner[at]) if now.gives else (partner[at], now.owner)
            quantity[at] = _quantity(world, pair[0], pair[1])
            moved |= what[at] != SAME
            at += 1
        for j in range(taken[i].shown):
            lost[gone] = world.taken_partner[i, j]
            if now.gives != taken[i].gives or not _shows(world, taken[i].row, lost[gone]):
                gone += 1
        if moved or gone > change.lost_start:
            change.end, change.lost_end = at, gone
            count += 1
        else:  # only what stands behind the shown entries moved
            at = change.start
    return count, at, gone


@inlined
def _quantity(world: World, offer: int, need: int) -> int:
    """What the pair could move in a year, as ``Pairing.moved``; 0 without a route."""
    ours, theirs = world.flows[offer], world.flows[need]
    side = 2 * ours.family + 1
    for i in range(world.side_start[side], world.side_start[side + 1]):
        rule = world.routes[world.side_route[i]]
        if rule.input == theirs.family:
            wanted = float(theirs.quantity - theirs.taken) / rule.yield_
            return int(np.rint(min(float(ours.quantity - ours.taken), wanted)))
    return 0


@inlined
def _what(world: World, i: int, partner: int, rank: int) -> int:
    before = world.taken[i]
    now = world.lists[before.row]
    if now.gives != before.gives:  # all other pairs, maybe with the same partners
        return GAINED
    for j in range(before.shown):
        if world.taken_partner[i, j] == partner:
            if rank != world.taken_rank[i, j]:
                return MOVED
            return KEPT if world.changed[now.owner] or world.changed[partner] else SAME
    return GAINED


@inlined
def _shows(world: World, row: int, partner: int) -> bool:
    shown = False
    for j in range(world.lists[row].shown):
        shown |= world.partner[row, j] == partner
    return shown
