"""Take changes of flows, settings and lives in, update lists exactly, and return their changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from boucle.contract.events.changed_lists import score_of
from boucle.matching.engine import changes, lists, search
from boucle.matching.engine.arrays.id_table import halves
from boucle.matching.engine.index import lanes, tree
from boucle.matching.engine.inputs import FlowChange, StoredLists
from boucle.matching.engine.lists import SPARE
from boucle.matching.engine.rows.columns import Array
from boucle.matching.engine.rows.list_columns import ListColumns
from boucle.matching.engine.state import State
from boucle.matching.engine.world import World
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, Rules, ScoringSettings

PIECE: Final = 32
"""Flows compared in one go: some milliseconds, at a million flows."""
_ROWS: Final = 2048
"""Rows looked through in one go."""
Sliceable = TypeVar("Sliceable", Array, Sequence[int])


class Engine:
    """All flows of the deployment, and the lists of the flows in owned partitions. Ids are the
    integers of UUIDs. Every method leaves the owned lists exact, except for flows returned by
    ``settle`` and not yet given to ``refresh``."""

    def __init__(self, rules: Rules, *, k: int = DEFAULT_SETTINGS.k, spare: int = SPARE) -> None:
        """Make an empty engine. ``k``: the longest list foreseen (settings may ask for more),
        ``spare`` entries behind."""
        self.rules = rules
        self._state = state = State(rules, k, spare)
        self.flows, self.qualities, self.lists = state.flows, state.qualities, state.lists
        self.settings, self.lives = state.settings, state.lives
        self.owned: frozenset[int] = frozenset()
        self._changed: list[Array] = []

    # --- changes in ------------------------------------------------------------------------

    def put(self, declared: Iterable[FlowChange]) -> None:
        """Apply flows declared, revised, moved or gone. Only higher versions count."""
        newest: dict[int, FlowChange] = {}
        for change in declared:
            latest = newest.get(change.flow)
            if latest is None or change.version > latest.version:
                newest[change.flow] = change
        slots = self.flows.put(halves(newest))
        versions = self.flows.rows["version"][slots].tolist()
        found = zip(slots.tolist(), versions, newest.values(), strict=True)
        fresh = [(slot, change) for slot, version, change in found if change.version > version]
        if fresh:
            slots = np.array([slot for slot, _ in fresh], np.int32)
            self._leave(slots)
            self._write(slots, [change for _, change in fresh])
            self._enter(slots)

    def set_lives(self, facts: Iterable[LifeFact]) -> None:
        """Apply lives opened or advanced. Only higher versions count."""
        touched: dict[int, None] = {}
        for fact in facts:
            current = self.lives.get(fact.offer, fact.need)
            if current is not None and current.version >= fact.version:
                continue
            if self.lives.set(fact):
                touched[fact.offer] = touched[fact.need] = None
        slots = self.flows.existing(touched)
        self._leave(slots)
        for slot in slots.tolist():
            self._take(slot)
        lanes.set_roots(self._state.world, self.flows.with_parts(slots))
        self._enter(slots)

    def settle(self, settings: ScoringSettings) -> tuple[int, ...]:
        """Apply a territory's settings; return the flows to ``refresh`` for the lists to follow."""
        if settings.version <= self.settings.get(settings.territory).version:
            return ()
        least = self.settings.least_shares.copy()
        self.settings.put(settings.territory, settings)
        if (self.settings.least_shares < least).any():
            lanes.set_all_lost(self._state.world, self.flows.count)
        self.lists.fit(settings.k)
        return self.of_territory(settings.territory)

    def refresh(self, flows: Iterable[int]) -> None:
        """Compare these flows again with their neighbours, as if each had changed."""
        slots = self.flows.existing(flows)
        self._leave(slots)
        self._enter(slots)

    # --- ownership -------------------------------------------------------------------------

    def own(self, partition: int) -> tuple[int, ...]:
        """Own a partition's lists from now on, all empty; return its flows, to ``refresh`` or to
        ``load`` and then ``catch_up``."""
        self.owned |= {partition}
        slots = self._list(self.flows.in_partitions(partition))
        lanes.set_floors(self._state.world, slots)
        return tuple(self.flows.ids(slots))

    def release(self, partition: int) -> None:
        """Drop a partition's lists, which another worker owns now; publish nothing."""
        self.owned -= {partition}
        slots = self.flows.in_partitions(partition)
        slots = slots[self.flows.rows["list_row"][slots] >= 0]
        self.lists.spare(self.flows.rows["list_row"][slots])
        lists.give_up(self._state.world, slots)

    def load(self, stored: StoredLists, partition: int) -> None:
        """Load lists of an owned partition as another owner stored them; then call ``catch_up``.
        They may be ahead of the flows here, if that owner ended between two parts of a turn."""
        slots, partners = self.flows.put(stored.flows), self.flows.put(stored.partners)
        rows = self.flows.rows
        without = slots[rows["list_row"][slots] < 0]
        rows["list_row"][without] = self.lists.add(without)
        rows["partition"][slots] = partition  # of flows whose declaration is still to come
        self.lists.fit(int(stored.sizes.max(initial=0)))
        lists.put(self._state.world, slots, stored.sizes, partners, stored.ranks, stored.gives)

    def catch_up(self, partitions: Iterable[int], changed: Sequence[int]) -> Iterator[None]:
        """Refresh loaded lists, in small pieces, against all flows changed since they were stored.
        These flows are searched in every list of the partitions. Between pieces the lists are not
        exact: drain only at the end. Their pairs are published again even at the same rank, as
        quantities may differ. Lists of flows that are not here (yet) are emptied until their flows
        come in."""
        mine = self.flows.in_partitions(*partitions)
        mine = mine[self.flows.rows["list_row"][mine] >= 0]
        found = [mine[~self.flows.rows["alive"][mine]]]
        self._mark(found[0])
        for ids in _each(changed, _ROWS):
            yield
            found.append(self.flows.existing(ids))
            self._mark(found[-1])
        slots = np.concatenate(found)
        rows = self.flows.rows["list_row"][mine]
        for some in _each(slots, _ROWS):
            yield
            lanes.set_floors(self._state.world, some)
        for some in _each(rows, _ROWS):
            yield
            search.forget(self._state.world, some)
        for some in _each(slots, PIECE):
            yield
            search.enter(self._state.world, some)
        for some in _each(slots, _ROWS):
            yield
            self._unmark(self._state.world, some)
        while self._state.snapshots.ends[1]:
            yield
            search.conclude(self._state.world, PIECE)

    # --- changes out -----------------------------------------------------------------------

    def drain(self) -> ListColumns:
        """Return the published lists that changed since the last call, by partition and flow id."""
        found = changes.list_changes(self._state.world, self.flows)
        self._state.snapshots.forget()
        for slots in self._changed:
            self.flows.changed[slots] = False
        self._changed.clear()
        return found

    def version(self, flow: int) -> int:
        """Return the flow's current version, -1 for an unknown flow."""
        slot = self.flows.slot(flow)
        return -1 if slot < 0 else int(self.flows.rows[slot]["version"])

    def row(self, flow: int) -> FlowInputs | None:
        """Return the flow's row; None if it is gone, not matched, or unknown."""
        return self.matched([flow]).get(flow, (None, 0))[0]

    def matched(self, flows: Collection[int]) -> dict[int, tuple[FlowInputs, int]]:
        """Return the matched flows among these, each with the base units a year that running
        synergies leave of it."""
        slots = self.flows.existing(flows)
        found: dict[int, tuple[FlowInputs, int]] = {}
        for at in self.flows.read(slots[self.flows.rows["alive"][slots]]):
            row = self.flows.whole(at, self.settings.names[at["territory"]], self.qualities)
            found[row.flow] = self.lives.left_of(row)
        return found

    def of_territory(self, territory: str) -> tuple[int, ...]:
        return tuple(self.flows.ids(self.flows.of_territory(self.settings.index(territory))))

    def entries(self, flow: int) -> tuple[tuple[int, int], ...]:
        """Return the published list of an owned flow: (partner, score), best first."""
        row = int(self.flows.rows[self.flows.slot(flow)]["list_row"])
        if row < 0:
            return ()
        shown = int(self.lists.rows[row]["shown"])
        partners = self.flows.ids(self.lists.partner[row, :shown])
        ranks = self.lists.rank[row, :shown].tolist()
        return tuple(zip(partners, map(score_of, ranks), strict=True))

    def changed_since(self, positions: Mapping[int, int]) -> tuple[int, ...]:
        """Return flows whose last change is at or after ``positions`` (partition -> offset)."""
        return tuple(self.flows.ids(self.flows.changed_since(positions)))

    @property
    def nbytes(self) -> int:
        return self._state.nbytes

    # --- writing ---------------------------------------------------------------------------

    def _write(self, slots: Array, fresh: Sequence[FlowChange]) -> None:
        rows, parts = self.flows.rows, self.flows.with_parts(slots)
        before = rows[["quality", "family", "output"]][parts[rows["alive"][parts]]]
        for block, family, output in before.tolist():
            self.qualities.drop(block, family, output)
        tree.take_away(self._state.world, parts)
        widened = [self._widen(one) for change in fresh for one in change.rows]
        if any(widened):
            lanes.set_all_lost(self._state.world, self.flows.count)
        for slot, change in zip(slots.tolist(), fresh, strict=True):
            self._write_one(slot, change)
        mine = np.array([change.partition in self.owned for change in fresh], np.bool_)
        self._list(slots[mine])
        parts = self.flows.with_parts(slots)
        self._state.index.add(lambda: self._state.world, parts[rows["alive"][parts]])

    def _write_one(self, slot: int, change: FlowChange) -> None:
        row, stamp, parts = change.row, change.stamp, self.flows.part(slot, change.row)
        if row is None:
            self.flows.remove(slot, stamp)
            return
        for at, one in zip(parts, change.rows, strict=True):
            territory = self.settings.index(one.territory)
            quality = self.qualities.write(one.family, one.output, one.qualities)
            self.flows.write(at, one, stamp if at == slot else None, territory, quality)
        if self.lives.any(row.flow):
            self._take(slot)

    def _list(self, slots: Array) -> Array:
        """Give live slots without a list a new one; return them."""
        rows = self.flows.rows
        without: Array = slots[rows["alive"][slots] & (rows["list_row"][slots] < 0)]
        rows["list_row"][without] = self.lists.add(without)
        return without

    def _widen(self, row: FlowInputs) -> bool:
        """Add columns for new qualities of the side; tell whether there were some."""
        missing = self.qualities.missing(row.family, row.output, row.qualities)
        if missing:
            members = self._state.index.members(self._state.world, 2 * row.family + row.output)
            blocks = self.flows.rows["quality"][members].tolist()
            fresh = self.qualities.widen(row.family, row.output, missing, blocks)
            self.flows.rows["quality"][members] = fresh
            self._state.routes.widened(row.family, row.output)
        return bool(missing)

    def _take(self, slot: int) -> None:
        """Apply the flow's lives to its free quantities."""
        flow, rows, slots = self.flows.flow(slot), self.flows.rows, self.flows.parts(slot)
        parts = list(zip(rows["family"][slots].tolist(), self.flows.shares(slot), strict=True))
        rows["taken"][slots] = self.lives.taken(flow, parts)
        self.lives.take_by_month(flow, slots, parts)
        rows["lived"][slots] = self.lives.matter(flow)
        self.lives.update_barred(flow, self.flows)

    # --- comparing -------------------------------------------------------------------------

    def _leave(self, slots: Array) -> None:
        """Remove flows that are about to change from all lists."""
        if self.owned and len(slots):
            search.withdraw(self._state.world, slots)

    def _enter(self, slots: Array) -> None:
        """Update every list after flows have changed."""
        if self.owned and len(slots):
            world = self._state.world  # nothing grows from here on
            self._mark(slots)
            search.enter(world, slots)
            self._unmark(world, slots)
            search.conclude(world, len(self.lists.rows))

    def _mark(self, slots: Array) -> None:
        """Mark flows whose lists are rebuilt; the next ``drain`` returns all their pairs."""
        self._changed.append(slots)
        self.flows.changed[slots] = self.flows.rows["marked"][slots] = True

    def _unmark(self, world: World, slots: Array) -> None:
        """Unmark flows whose lists are rebuilt: others may enter them."""
        self.flows.rows["marked"][slots] = False
        lanes.set_floors(world, slots)


def _each(items: Sliceable, size: int) -> Iterator[Sliceable]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
