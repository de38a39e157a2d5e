"""Hash integers by open addressing in arrays: a few bytes a key, where a dict takes a hundred. A
map is an array of (key, value), a power of two long, at most two thirds full; key -1 is free."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.compiled import compiled

ENTRY: Final = np.dtype([("key", np.int64), ("value", np.int32)], align=True)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def empty(size: int = 1024) -> npt.NDArray[Any]:
    table = np.zeros(size, ENTRY)
    table["key"] = -1
    return table


def with_room(table: npt.NDArray[Any], count: int, more: int) -> npt.NDArray[Any]:
    """Return the map, grown if needed for ``more`` keys besides its ``count``."""
    size = len(table)
    while 3 * (count + more) > 2 * size:
        size *= 2
    if size == len(table):
        return table
    longer = empty(size)
    _move(table, longer)
    return longer


@compiled
def find(table: Any, key: int) -> int:
    """Return the position of a key, or the free one where it belongs."""
    mask = np.uint64(len(table) - 1)
    at = (np.uint64(key) * _MIX) >> np.uint64(20) & mask
    while table[at].key != key and table[at].key != -1:
        at = (at + np.uint64(1)) & mask
    return int(at)


@compiled
def _move(table: Any, longer: Any) -> None:
    for i in range(len(table)):
        if table[i].key != -1:
            at = find(longer, table[i].key)
            longer[at].key = table[i].key
            longer[at].value = table[i].value
