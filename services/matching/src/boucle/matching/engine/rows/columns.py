"""Hold all flows: one record and slot per flow and family, never freed (a withdrawn flow keeps id
and version)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from boucle.matching.engine.arrays.id_table import add_missing, fill, find, find_all, halves
from boucle.matching.engine.rows.flow_record import (
    DECLARED,
    FLOW,
    NAMES,
    Stamp,
    inputs_of,
    record_of,
)
from boucle.matching.engine.rows.qualities import Qualities
from boucle.matching.scoring.inputs import FlowInputs, Network

Array = npt.NDArray[Any]
Slots = npt.NDArray[np.int32]

_LOW: Final = (1 << 64) - 1
_UNDATED: Final = (-1, -1, -1)
"""Of a slot that is none's main one: no version, in no partition, never changed."""


def grown(size: int) -> int:
    """Return the next size of a full array, only a little larger: unused room costs memory. Big
    arrays grow in place if the system can: copying a gigabyte would stop the world."""
    return size + size // 32 + 64


class Columns:
    """``rows[slot]`` for slot < ``count``; ``changed[slot]``: since the last ``drain`` (apart, as
    it is read of many). ``table``: open addressing from id to slot, -1 free. A set of networks n
    has the names ``network_name[network_start[n]:network_start[n + 1]]``, each with its length in
    ``network_km``. Few sets serve many flows. ``_shares``: by main slot, of the few flows that have
    several families, or a share of one."""

    def __init__(self, capacity: int = 1024) -> None:
        self.count = 0
        self.rows: Array = np.zeros(capacity, FLOW)
        self.changed: Array = np.zeros(capacity, np.bool_)
        self.table: Slots = np.full(2048, -1, np.int32)
        self._shares: dict[int, tuple[float, ...]] = {}
        self._spare: list[int] = []
        self._network_sets: dict[tuple[Network, ...], int] = {(): 0}
        self._network_names: dict[str, int] = {}
        self._networks: list[tuple[Network, ...]] = [()]
        self.network_start: Array = np.zeros(2, np.int32)
        self.network_name: Array = np.zeros(0, np.int32)
        self.network_km: Array = np.zeros(0, np.float64)

    def slot(self, flow: int) -> int:
        """Return the flow's slot, -1 if unknown."""
        return int(self.table[self._place(flow)])

    def slots(self, flows: Collection[int]) -> Slots:
        """Return the slots of flows, -1 for unknown ones."""
        return self._found(halves(flows))

    def existing(self, flows: Iterable[int]) -> Slots:
        """Return the slots of the known flows among these."""
        found = self.slots(list(flows))
        return found[found >= 0]

    def of_territory(self, territory: int) -> Array:
        rows = self.rows[: self.count]
        declared = rows["alive"] & (rows["version"] >= 0)
        return np.flatnonzero((rows["territory"] == territory) & declared)

    def in_partitions(self, *partitions: int) -> Slots:
        """Return the slots of the partitions' flows, read at once: a million records are far apart.
        Flows yet to come count if they have a list."""
        rows = self.rows[: self.count]
        used = (rows["version"] >= 0) | (rows["list_row"] >= 0)
        return np.flatnonzero(used & np.isin(rows["partition"], partitions)).astype(np.int32)

    def changed_since(self, positions: Mapping[int, int]) -> Array:
        """Return the slots of flows whose offset is at or after ``positions`` (partition ->
        offset)."""
        rows = self.rows[: self.count]
        since = np.zeros(int(rows["partition"].max(initial=0)) + 1, np.int64)
        for partition, offset in positions.items():
            if partition < len(since):
                since[partition] = offset
        return np.flatnonzero(rows["offset"] >= since[rows["partition"]])

    def put(self, ids: Array) -> Slots:
        """Return the slots of flows (``halves`` of ids); an unknown flow gets one: not alive,
        version -1, no list."""
        found = self._found(ids)
        unseen = int(np.count_nonzero(found < 0))
        if unseen:
            self._reserve(self.count + unseen)
            self.count = add_missing(self.table, self.rows, ids, found, self.count)
        return found

    def _found(self, ids: Array) -> Slots:
        found = np.empty(len(ids) // 2, np.int32)
        find_all(self.table, self.rows, ids, found)
        return found

    def flow(self, slot: int) -> int:
        row = self.rows[slot]
        return int(row["id_hi"]) << 64 | int(row["id_lo"])

    def ids(self, slots: Array) -> list[int]:
        halves = (self.rows[half][slots].tolist() for half in ("id_hi", "id_lo"))
        both = zip(*halves, strict=True)  # whole records would be copied for nothing
        return [high << 64 | low for high, low in both]

    def id_bytes(self, slots: Array) -> Array:
        """Return the flows of slots as the 16 bytes of their UUIDs."""
        both = np.empty((len(slots), 2), ">u8")
        both[:, 0], both[:, 1] = self.rows["id_hi"][slots], self.rows["id_lo"][slots]
        return both.view("V16").reshape(-1)

    def parts(self, slot: int) -> list[int]:
        """Return all slots of a flow, in the order of its families."""
        found = [slot]
        if slot not in self._shares:
            return found
        while (following := int(self.rows[found[-1]]["next"])) >= 0:
            found.append(following)
        return found

    def with_parts(self, slots: Array) -> Array:
        """Add the other slots of flows of several families."""
        if not self._shares:
            return slots
        found, following = [slots], slots
        while len(following):
            following = self.rows["next"][following]
            following = following[following >= 0]
            found.append(following)
        return np.concatenate(found)

    def shares(self, slot: int) -> tuple[float, ...]:
        """Return the share of each of a flow's families; 0 without shares."""
        return self._shares.get(slot, (0.0,))

    def part(self, slot: int, row: FlowInputs | None) -> list[int]:
        """Give the flow one slot per family, one if it is gone; return all of them."""
        if slot not in self._shares and (row is None or not (row.share or row.others)):
            return [slot]
        slots, wanted = self.parts(slot), 1 if row is None else 1 + len(row.others)
        while len(slots) < wanted:
            if not self._spare:
                self._reserve(self.count + 1)
                self._spare.append(self.count)
                self.count += 1
            slots.append(self._spare.pop())
            at = self.rows[slots[-1]]
            at["main"], at["next"], at["lane"], at["list_row"] = slot, -1, -1, -1
            at["taken"], at["lived"] = 0, False
            self.rows[slots[-2]]["next"] = slots[-1]
        for spare in slots[wanted:]:
            at = self.rows[spare]
            at["main"], at["next"], at["alive"] = -1, -1, False
            self._spare.append(spare)
        self.rows[slots[wanted - 1]]["next"] = -1
        self._shares.pop(slot, None)
        if row is not None and (row.others or row.share):
            self._shares[slot] = (row.share, *[one.share for one in row.others])
        return slots[:wanted]

    def write(
        self, slot: int, row: FlowInputs, stamp: Stamp | None, territory: int, quality: int
    ) -> None:
        """Write all that scoring reads. ``stamp``: None for a slot that is not the main one."""
        networks = self._network_set(row.networks)
        self.rows.view(DECLARED)[slot] = record_of(
            row, stamp or _UNDATED, networks, territory, quality
        )

    def remove(self, slot: int, stamp: Stamp) -> None:
        """Remove the flow from matching."""
        at = self.rows[slot]
        at["version"], at["partition"], at["offset"] = stamp
        at["alive"] = False

    def read(self, slots: Array) -> list[dict[str, Any]]:
        """Return records field by field, read at once: one by one they cost four times as much."""
        return [dict(zip(NAMES, record, strict=True)) for record in self.rows[slots].tolist()]

    def row(self, row: Mapping[str, Any], territory: str, qualities: Qualities) -> FlowInputs:
        """Return a record as it was put."""
        known = qualities.read(row["quality"], row["family"], row["output"])
        return inputs_of(row, territory, self._networks[row["networks"]], known)

    def whole(self, row: Mapping[str, Any], territory: str, qualities: Qualities) -> FlowInputs:
        """Return a main slot's flow as it was put."""
        slot, main = row["main"], self.row(row, territory, qualities)
        if slot not in self._shares:
            return main
        own = {"flow": main.flow, "version": main.version}
        shares, parts = self._shares[slot], self.read(np.array(self.parts(slot)[1:], np.int32))
        others = [
            replace(self.row(part, territory, qualities), **own, share=share)
            for part, share in zip(parts, shares[1:], strict=True)
        ]
        return replace(main, others=tuple(others), share=shares[0])

    @property
    def nbytes(self) -> int:
        return self.rows.nbytes + self.changed.nbytes + self.table.nbytes

    def _place(self, flow: int) -> int:
        return find(self.table, self.rows, np.uint64(flow >> 64), np.uint64(flow & _LOW))

    def _network_set(self, networks: tuple[Network, ...]) -> int:
        if networks not in self._network_sets:
            self._network_sets[networks] = len(self._networks)
            self._networks.append(networks)
            names = self._network_names
            numbers = [names.setdefault(name, len(names)) for name, _ in networks]
            self.network_name = np.append(self.network_name, np.array(numbers, np.int32))
            self.network_km = np.append(self.network_km, [km for _, km in networks])
            self.network_start = np.append(self.network_start, np.int32(len(self.network_name)))
        return self._network_sets[networks]

    def _reserve(self, count: int) -> None:
        if count > len(self.rows):
            self.rows.resize(max(count, grown(self.count)), refcheck=False)
            self.changed.resize(len(self.rows), refcheck=False)
        size = len(self.table)
        while 3 * len(self.rows) > 2 * size:
            size *= 2
        if size > len(self.table):
            self.table = np.full(size, -1, np.int32)
            fill(self.table, self.rows, self.count)
