"""Workbooks of lists: none of many rows is lost, and one that nobody waits for holds nobody up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import anyio
import openpyxl
import pytest
from fastapi.responses import StreamingResponse

from boucle.platform.http import Page, TableColumn, file_of
from boucle.platform.http.lists import workbooks
from boucle.platform.http.lists.workbooks import GrowingWorkbook
from boucle.platform.paging import PageRequest

_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_COLUMN = TableColumn("Nom", "Name", str)
_ASKED = PageRequest(50, None, None, of="/v1/things")


def test_rows_beyond_a_sheet_are_on_the_next(tmp_path: Path) -> None:
    book = GrowingWorkbook(str(tmp_path), ["Nom"], "things", rows_of_a_sheet=3)
    for first in (0, 2, 4, 6):
        book.add([[f"row {first}"], [f"row {first + 1}"]])
    book.close()
    sheets = openpyxl.load_workbook(book.path).worksheets
    assert {sheet.title: [row[0] for row in sheet.values] for sheet in sheets} == {
        "things": ["Nom", "row 0", "row 1", "row 2"],
        "things 2": ["Nom", "row 3", "row 4", "row 5"],
        "things 3": ["Nom", "row 6", "row 7"],
    }


class _Watched(GrowingWorkbook):
    """Slow, and says where and when it was closed."""

    writing = threading.Event()
    closed: list[tuple[bool, bool]]

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        self.writing.set()
        time.sleep(0.2)
        super().add(rows)
        self.writing.clear()

    def close(self) -> None:
        of_the_loop = threading.current_thread() is threading.main_thread()
        self.closed.append((of_the_loop, self.writing.is_set()))
        super().close()


async def _endless(asked: PageRequest) -> Page[str]:
    return Page(items=["row"], next=asked.cursor_at(_AT, UUID(int=1)).encode())


async def test_whoever_goes_away_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    _Watched.closed = []
    monkeypatch.setattr(workbooks, "GrowingWorkbook", _Watched)
    answer = cast("StreamingResponse", await file_of(_endless, _ASKED, [_COLUMN], "x", "xlsx"))

    async def read() -> None:
        await anext(cast("Any", answer.body_iterator))

    async with anyio.create_task_group() as group:
        group.start_soon(read)
        await anyio.to_thread.run_sync(_Watched.writing.wait)
        group.cancel_scope.cancel()
    [(of_the_loop, while_written)] = _Watched.closed
    assert not of_the_loop
    assert not while_written
