"""Bilans as XLSX workbooks: sheets, cells as people see them, and files that are damaged."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from boucle.catalogue import load_catalogue
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.api.files.rows import error_of
from boucle.registry.files.columns import BILAN
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import UnreadableFile

CATALOGUE = load_catalogue()
HEADER = ["Site", "Sens", "Désignation", "Quantité (t/an)", "Fin", "Code déchet"]
ROW = ["Atelier", "sortie", "bois", 12.5, date(2027, 1, 31), 191207]


def book(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return workbook


def saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same file, one of its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            text = before.read(part)
            assert part != name or old in text
            after.writestr(part, text.replace(old, new) if part == name else text)
    return out.getvalue()


GOOD = saved(book(("Bilan", [["Bilan 2026"], [], HEADER, ROW, ["Total", None, None, 12.5]])))
SHEET = "xl/worksheets/sheet1.xml"


def test_cells_are_read_as_people_see_them() -> None:
    workbook = book(("Bilan", [["Bilan 2026"], [], HEADER, ROW, ["Total", None, None, 12.5]]))
    sheet = workbook["Bilan"]
    sheet.merge_cells("A1:F1")
    sheet.row_dimensions[4].hidden = True
    sheet["F4"].number_format = "000000"
    table = read_table(saved(workbook))
    assert table.header == HEADER
    assert (table.sheet, [notice.line for notice in table.notices]) == ("Bilan", [5])
    [row] = table.rows
    assert (row.line, row.cells) == (
        4, ["Atelier", "sortie", "bois", "12,5", "31/01/2027", "191207"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234567.25, "General", "1234567,25"),
        (0.1 + 0.2, "General", "0,3"),
        (1e-7, "General", "0,0000001"),
        (12345678901234, "General", "12345678901234"),
        (20103, "000000", "020103"),
        (0.155, "0.0%", "15,5 %"),
        (True, "General", "oui"),
        (datetime.fromisoformat("2026-03-01T14:30"), "dd/mm/yyyy hh:mm", "01/03/2026 14:30"),
        ("  bois \n", "General", "bois"),
    ],
)
def test_a_value_as_text(value: object, number_format: str, text: str) -> None:
    workbook = book(("B", [HEADER, ["", "", value]]))
    workbook["B"]["C2"].number_format = number_format
    assert read_table(saved(workbook)).rows[0].cells[2] == text


def test_the_sheet_is_the_one_that_has_the_header() -> None:
    notes, hidden = ("Notes", [["Lisez-moi"]]), ("Cachée", [HEADER])
    workbook = book(notes, hidden, ("Sorties", [HEADER, ROW]), ("Entrées", [HEADER, ROW, ROW]))
    workbook["Cachée"].sheet_state = "hidden"
    content = saved(workbook)
    table = read_table(content)
    assert table.sheet == "Sorties"
    assert any("?sheet=Entrées" in notice.message for notice in table.notices)
    assert len(read_table(content, sheet="entrees").rows) == 2
    with pytest.raises(UnreadableFile) as caught:
        read_table(content, sheet="Autre")
    assert (caught.value.kind, "Sorties" in caught.value.expected) == ("sheet", True)
    with pytest.raises(UnreadableFile, match="no sheets"):
        read_table(b"a;b\n", sheet="Autre")


def test_a_formula_without_a_value_and_an_error_are_faults_of_their_cell() -> None:
    rows = [[*ROW[:3], "=6*2"], [*ROW[:3], "#N/A"], [*ROW[:3], '=IF(1;"")'], ROW]
    content = saved(book(("Bilan", [HEADER, *rows])))
    # As spreadsheets keep a formula whose value is an empty text.
    content = with_part(content, SHEET, b'<c r="D4"><f>', b'<c r="D4" t="str"><f>')
    table = read_table(content)
    faults = checked_rows(table, layout_of(table, BILAN), CATALOGUE, "").faults
    errors = [error_of(fault, table) for fault in faults]
    assert [(each["cell"], each["value"]) for each in errors] == [
        ("D2", "(formule)"),
        ("D3", "#N/A"),
        ("D4", None),
    ]
    assert "enregistrez-le" in errors[0]["expected"]


def test_what_is_no_xlsx_workbook_says_what_it_is() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    cases = [
        (ole, "XLS"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "password"),
        (with_part(GOOD, "", b"", b"").replace(b"xl/workbook.xml", b"xl/workbook.bin"), "XLSB"),
        (b"a;b\n", "whatever was sent"),
    ]
    for content, words in cases:
        with pytest.raises(UnreadableFile, match=words) as caught:
            read_table(content, is_workbook=True)
        assert caught.value.kind == "media"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b"</sheetData>", b"<row/>" * 100_001 + b"</sheetData>"),
        (SHEET, b"</sheetData>", b'<row r="999999999"><c/></row></sheetData>'),
        (SHEET, b"</sheetData>", b"<row>" + b"<c/>" * 100_001 + b"</row></sheetData>"),
        (SHEET, b"</sheetData>", b"</sheetData>" + b" " * 60_000_000),
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 200_001 + b"</cellXfs>"),
        (SHEET, b"</sheetData>", b'<row><c t="str"><v>x</v></c></row>' * 5001 + b"</sheetData>"),
    ],
)
def test_a_small_file_that_unpacks_to_much_is_refused(part: str, old: bytes, new: bytes) -> None:
    content = with_part(GOOD, part, old, new)
    assert len(content) < 1_000_000
    with pytest.raises(UnreadableFile) as caught:
        read_table(content)
    assert caught.value.kind == "size"


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook '
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(with_part(GOOD, "xl/workbook.xml", b"<workbook ", bomb))


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    """Cut anywhere, bytes of the archive changed, and bytes of its parts changed."""
    chance = random.Random(seed)
    with ZipFile(BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    refused = 0
    for _ in range(40):
        for content in (
            GOOD[: chance.randrange(4, len(GOOD))],
            _changed(GOOD, chance, range(256)),
            _packed(parts, chance.choice(list(parts)), chance),
        ):
            try:
                read_table(content, is_workbook=True)
            except UnreadableFile:
                refused += 1
    assert refused >= 40


def _changed(content: bytes, chance: random.Random, to: Sequence[int]) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 10))):
        changed[chance.randrange(4, len(changed))] = chance.choice(to)
    return bytes(changed)


def _packed(parts: dict[str, bytes], victim: str, chance: random.Random) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(
                name, _changed(text, chance, range(32, 127)) if name == victim else text
            )
    return out.getvalue()
