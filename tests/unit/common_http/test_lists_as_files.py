"""Lists as CSV, XLSX and GeoJSON: streamed in bounded memory, and nothing in them is computed."""

from __future__ import annotations

import json
import threading
import time
import tracemalloc
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import anyio
import openpyxl
import pytest
from fastapi.responses import StreamingResponse
from geojson_pydantic import FeatureCollection

from boucle.platform.http import TableColumn, file_of
from boucle.platform.http.languages import using_language
from boucle.platform.http.lists import workbooks
from boucle.platform.http.lists.workbooks import GrowingWorkbook
from boucle.platform.translating import Language
from tests.kit.long_lists import ASKED, Kind, pages, written

_MOST_BYTES = 8_000_000


async def _whole(rows: int, kind: Kind, language: Language, name: str) -> bytes:
    return b"".join([piece async for piece in written(rows, kind, language, name)])


async def test_csv_is_what_a_french_and_an_english_spreadsheet_reads() -> None:
    french = (await _whole(2, "csv", "fr", "Dépôt")).decode()
    assert french == (
        "\ufeffNom;Quantité;Exemple;Le\r\n"
        "Dépôt 0;0,5;oui;2026-03-02T09:00:00Z\r\nDépôt 1;1,5;non;2026-03-02T09:00:00Z\r\n"
    )
    english = (await _whole(1, "csv", "en", "Depot")).decode()
    assert english == "\ufeffName,Quantity,Example,At\r\nDepot 0,0.5,yes,2026-03-02T09:00:00Z\r\n"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\uff1d1"])
async def test_nothing_is_computed(name: str) -> None:
    text = (await _whole(1, "csv", "en", name)).decode()
    assert f"\n'{name} 0," in text or f'\n"\'{name} 0",' in text
    book = openpyxl.load_workbook(BytesIO(await _whole(1, "xlsx", "en", name)))
    cell = cast("Any", book.worksheets[0])["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", f"{name} 0", True)


async def test_a_workbook_has_headings_numbers_and_every_row() -> None:
    content = await _whole(401, "xlsx", "fr", "Dépôt")
    (sheet,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert sheet.title == "things"
    rows = list(sheet.values)
    assert rows[0] == ("Nom", "Quantité", "Exemple", "Le")
    assert rows[1] == ("Dépôt 0", 0.5, "oui", datetime(2026, 3, 2, 9))  # noqa: DTZ001  as Excel has it
    assert [row[0] for row in rows[1:]] == [f"Dépôt {number}" for number in range(401)]


async def test_a_key_is_called_in_the_file_s_language() -> None:
    words = {"fr": "qualifiée", "en": "qualified"}
    column = TableColumn("État", "State", lambda _: "q", word=lambda _, language: words[language])
    for language, word in words.items():
        with using_language(cast("Language", language)):
            answer = await file_of(pages(1), ASKED, (column,), "things", "csv")
        pieces = cast("StreamingResponse", answer).body_iterator
        assert f"\n{word}\r\n" in b"".join([cast("bytes", one) async for one in pieces]).decode()


@pytest.mark.parametrize("rows", [0, 1, 200, 401])
async def test_a_map_is_what_the_rfc_says(rows: int) -> None:
    """RFC 7946, as a library of others reads it, and by hand."""
    text = await _whole(rows, "geojson", "fr", "Dépôt")
    read: FeatureCollection[Any] = FeatureCollection.model_validate_json(text)
    assert [one.id for one in read.features] == [f"Dépôt {number}" for number in range(rows)]
    whole = json.loads(text)
    assert whole.keys() == {"type", "features"}  # section 4: no crs
    expected: list[Any] = [
        None,
        {"type": "Point", "coordinates": [-0.25, 49.123457]},
        {"type": "LineString", "coordinates": [[-0.25, 49.123457], [-1.25, 49.123457]]},
        {"type": "MultiPoint", "coordinates": [[-at - 0.25, 49.123457] for at in range(3)]},
    ]
    for number, one in enumerate(whole["features"]):
        assert one["geometry"] == expected[number % 4]
        assert one["properties"] == {"value": number + 0.5, "at": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(
    ("kind", "rows"), [("csv", 100_000), ("xlsx", 20_000), ("geojson", 100_000)]
)
async def test_a_large_list_takes_little_memory(kind: Kind, rows: int) -> None:
    await _whole(1, kind, "fr", "x")  # its library is loaded
    tracemalloc.start()
    try:
        size = 0
        async for piece in written(rows, kind, "fr", "Scierie de la vallée de l'Orne"):
            size += len(piece)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 400_000
    assert peak < _MOST_BYTES


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


async def test_whoever_goes_away_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    _Watched.closed = []
    monkeypatch.setattr(workbooks, "GrowingWorkbook", _Watched)

    async def read() -> None:
        await anext(written(10_000, "xlsx", "fr"))

    async with anyio.create_task_group() as group:
        group.start_soon(read)
        await anyio.to_thread.run_sync(_Watched.writing.wait)
        group.cancel_scope.cancel()
    [(of_the_loop, while_written)] = _Watched.closed
    assert not of_the_loop
    assert not while_written
