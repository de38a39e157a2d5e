"""What the engine is told, what it keeps exact, what it tells back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from boucle.matching.engine import changes, lanes, lists, places, search
from boucle.matching.engine.changes import ListChange, score_of
from boucle.matching.engine.columns import Array, halves
from boucle.matching.engine.lists import SPARE
from boucle.matching.engine.state import State
from boucle.matching.engine.telling import FlowChange, KeptLists
from boucle.matching.engine.world import World
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, LifeFact, Rules, Settings

PIECE: Final = 32
"""Flows compared in one go: some milliseconds, at a million flows."""
_ROWS: Final = 2048
"""Rows looked through in one go."""
Sliceable = TypeVar("Sliceable", Array, Sequence[int])


class Engine:
    """All flows of the deployment, and the lists of the flows in owned partitions.

    Ids are the integers of UUIDs. Every method leaves the owned lists exact for what was told so
    far, but for flows returned by ``settle`` and not yet given to ``mend``.
    """

    def __init__(self, rules: Rules, *, k: int = DEFAULT_SETTINGS.k, spare: int = SPARE) -> None:
        """``k``: the longest list foreseen (settings may ask more), ``spare`` entries behind."""
        self.rules = rules
        self._state = state = State(rules, k, spare)
        self.flows, self.qualities, self.lists = state.flows, state.qualities, state.lists
        self.settings, self.lives = state.settings, state.lives
        self.owned: frozenset[int] = frozenset()
        self._changed: list[Array] = []

    # --- told ------------------------------------------------------------------------------

    def put(self, told: Iterable[FlowChange]) -> None:
        """Flows declared, revised, moved or gone. Only a version higher than known counts."""
        newest: dict[int, FlowChange] = {}
        for change in told:
            known = newest.get(change.flow)
            if known is None or change.version > known.version:
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
        """Lives opened or moved on. Only a version higher than known counts."""
        touched: dict[int, None] = {}
        for fact in facts:
            known = self.lives.get(fact.offer, fact.need)
            if known is not None and known.version >= fact.version:
                continue
            if self.lives.set(fact):
                touched[fact.offer] = touched[fact.need] = None
        slots = self._known(touched)
        self._leave(slots)
        for slot in slots.tolist():
            self._take(slot)
        lanes.set_roots(self._state.world, slots)
        self._enter(slots)

    def settle(self, settings: Settings) -> tuple[int, ...]:
        """A territory's settings; returns the flows to ``mend`` for the lists to follow."""
        index = self.settings.index(settings.territory)
        known = self.settings.all[index]
        if settings.version <= known.version:
            return ()
        least = self.settings.least.copy()
        self.settings.put(settings.territory, settings)
        if (self.settings.least < least).any():
            lanes.set_all_lost(self._state.world, self.flows.count)
        self.lists.fit(settings.k)
        return self.of_territory(settings.territory)

    def mend(self, flows: Iterable[int]) -> None:
        """Compare these flows anew with their neighbours, as if each had changed."""
        slots = self._known(flows)
        self._leave(slots)
        self._enter(slots)

    # --- ownership -------------------------------------------------------------------------

    def own(self, partition: int) -> tuple[int, ...]:
        """Keep the lists of a partition from now on, all empty: returns its flows, to ``mend`` or
        to ``load`` and then ``catch_up``."""
        self.owned |= {partition}
        slots = self._list(self._in_partitions(partition))
        lanes.set_floors(self._state.world, slots)
        return tuple(self.flows.ids(slots))

    def release(self, partition: int) -> None:
        """Another worker keeps the partition's lists now: forget them, tell nothing."""
        self.owned -= {partition}
        slots = self._in_partitions(partition)
        slots = slots[self.flows.rows["list_row"][slots] >= 0]
        self.lists.spare(self.flows.rows["list_row"][slots])
        lists.give_up(self._state.world, slots)

    def load(self, kept: KeptLists, partition: int) -> None:
        """Lists of an owned partition as they were kept elsewhere.

        What is shown starts from there; it must be followed by ``catch_up``. They may stand ahead
        of what was told here: an owner that ended between two parts of a turn left them so.
        """
        slots, partners = self.flows.put(kept.flows), self.flows.put(kept.partners)
        rows = self.flows.rows
        without = slots[rows["list_row"][slots] < 0]
        rows["list_row"][without] = self.lists.add(without)
        rows["partition"][slots] = partition  # nothing was told of who is yet to be declared
        self.lists.fit(int(kept.sizes.max(initial=0)))
        lists.put(self._state.world, slots, kept.sizes, partners, kept.ranks, kept.gives)

    def catch_up(self, partitions: Iterable[int], changed: Sequence[int]) -> Iterator[None]:
        """Mend loaded lists against all flows changed since they were stored, in small pieces.

        These flows are looked for in every list of the partitions: nobody knows where they were.
        Between pieces the lists are not exact: drain only at the end. Their pairs are told again
        even where the rank stands: of two lists that hold a pair, the other's late owner may have
        written over what this one's had told of it. Lists of flows that are not here, or not yet,
        are emptied: they are made when their flows are told.
        """
        mine = self._in_partitions(*partitions)
        mine = mine[self.flows.rows["list_row"][mine] >= 0]
        found = [mine[~self.flows.rows["alive"][mine]]]
        self._mark(found[0])
        for ids in _each(changed, _ROWS):
            yield
            found.append(self._known(ids))
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
        while self._state.pictures.ends[1]:
            yield
            search.conclude(self._state.world, PIECE)

    # --- told back -------------------------------------------------------------------------

    def drain(self) -> tuple[ListChange, ...]:
        """What moved in published lists since the last call, by flow id."""
        found = changes.told(self._state.world, self.flows)
        self._state.pictures.forget()
        for slots in self._changed:
            self.flows.changed[slots] = False
        self._changed.clear()
        return tuple(found)

    def version(self, flow: int) -> int:
        """The flow's version as known, -1 when never seen."""
        slot = self.flows.slot(flow)
        return -1 if slot < 0 else int(self.flows.rows[slot]["version"])

    def row(self, flow: int) -> FlowRow | None:
        """The flow as known; None when gone, kept out of matching, or never seen."""
        found = self.known([flow]).get(flow)
        return None if found is None else found[0]

    def known(self, flows: Collection[int]) -> dict[int, tuple[FlowRow, int]]:
        """Those of the flows that are in matching, each with the base units a year that running
        synergies leave of it."""
        slots = self.flows.slots(flows)
        slots = slots[slots >= 0]
        found: dict[int, tuple[FlowRow, int]] = {}
        for told in self.flows.read(slots[self.flows.rows["alive"][slots]]):
            row = self.flows.row(told, self.settings.names[told["territory"]], self.qualities)
            found[row.flow] = row, told["quantity"] - told["taken"]
        return found

    def of_territory(self, territory: str) -> tuple[int, ...]:
        """The flows of a territory."""
        rows = self.flows.rows[: self.flows.count]
        mask = (rows["territory"] == self.settings.index(territory)) & rows["alive"]
        return tuple(self.flows.ids(np.flatnonzero(mask)))

    def entries(self, flow: int) -> tuple[tuple[int, int], ...]:
        """The published list of an owned flow: (partner, score), best first."""
        row = int(self.flows.rows[self.flows.slot(flow)]["list_row"])
        if row < 0:
            return ()
        shown = int(self.lists.rows[row]["shown"])
        partners = self.flows.ids(self.lists.partner[row, :shown])
        ranks = self.lists.rank[row, :shown].tolist()
        return tuple(zip(partners, map(score_of, ranks), strict=True))

    def changed_since(self, positions: Mapping[int, int]) -> tuple[int, ...]:
        """Flows whose last change stands at or after ``positions`` (partition -> offset)."""
        rows = self.flows.rows[: self.flows.count]
        since = np.zeros(int(rows["partition"].max(initial=0)) + 1, np.int64)
        for partition, offset in positions.items():
            if partition < len(since):
                since[partition] = offset
        late = rows["offset"] >= since[rows["partition"]]
        return tuple(self.flows.ids(np.flatnonzero(late)))

    @property
    def nbytes(self) -> int:
        """Bytes in arrays."""
        return self._state.nbytes

    # --- writing ---------------------------------------------------------------------------

    def _known(self, flows: Iterable[int]) -> Array:
        """The slots of those that were ever seen."""
        found = self.flows.slots(list(flows))
        return found[found >= 0]

    def _write(self, slots: Array, told: Sequence[FlowChange]) -> None:
        rows = self.flows.rows
        before = rows[["quality", "family", "output"]][slots[rows["alive"][slots]]]
        for block, family, output in before.tolist():
            self.qualities.drop(block, family, output)
        places.take_away(self._state.world, slots)
        for change in told:
            if change.row is not None:
                self._widen(change.row)
        for slot, change in zip(slots.tolist(), told, strict=True):
            self._write_one(slot, change)
        mine = np.array([change.partition in self.owned for change in told], np.bool_)
        self._list(slots[mine])
        self._state.places.add(lambda: self._state.world, slots[rows["alive"][slots]])

    def _write_one(self, slot: int, change: FlowChange) -> None:
        row, told = change.row, (change.version, change.partition, change.offset)
        if row is None:
            self.flows.gone(slot, told)
            return
        quality = self.qualities.write(row.family, row.output, row.qualities)
        self.flows.write(slot, row, told, self.settings.index(row.territory), quality)
        if self.lives.any(row.flow):
            self._take(slot)

    def _list(self, slots: Array) -> Array:
        """Give those that live and have none a list; returns them."""
        rows = self.flows.rows
        without: Array = slots[rows["alive"][slots] & (rows["list_row"][slots] < 0)]
        if len(without):
            rows["list_row"][without] = self.lists.add(without)
        return without

    def _widen(self, row: FlowRow) -> None:
        """Make columns for qualities that the side has none for yet."""
        missing = self.qualities.missing(row.family, row.output, row.qualities)
        if missing:
            members = self._state.places.members(self._state.world, 2 * row.family + row.output)
            blocks = self.flows.rows["quality"][members].tolist()
            fresh = self.qualities.widen(row.family, row.output, missing, blocks)
            self.flows.rows["quality"][members] = fresh
            self._state.routes.widened(row.family, row.output)
            lanes.set_all_lost(self._state.world, self.flows.count)

    def _take(self, slot: int) -> None:
        """What the flow's lives mean to it."""
        flow = self.flows.flow(slot)
        at = self.flows.rows[slot]
        at["taken"], at["lived"] = self.lives.taken(flow), self.lives.matter(flow)
        self.lives.look_again(flow, self.flows)

    # --- comparing -------------------------------------------------------------------------

    def _leave(self, slots: Array) -> None:
        """Flows are about to change: out of all kept lists with them."""
        if self.owned and len(slots):
            search.withdraw(self._state.world, slots)

    def _enter(self, slots: Array) -> None:
        """Flows have changed: bring every kept list up to date."""
        if self.owned and len(slots):
            world = self._state.world  # nothing grows from here on
            self._mark(slots)
            search.enter(world, slots)
            self._unmark(world, slots)
            search.conclude(world, len(self.lists.rows))

    def _mark(self, slots: Array) -> None:
        """Their own lists are built anew now; all their pairs are told at the next telling."""
        self._changed.append(slots)
        self.flows.changed[slots] = self.flows.rows["marked"][slots] = True

    def _unmark(self, world: World, slots: Array) -> None:
        """Their own lists are made: others may enter them."""
        self.flows.rows["marked"][slots] = False
        lanes.set_floors(world, slots)

    def _in_partitions(self, *partitions: int) -> Array:
        """The slots of their flows: looked at once, for a million records are far apart. Of flows
        yet to be told, those with a list."""
        rows = self.flows.rows[: self.flows.count]
        known = (rows["version"] >= 0) | (rows["list_row"] >= 0)
        mine = known & np.isin(rows["partition"], partitions)
        return np.flatnonzero(mine).astype(np.int32)


def _each(items: Sliceable, size: int) -> Iterator[Sliceable]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
