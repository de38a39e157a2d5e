"""What the engine is told, what it keeps exact, what it tells back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from boucle.matching.engine.columns import Array, Columns
from boucle.matching.engine.comparer import Comparer
from boucle.matching.engine.kernel import Book
from boucle.matching.engine.lists import SPARE, Lists, Picture
from boucle.matching.engine.lives import Lives
from boucle.matching.engine.places import Places
from boucle.matching.engine.qualities import Qualities
from boucle.matching.engine.tables import RouteTable, SettingsTable
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, LifeFact, Rules, Settings
from boucle.matching.scoring.assess import DECLARED_FIRST
from boucle.matching.scoring.rules import MOST_SLACK_KM, STOP

PIECE: Final = 32
"""Flows compared in one go: some tens of milliseconds at most, at a hundred thousand flows."""

_NOBODY: Final = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class FlowChange:
    """What the log says of a flow: its row, or None when it is gone or kept out of matching.

    ``partition`` and ``offset`` of the log; ``version`` decides: an older one changes nothing.
    """

    flow: int
    version: int
    partition: int
    offset: int
    row: FlowRow | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """How one owned flow's published list moved since the last ``drain``: (partner, score).

    ``gives``: it is an offer's list; ``gave``: it was one, when it held ``lost``.
    ``kept``: partners still there whose score moved, or of whose pair a flow changed. ``entries``:
    the list as it is now, (partner, rank) best first, as ``Engine.load`` takes it again.
    """

    flow: int
    partition: int
    gives: bool
    gave: bool
    gained: tuple[tuple[int, int], ...]
    lost: tuple[int, ...]
    kept: tuple[tuple[int, int], ...]
    entries: tuple[tuple[int, int], ...]


class Engine:
    """All flows of the deployment, and the lists of the flows in owned partitions.

    Ids are the integers of UUIDs. Every method leaves the owned lists exact for what was told so
    far, but for flows returned by ``settle`` and not yet given to ``mend``.
    """

    def __init__(self, rules: Rules, *, k: int = DEFAULT_SETTINGS.k, spare: int = SPARE) -> None:
        """``k``: the longest list foreseen (settings may ask more), ``spare`` entries behind."""
        self.rules = rules
        self.flows = Columns()
        self.qualities = Qualities()
        self.settings = SettingsTable(len(rules.routes))
        self.lives = Lives()
        self.lists = Lists(k, spare)
        self.owned: frozenset[int] = frozenset()
        self._routes = RouteTable(rules, self.qualities)
        self._places = Places(_cell_sizes(rules))
        book = Book(self.flows, self.qualities, self._routes, self.settings)
        self._comparer = Comparer(book, self._places, self.lives, self.lists)
        self._marked = np.zeros(1024, np.bool_)
        self._before: dict[int, Picture] = {}
        self._changed: set[int] = set()

    # --- told ------------------------------------------------------------------------------

    def put(self, changes: Iterable[FlowChange]) -> None:
        """Flows declared, revised, moved or gone. Only a version higher than known counts."""
        newest: dict[int, FlowChange] = {}
        for change in changes:
            known = newest.get(change.flow)
            version = known.version if known else self.version(change.flow)
            if change.version > version:
                newest[change.flow] = change
        slots = [self._slot(change.flow) for change in newest.values()]
        losing = self._losing(slots)
        for slot, change in zip(slots, newest.values(), strict=True):
            self._write(slot, change)
        self._refresh(slots, losing)

    def set_lives(self, facts: Iterable[LifeFact]) -> None:
        """Lives opened or moved on. Only a version higher than known counts."""
        touched: dict[int, None] = {}
        for fact in facts:
            known = self.lives.get(fact.offer, fact.need)
            if known is not None and known.version >= fact.version:
                continue
            if self.lives.set(fact):
                touched[fact.offer] = touched[fact.need] = None
        slots = [slot for flow in touched if (slot := self.flows.slot(flow)) >= 0]
        for slot in slots:
            self._take(slot)
        self._refresh(slots, self._losing(slots))

    def settle(self, settings: Settings) -> tuple[int, ...]:
        """A territory's settings; returns the flows to ``mend`` for the lists to follow."""
        index = self.settings.index(settings.territory)
        known = self.settings.all[index]
        if settings.version <= known.version:
            return ()
        self.settings.put(settings.territory, settings)
        self.lists.fit(settings.k)
        return self.of_territory(settings.territory)

    def mend(self, flows: Iterable[int]) -> None:
        """Compare these flows anew with their neighbours, as if each had changed."""
        slots = [slot for flow in flows if (slot := self.flows.slot(flow)) >= 0]
        self._refresh(slots, self._losing(slots))

    # --- ownership -------------------------------------------------------------------------

    def own(self, partition: int) -> tuple[int, ...]:
        """Keep the lists of a partition from now on, all empty: returns its flows, to ``mend`` or
        to ``load`` and then ``catch_up``."""
        self.owned |= {partition}
        slots = self._in_partition(partition)
        slots = slots[self.flows.alive[slots] & (self.flows.list_row[slots] < 0)]
        for slot in slots.tolist():
            self.flows.list_row[slot] = self.lists.add(slot)
        return tuple(self.flows.ids(slots))

    def release(self, partition: int) -> None:
        """Another worker keeps the partition's lists now: forget them, tell nothing."""
        self.owned -= {partition}
        for slot in self._in_partition(partition).tolist():
            row = int(self.flows.list_row[slot])
            if row >= 0:
                self.lists.remove(row)
                self._before.pop(row, None)
                self.flows.list_row[slot] = -1

    def load(self, flow: int, entries: Sequence[tuple[int, int]], *, gives: bool) -> None:
        """A list of an owned partition as stored, (partner, rank) best first, of an offer or not.

        What is shown starts from there; it must be followed by ``catch_up``.
        """
        slot = self._slot(flow)
        if self.flows.list_row[slot] < 0:
            self.flows.list_row[slot] = self.lists.add(slot)
        partners = np.array([self._slot(partner) for partner, _ in entries], np.int32)
        ranks = np.array([rank for _, rank in entries], np.int32)
        own = self.settings.all[self.flows.territory[slot]]
        self.lists.fit(max(own.k, len(entries)))
        row = int(self.flows.list_row[slot])
        self.lists.put(row, partners, ranks, gives=gives, complete=len(entries) < own.k)

    def catch_up(self, partitions: Iterable[int], changed: Sequence[int]) -> Iterator[None]:
        """Mend loaded lists against all flows changed since they were stored, in small pieces.

        These flows are looked for in every list of the partitions: nobody knows where they were.
        Between pieces the lists are not exact: drain only at the end.
        """
        slots = [slot for flow in changed if (slot := self.flows.slot(flow)) >= 0]
        mine = [self.flows.list_row[self._in_partition(partition)] for partition in partitions]
        rows = np.concatenate([_NOBODY, *mine])
        rows = rows[rows >= 0]
        self._marked[slots] = True
        rows = rows[self.lists.holding_any(rows, self._marked)]
        self._remember(rows)
        self.lists.merge(self.flows, rows, self._marked, (_NOBODY, _NOBODY, _NOBODY))
        coming = self._marked.copy()
        self._marked[slots] = False
        for start in range(0, len(slots), PIECE):
            yield
            self._refresh(slots[start : start + PIECE], _NOBODY, coming)
        for start in range(0, len(rows), PIECE):
            yield
            self._conclude(rows[start : start + PIECE])

    # --- told back -------------------------------------------------------------------------

    def drain(self) -> tuple[ListChange, ...]:
        """What moved in published lists since the last call, by flow id."""
        rows = list(self._before)
        after = self.lists.pictures(rows)
        owners = self.lists.owner[rows].tolist()
        changes = [
            self._list_change(owner, before, now)
            for owner, before, now in zip(owners, self._before.values(), after, strict=True)
        ]
        self._before.clear()
        self._changed.clear()
        found = [change for change in changes if change is not None]
        return tuple(sorted(found, key=lambda change: change.flow))

    def version(self, flow: int) -> int:
        """The flow's version as known, -1 when never seen."""
        slot = self.flows.slot(flow)
        return -1 if slot < 0 else int(self.flows.version[slot])

    def row(self, flow: int) -> FlowRow | None:
        """The flow as known; None when gone, kept out of matching, or never seen."""
        slot = self.flows.slot(flow)
        if slot < 0 or not self.flows.alive[slot]:
            return None
        return self.flows.read(
            slot, self.settings.names[self.flows.territory[slot]], self.qualities
        )

    def free(self, flow: int) -> int:
        """Base units a year that running synergies leave of a flow."""
        slot = self.flows.slot(flow)
        return int(self.flows.quantity[slot] - self.flows.taken[slot])

    def of_territory(self, territory: str) -> tuple[int, ...]:
        """The flows of a territory."""
        count, index = self.flows.count, self.settings.index(territory)
        mask = (self.flows.territory[:count] == index) & self.flows.alive[:count]
        return tuple(self.flows.ids(np.flatnonzero(mask)))

    def entries(self, flow: int) -> tuple[tuple[int, int], ...]:
        """The published list of an owned flow: (partner, score), best first."""
        row = int(self.flows.list_row[self.flows.slot(flow)])
        if row < 0:
            return ()
        (now,) = self.lists.pictures([row])
        return self._told(zip(now.partners, now.ranks, strict=True))

    def changed_since(self, positions: Mapping[int, int]) -> tuple[int, ...]:
        """Flows whose last change stands at or after ``positions`` (partition -> offset)."""
        count = self.flows.count
        since = np.full(int(self.flows.partition[:count].max(initial=0)) + 1, 0, np.int64)
        for partition, offset in positions.items():
            if partition < len(since):
                since[partition] = offset
        late = self.flows.offset[:count] >= since[self.flows.partition[:count]]
        return tuple(self.flows.ids(np.flatnonzero(late)))

    @property
    def nbytes(self) -> int:
        """Bytes in arrays."""
        return self.flows.nbytes + self.qualities.nbytes + self.lists.nbytes

    # --- writing ---------------------------------------------------------------------------

    def _slot(self, flow: int) -> int:
        slot = self.flows.slot(flow)
        if slot < 0:
            slot = self.flows.add(flow)
            self.flows.version[slot] = -1
            if slot >= len(self._marked):
                self._marked = np.zeros(2 * slot, np.bool_)
        return slot

    def _write(self, slot: int, change: FlowChange) -> None:
        flows = self.flows
        if flows.alive[slot]:
            self._places.remove(flows, slot)
            side = (int(flows.family[slot]), bool(flows.output[slot]))
            self.qualities.drop(int(flows.quality[slot]), *side)
        flows.version[slot], flows.offset[slot] = change.version, change.offset
        flows.partition[slot] = change.partition
        flows.alive[slot] = change.row is not None
        if change.row is not None:
            if change.partition in self.owned and flows.list_row[slot] < 0:
                flows.list_row[slot] = self.lists.add(slot)
            flows.write(slot, change.row, self.settings.index(change.row.territory))
            flows.quality[slot] = self._write_qualities(change.row)
            self._places.add(flows, slot)
            self._take(slot)

    def _write_qualities(self, row: FlowRow) -> int:
        missing = self.qualities.missing(row.family, row.output, row.qualities)
        if missing:
            side = (row.family, row.output)
            members = self._places.members(side)
            blocks = [int(self.flows.quality[slot]) for slot in members]
            self.flows.quality[members] = self.qualities.widen(*side, missing, blocks)
            self._routes.widened(*side)
        return self.qualities.write(row.family, row.output, row.qualities)

    def _take(self, slot: int) -> None:
        """What the flow's lives mean to its columns."""
        flow = self.flows.flow(slot)
        self.flows.taken[slot] = self.lives.taken(flow)
        self.flows.lived[slot] = self.lives.matter(flow)

    # --- comparing -------------------------------------------------------------------------

    def _losing(self, slots: Iterable[int]) -> Array:
        """The owned rows that hold one of these flows: its neighbours' as it is now."""
        found = [_NOBODY]
        for slot in slots if self.owned else ():
            if self.flows.alive[slot]:
                near, _ = self._comparer.neighbours(slot)
                rows = self.flows.list_row[near]
                rows = rows[rows >= 0]
                held = self.lists.holding(rows, np.full(len(rows), slot, np.int32))
                found.append(rows[held])
        return np.concatenate(found)

    def _refresh(self, slots: Sequence[int], losing: Array, coming: Array | None = None) -> None:
        """Bring every owned list up to date with ``slots``, which the rows ``losing`` hold.

        ``coming`` (by slot): these and the others whose own lists are built anew before the end.
        """
        if not slots or not self.owned:
            return
        self._changed.update(slots)
        mine = self.flows.list_row[list(slots)]
        mine = mine[mine >= 0]
        self._remember(mine)
        self.lists.clear(mine)
        self._marked[list(slots)] = True
        entries = self._comparer.entries(slots, self._marked if coming is None else coming)
        touched = np.unique(np.concatenate([losing, mine, entries[0]]))
        self._remember(touched)
        self.lists.merge(self.flows, touched, self._marked, entries)
        self._marked[list(slots)] = False
        self._conclude(touched)

    def _conclude(self, rows: Array) -> None:
        """Build anew the rows that may lack an entry (fewer than k above a floor); show."""
        k = self.settings.k[self.flows.territory[self.lists.owner[rows]]]
        short = rows[(self.lists.count[rows] < k) & (self.lists.floor_rank[rows] >= 0)]
        if len(short):
            self.lists.clear(short)
            entries = self._comparer.own_entries(self.lists.owner[short].tolist())
            self.lists.merge(self.flows, short, self._marked, entries)
        self.lists.shown[rows] = np.minimum(self.lists.count[rows], k)
        self.lists.gives[rows] = self.flows.output[self.lists.owner[rows]]

    # --- telling ---------------------------------------------------------------------------

    def _remember(self, rows: Array) -> None:
        """Keep what rows show before they change, once between two drains."""
        new = [row for row in rows.tolist() if row not in self._before]
        self._before.update(zip(new, self.lists.pictures(new), strict=True))

    def _list_change(self, owner: int, before: Picture, now: Picture) -> ListChange | None:
        every = owner in self._changed
        if before == now and not every and self._changed.isdisjoint(now.partners):
            return None  # only what stands behind the shown entries moved
        # A flow that changed sides has all other pairs, maybe with the same partners.
        same = before.gives == now.gives
        old = dict(zip(before.partners, before.ranks, strict=True)) if same else {}
        new = dict(zip(now.partners, now.ranks, strict=True))
        gained = [entry for entry in new.items() if entry[0] not in old]
        lost = [partner for partner in before.partners if not same or partner not in new]
        kept = [
            (partner, rank)
            for partner, rank in new.items()
            if partner in old and (every or rank != old[partner] or partner in self._changed)
        ]
        if not (gained or lost or kept):
            return None
        flow = self.flows.flow
        return ListChange(
            flow=flow(owner),
            partition=int(self.flows.partition[owner]),
            gives=now.gives,
            gave=before.gives,
            gained=self._told(gained),
            lost=tuple(flow(partner) for partner in lost),
            kept=self._told(kept),
            entries=tuple((flow(partner), rank) for partner, rank in new.items()),
        )

    def _told(self, entries: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """(flow, score) from (slot, rank)."""
        return tuple(
            (self.flows.flow(slot), rank - DECLARED_FIRST if rank >= DECLARED_FIRST else rank)
            for slot, rank in entries
        )

    def _in_partition(self, partition: int) -> Array:
        count = self.flows.count
        known = self.flows.version[:count] >= 0
        return np.flatnonzero(known & (self.flows.partition[:count] == partition))


def _cell_sizes(rules: Rules) -> dict[tuple[int, bool], float]:
    """A cell is about as wide as the radius in which its side is looked for."""
    radii: dict[tuple[int, bool], list[float]] = {}
    for route in rules.routes:
        radius = STOP * route.reach_km + MOST_SLACK_KM
        radii.setdefault((route.output, True), []).append(radius)
        radii.setdefault((route.input, False), []).append(radius)
    return {side: sorted(each)[len(each) // 2] for side, each in radii.items()}
