"""Lists as CSV and XLSX: streamed in bounded memory, and nothing in them is computed."""

from __future__ import annotations

import tracemalloc
from datetime import datetime
from io import BytesIO
from typing import Any, Literal, cast

import openpyxl
import pytest
from fastapi.responses import StreamingResponse

from boucle.platform.http import TableColumn, file_of
from boucle.platform.http.languages import using_language
from boucle.platform.translating import Language
from tests.kit.long_lists import ASKED, pages, written

_MOST_BYTES = 8_000_000


async def _whole(rows: int, kind: Literal["csv", "xlsx"], language: Language, name: str) -> bytes:
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


@pytest.mark.parametrize(("kind", "rows"), [("csv", 100_000), ("xlsx", 20_000)])
async def test_a_large_list_takes_little_memory(kind: Literal["csv", "xlsx"], rows: int) -> None:
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
