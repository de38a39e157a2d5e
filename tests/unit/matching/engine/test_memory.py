"""A worker gives back what it no longer needs, whatever lies between."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from boucle.matching.lists import memory

_MB = 1 << 20


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def test_big_arrays_that_are_freed_between_others_go_back_to_the_system() -> None:
    big = np.ones(16 * _MB, np.int8)
    del big  # from now on glibc would keep blocks of 16 MB on its heap
    memory.map_big_arrays()
    arrays = [np.ones(2 * _MB, np.int8) for _ in range(40)]
    before = _resident()
    del arrays[::2]
    memory.give_back()
    assert before - _resident() > 30 * _MB
