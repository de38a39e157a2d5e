"""Map flow ids to slots by open addressing in an array of slots, -1 free; records have the ids."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.compiled import compiled

Array = npt.NDArray[Any]
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def halves(flows: Iterable[int]) -> Array:
    """Return the ids as their two halves, one after the other: uint64."""
    return np.frombuffer(b"".join([flow.to_bytes(16) for flow in flows]), ">u8").astype(np.uint64)


@compiled
def find(table: Any, rows: Any, high: Any, low: Any) -> int:
    """Return the position of an id in the table, or the free one where it belongs."""
    mask = np.uint64(len(table) - 1)
    at = ((high ^ low * _MIX) * _MIX >> np.uint64(20)) & mask
    while table[at] >= 0:
        row = rows[table[at]]
        if row.id_hi == high and row.id_lo == low:
            break
        at = (at + np.uint64(1)) & mask
    return int(at)


@compiled
def find_all(table: Any, rows: Any, ids: Any, found: Any) -> None:
    """Find ``ids``, given as both halves of each, one after the other."""
    for i in range(len(found)):
        found[i] = table[find(table, rows, ids[2 * i], ids[2 * i + 1])]


@compiled
def add_missing(table: Any, rows: Any, ids: Any, found: Any, count: int) -> int:
    """Add missing ids, which may be repeated, and return the count of flows."""
    for i in range(len(found)):
        if found[i] < 0:
            at = find(table, rows, ids[2 * i], ids[2 * i + 1])
            if table[at] < 0:
                row = rows[count]
                row.id_hi, row.id_lo = ids[2 * i], ids[2 * i + 1]
                row.version = row.list_row = row.lane = row.holders = row.next = -1
                row.main = count
                table[at] = count
                count += 1
            found[i] = table[at]
    return count


@compiled
def fill(table: Any, rows: Any, count: int) -> None:
    """Fill the table with the main slots of flows."""
    for slot in range(count):
        if rows[slot].main == slot:
            table[find(table, rows, rows[slot].id_hi, rows[slot].id_lo)] = slot
