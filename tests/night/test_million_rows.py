"""A list of 10^6 rows as a file: the longer form of ``unit/common_http/test_lists_as_files.py``."""

import re
from collections import deque
from pathlib import Path
from typing import Final, Literal
from zipfile import ZipFile

import pytest

from tests.kit.long_lists import written

_ROWS: Final = 1_000_000
_MOST_KB: Final = 16_000
_PIECE: Final = 1 << 20
_OWN: Final = Path("/proc/self")


def _kilobytes(name: str) -> int:
    """Of this process, as Linux counts."""
    (found,) = re.findall(rf"^{name}:\s+(\d+) kB", (_OWN / "status").read_text(), re.MULTILINE)
    return int(found)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_million_rows_are_written_in_bounded_memory(
    kind: Literal["csv", "xlsx"], tmp_path: Path
) -> None:
    async for _ in written(1, kind, "fr"):
        pass  # its library is loaded
    (_OWN / "clear_refs").write_text("5")  # the peak is counted from here
    before = _kilobytes("VmRSS")
    with (tmp_path / "table").open("wb") as file:
        async for piece in written(_ROWS, kind, "fr"):
            file.write(piece)
    assert _kilobytes("VmHWM") - before < _MOST_KB
    assert _rows(tmp_path / "table", kind) == 1 + _ROWS


def _rows(path: Path, kind: Literal["csv", "xlsx"]) -> int:
    """Of the file, with its headings."""
    if kind == "csv":
        with path.open("rb") as file:
            return sum(line.endswith(b"\r\n") for line in file)
    with ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        last = b"".join(deque(iter(lambda: sheet.read(_PIECE), b""), maxlen=2))
    return int(re.findall(rb'<row r="(\d+)"', last)[-1])
