"""Gives memory back to the system, where the C library is glibc; elsewhere nothing is done.

glibc maps big blocks apart only until some are freed; then it lets arrays of up to 32 MB lie on its
heap, where holes between them stay the process's: a third of all, after the lists were loaded.
"""

from __future__ import annotations

import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3  # of mallopt(3)
_BIG: Final = 1 << 20
_libc = ctypes.CDLL(None)


def map_big_arrays() -> None:
    """From now on arrays of a megabyte are mapped: they grow in place and go back when freed."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_MMAP_THRESHOLD, _BIG)


def give_back() -> None:
    """Of the heap, what nobody uses: some milliseconds."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
