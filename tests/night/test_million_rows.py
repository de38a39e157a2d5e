"""A list of 10^6 rows as a file: the longer form of ``unit/common_http/test_lists_as_files.py``."""

import re
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.kit.long_lists import written

_ROWS: Final = 1_000_000
_MOST_KB: Final = 16_000
_OWN: Final = Path("/proc/self")


def _kilobytes(name: str) -> int:
    """Of this process, as Linux counts."""
    (found,) = re.findall(rf"^{name}:\s+(\d+) kB", (_OWN / "status").read_text(), re.MULTILINE)
    return int(found)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_million_rows_are_written_in_bounded_memory(kind: Literal["csv", "xlsx"]) -> None:
    async for _ in written(1, kind, "fr"):
        pass  # its library is loaded
    (_OWN / "clear_refs").write_text("5")  # the peak is counted from here
    before = _kilobytes("VmRSS")
    size, lines = 0, 0
    async for piece in written(_ROWS, kind, "fr"):
        size, lines = size + len(piece), lines + piece.count(b"\r\n")
    assert _kilobytes("VmHWM") - before < _MOST_KB
    assert size > 15_000_000
    if kind == "csv":
        assert lines == 1 + _ROWS
