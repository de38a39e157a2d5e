"""Give memory back to the system with glibc; do nothing elsewhere. Once some big blocks were freed,
glibc puts arrays of up to 32 MB on its heap. The holes between them stay with the process: a third
of its memory, after the lists are loaded."""

import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3  # of mallopt(3)
_BIG: Final = 1 << 20
_libc = ctypes.CDLL(None)


def map_big_arrays() -> None:
    """Map arrays of a megabyte and more: they grow in place and are given back when freed."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_MMAP_THRESHOLD, _BIG)


def give_back() -> None:
    """Give back the unused parts of the heap. Takes some milliseconds."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)
