"""Hold the lists: one row per owned flow, best first, with a few spare entries behind those
published. A row's floor is the best entry it has dropped since it was built: every better partner
is in the row, or left out for better ones of its organisation. So a lost entry is refilled from the
spare ones, and the row is rebuilt only when fewer than k are left above a floor, or when a left-out
partner may come in."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.arrays.prefetch import fetch
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.holders import hold, let_go, position
from boucle.matching.engine.index.lanes import set_floor
from boucle.matching.engine.places import cap, lose, one_too_many, tag_of
from boucle.matching.engine.rows.columns import Array, grown
from boucle.matching.engine.world import World

SPARE: Final = 3
NO_FLOOR: Final = -1
ROW: Final = np.dtype(
    [
        ("owner", np.int32),
        ("floor_partner", np.int32),
        ("before", np.int32),
        ("floor_rank", np.int16),
        ("count", np.int16),
        ("shown", np.int16),
        ("gives", np.bool_),
        ("touched", np.bool_),
        ("capped", np.bool_),
        ("lacking", np.bool_),
    ],
    align=True,
)
"""``shown`` entries are published, as an offer's list if ``gives`` (a flow may change sides).
``before``: which kept picture is this row's, -1 for none; ``touched``: in the piece at hand.
``capped``: somebody may be left out for others of the same organisation; ``lacking``: and may come
in by now."""


class Lists:
    """``partner[row, i]`` (slot), its ``rank`` and the ``tag`` of its organisation for i <
    ``rows[row].count``."""

    def __init__(self, k: int, spare: int = SPARE) -> None:
        self.width, self._extra = k + spare, spare
        self.rows: Array = np.zeros(64, ROW)
        self.partner: npt.NDArray[np.int32] = np.zeros((64, self.width), np.int32)
        self.rank: npt.NDArray[np.int16] = np.zeros((64, self.width), np.int16)
        self.tag: npt.NDArray[np.uint16] = np.zeros((64, self.width), np.uint16)
        self._spare_rows: list[int] = []
        self._end = 0

    def add(self, owners: Array) -> Array:
        """Add an empty row for each: complete, nothing published."""
        spare = [self._spare_rows.pop() for _ in range(min(len(owners), len(self._spare_rows)))]
        end = self._end + len(owners) - len(spare)
        rows = np.array([*spare, *range(self._end, end)], np.int32)
        self._end = end
        if end > len(self.rows):
            self._grow(end)
        at = np.zeros(len(owners), ROW)
        at["owner"], at["floor_rank"] = owners, NO_FLOOR
        at["floor_partner"] = at["before"] = -1
        self.rows[rows] = at
        return rows

    def spare(self, rows: Array) -> None:
        """Free rows for other owners."""
        self._spare_rows.extend(rows.tolist())

    def fit(self, k: int) -> None:
        """Make room for lists of ``k``."""
        if k + self._extra > self.width:
            extra = k + self._extra - self.width
            self.partner = np.pad(self.partner, ((0, 0), (0, extra)))
            self.rank = np.pad(self.rank, ((0, 0), (0, extra)))
            self.tag = np.pad(self.tag, ((0, 0), (0, extra)))
            self.width = k + self._extra

    @property
    def nbytes(self) -> int:
        entries = self.partner.nbytes + self.rank.nbytes + self.tag.nbytes
        return self.rows.nbytes + entries

    def _grow(self, least: int) -> None:
        size = max(least, grown(len(self.rows)))
        self.rows.resize(size, refcheck=False)
        self.partner.resize((size, self.width), refcheck=False)
        self.rank.resize((size, self.width), refcheck=False)
        self.tag.resize((size, self.width), refcheck=False)


@inlined
def clear(world: World, row: int) -> None:
    """Drop the entries and the floor; what is published stays until the row is settled."""
    count = int(world.lists[row].count)
    empty(world, row)
    for i in range(count):
        let_go(world, world.partner[row, i], row)


@inlined
def empty(world: World, row: int) -> None:
    """Do the same without updating holders."""
    at = world.lists[row]
    at.count, at.floor_rank = 0, NO_FLOOR
    at.capped = at.lacking = False
    set_floor(world, at.owner)


@compiled
def put(world: World, slots: Any, sizes: Any, partners: Any, ranks: Any, gives: Any) -> None:
    """Load the lists of flows as stored elsewhere: entries one list after the other."""
    start = 0
    for i in range(len(slots)):
        _put(world, slots[i], gives[i], partners[start:], ranks[start:], sizes[i])
        start += sizes[i]


@inlined
def _put(world: World, slot: int, gives: bool, partners: Any, ranks: Any, size: int) -> None:
    """Load one list; if it is not full, it has every eligible partner."""
    flow = world.flows[slot]
    row = flow.list_row
    clear(world, row)
    at = world.lists[row]
    for i in range(size):
        world.partner[row, i], world.rank[row, i] = partners[i], ranks[i]
        world.tag[row, i] = tag_of(world, partners[i])
        hold(world, partners[i], row)
    at.gives, at.count, at.shown = gives, size, size
    cap(world, row)
    if size and size >= world.settings[flow.territory].k:
        at.floor_rank, at.floor_partner = ranks[size - 1], partners[size - 1]
        set_floor(world, slot)


@inlined
def beats_floor(world: World, row: int, partner: int, rank: int) -> bool:
    """Tell whether the partner ranks before all that the row has dropped."""
    at = world.lists[row]
    if rank == at.floor_rank:
        return goes_before(world, partner, at.floor_partner)
    return bool(rank > at.floor_rank)


@inlined
def worst(world: World, row: int) -> int:
    """Return the least rank that may change the row."""
    at = world.lists[row]
    last = world.partner.shape[1] - 1
    return int(world.rank[row, last] if at.count > last else at.floor_rank)


@inlined
def seal(world: World, row: int) -> None:
    """Set the floor of a full row after a search that may have skipped entries behind its last
    one."""
    at, last = world.lists[row], world.partner.shape[1] - 1
    if at.count > last:
        at.floor_partner, at.floor_rank = world.partner[row, last], world.rank[row, last]
        set_floor(world, at.owner)


@inlined
def goes_before(world: World, left: int, right: int) -> bool:
    """Compare two entries; equal ranks are ordered by the partner's id."""
    ours, theirs = world.flows[left], world.flows[right]
    if ours.id_hi == theirs.id_hi:
        return bool(ours.id_lo < theirs.id_lo)
    return bool(ours.id_hi < theirs.id_hi)


@inlined
def insert(world: World, row: int, partner: int, rank: int) -> None:
    """Insert a new partner that beats the floor; the last entry may drop."""
    dropped = place(world, row, partner, rank)
    if dropped != partner:
        hold(world, partner, row)
        if dropped >= 0:
            let_go(world, dropped, row)


@inlined
def place(world: World, row: int, partner: int, rank: int) -> int:
    """Do the same without updating holders; return the dropped partner, or -1."""
    at, partners, ranks = world.lists[row], world.partner[row], world.rank[row]
    i, dropped, tags = int(at.count), -1, world.tag[row]
    while i > 0 and _goes_after(world, partners[i - 1], ranks[i - 1], partner, rank):
        i -= 1
    width, excess = len(partners), one_too_many(world, row, partner, i)
    if excess == at.count:
        return partner
    if excess >= 0:
        dropped = partners[excess]
        at.count -= 1
    elif at.count == width:
        dropped, worst = partner, rank
        if i < width:
            dropped, worst = partners[width - 1], ranks[width - 1]
            at.count -= 1
        at.floor_partner, at.floor_rank = dropped, worst
        set_floor(world, at.owner)
    if i < width:
        for j in range(excess if excess >= 0 else int(at.count), i, -1):
            partners[j], ranks[j], tags[j] = partners[j - 1], ranks[j - 1], tags[j - 1]
        partners[i], ranks[i], tags[i] = partner, rank, tag_of(world, partner)
        at.count += 1
    return int(dropped)


@compiled
def lift(world: World, row: int, at: int, rank: int) -> None:
    """Raise the rank of the entry at ``at``, by another of its families."""
    partners, ranks, tags = world.partner[row], world.rank[row], world.tag[row]
    partner, tag = partners[at], tags[at]
    while at > 0 and _goes_after(world, partners[at - 1], ranks[at - 1], partner, rank):
        partners[at], ranks[at], tags[at] = partners[at - 1], ranks[at - 1], tags[at - 1]
        at -= 1
    partners[at], ranks[at], tags[at] = partner, rank, tag


@inlined
def remember(world: World, row: int) -> int:
    """Save a row's partners in ``seeds`` before it is rebuilt; return their count."""
    world.holder_ends[2] = row
    count = int(world.lists[row].count)
    for i in range(count):
        world.seeds[i] = world.partner[row, i]
    return count


@inlined
def update_holders(world: World, row: int, seeds: int) -> None:
    """Update holders after a row was rebuilt: new partners, and seeds that are gone."""
    world.holder_ends[2] = -1
    _fetch_holders(world, row, seeds)
    for i in range(seeds):
        if position(world, row, world.seeds[i]) < 0:
            let_go(world, world.seeds[i], row)
    for i in range(world.lists[row].count):
        came = True
        for j in range(seeds):
            came &= world.seeds[j] != world.partner[row, i]
        if came:
            hold(world, world.partner[row, i], row)


@inlined
def _fetch_holders(world: World, row: int, seeds: int) -> None:
    """Prefetch the holders of the row's partners and seeds."""
    count = int(world.lists[row].count)
    for i in range(seeds):
        fetch(world.flows, world.seeds[i], 1)
    for i in range(count):
        fetch(world.flows, world.partner[row, i], 1)
    for i in range(seeds):
        fetch(world.holders, max(0, world.flows[world.seeds[i]].holders), 1)
    for i in range(count):
        fetch(world.holders, max(0, world.flows[world.partner[row, i]].holders), 1)


@inlined
def _goes_after(world: World, entry: int, its: int, partner: int, rank: int) -> bool:
    return bool(its < rank or (its == rank and goes_before(world, partner, entry)))


@inlined
def drop(world: World, row: int, i: int) -> None:
    """Remove the entry at ``i``."""
    lose(world, row, i)
    at, partners, ranks = world.lists[row], world.partner[row], world.rank[row]
    removed, tags = partners[i], world.tag[row]
    at.count -= 1
    for j in range(i, at.count):
        partners[j], ranks[j], tags[j] = partners[j + 1], ranks[j + 1], tags[j + 1]
    let_go(world, removed, row)


@compiled
def give_up(world: World, slots: Any) -> None:
    """Drop the lists of flows."""
    for slot in slots:
        flow = world.flows[slot]
        at = world.lists[flow.list_row]
        clear(world, flow.list_row)
        if at.before >= 0:
            world.taken[at.before].row = -1
        flow.list_row = -1
        set_floor(world, slot)
