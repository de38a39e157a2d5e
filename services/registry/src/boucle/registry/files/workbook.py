"""Sheets of an XLSX workbook as rows of text: what a person sees in each cell.

Values are those that the spreadsheet kept; formulas are not computed. Sizes are checked before
anything is unpacked, as the file says them: no more than that is ever read of a part.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.reader.workbook import WorkbookParser

from boucle.platform.translating import tr
from boucle.registry.files.table import (
    FILES,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_ROWS,
    NoValue,
    TableRow,
    UnreadableFile,
    too_many_lines,
)
from boucle.registry.files.workbook_parts import SheetPart, TooMuch, looked_through

_WORKBOOK: Final = "xl/workbook.xml"
_MAX_PARTS: Final = 2_000
_MAX_UNPACKED: Final = 60_000_000  # bytes
_FLOOR: Final = 1_000_000  # bytes
_RATIO: Final = 200  # bytes unpacked per byte of the file beyond the floor, at most
_DAMAGED: Final = "the workbook cannot be read: it is damaged, not whole or encrypted"
_AGAIN: Final = "a workbook that your program opens without repairing it, saved as .xlsx"
_NOT_COMPUTED: Final = NoValue(
    "is a formula whose result the workbook does not keep",
    "the value: open the file in a spreadsheet program and save it, or paste the values",
)
_FAILED: Final = NoValue("is an error that the spreadsheet computed", "a value")
_KINDS: Final = (  # a part that only such a file has
    ("xl/workbook.bin", "an XLSB workbook"),
    ("content.xml", "an OpenDocument file (ODS or ODT)"),
    ("word/document.xml", "a DOCX document"),
    ("ppt/presentation.xml", "a PPTX presentation"),
)


class OpenWorkbook:
    """A workbook, and what was seen of its parts: which formulas have no value."""

    def __init__(self, values: Workbook, parts: Mapping[str, SheetPart]) -> None:
        self._values = values
        self._parts = parts

    def sheets(self) -> list[str]:
        """Names, those that a person sees first."""
        return sorted(self._parts, key=lambda name: self._values[name].sheet_state != "visible")

    def rows(self, sheet: str) -> Iterator[TableRow]:
        """Rows that are not empty, hidden ones too. Raises UnreadableFile, while it reads too."""
        not_computed = self._parts[sheet].not_computed
        with _damage_named():
            for line, cells in enumerate(_raw_rows(self._values[sheet]), 1):
                if line > MAX_LINES:
                    raise too_many_lines(line)
                row = _row(line, cells[: MAX_COLUMNS + 1], not_computed.get(line, ()))
                if row.cells:
                    yield row


@contextmanager
def opened(content: bytes) -> Iterator[OpenWorkbook]:
    """Raises UnreadableFile."""
    with _damage_named():
        parts = _parts(content)
        values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with closing(values):
        names = {sheet.title for sheet in values.worksheets}
        yield OpenWorkbook(values, {name: p for name, p in parts.items() if name in names})


@contextmanager
def _damage_named() -> Iterator[None]:
    """The library names no error of its own for a damaged file: it raises whatever it meets."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile("form", None, _DAMAGED, _AGAIN) from error


def _parts(content: bytes) -> dict[str, SheetPart]:
    """By the sheet's name. Raises UnreadableFile, and what a damaged archive raises."""
    with ZipFile(BytesIO(content)) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        if _WORKBOOK not in sizes:
            what = next((what for part, what in _KINDS if part in sizes), "a ZIP archive")
            raise UnreadableFile("media", tr(what), tr("this is {what}", what=what), FILES)
        most = min(_MAX_UNPACKED, _FLOOR + _RATIO * len(content))
        right = tr(
            "at most {max_unpacked} bytes once unpacked, and {max_rows} rows",
            max_unpacked=most,
            max_rows=MAX_ROWS,
        )
        too_big = UnreadableFile("size", len(content), "the workbook is too large", right)
        if len(archive.infolist()) > _MAX_PARTS or sum(sizes.values()) > most:
            raise too_big
        try:
            parts = looked_through(archive, list(sizes))
        except TooMuch as error:
            raise too_big from error
        parser = WorkbookParser(archive, _WORKBOOK, keep_links=False)
        parser.parse()
        return {
            sheet.name: parts[rel.target]
            for sheet, rel in parser.find_sheets()
            if rel.target in parts
        }


def _raw_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of them is often wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows()
    return rows


def _row(line: int, cells: Sequence[Any], not_computed: Sequence[int]) -> TableRow:
    texts = [_text(cell) for cell in cells]
    without = {place: _FAILED for place, cell in enumerate(cells) if cell.data_type == "e"}
    for place in not_computed:
        if place < len(texts):
            texts[place] = "(formule)"
            without[place] = _NOT_COMPUTED
    while texts and not texts[-1]:
        texts.pop()
    return TableRow(line, texts, without)


def _text(cell: Any) -> str:
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "oui" if value else "non"
        case int(value) | float(value):
            return _number(value, cell.number_format or "")
        case datetime() as moment:
            return f"{moment:%d/%m/%Y}" if moment.time() == time() else f"{moment:%d/%m/%Y %H:%M}"
        case date() as day:
            return f"{day:%d/%m/%Y}"
        case value:
            return str(value).strip()


def _number(value: float, number_format: str) -> str:
    """With a comma; the 15 digits that a spreadsheet keeps; ``15 %`` and leading zeros as shown."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return str(exact)
    if re.fullmatch(r"0{2,20}", number_format) and exact == exact.to_integral_value():
        return f"{int(exact):0{len(number_format)}}"
    percent = re.fullmatch(r"[#,0.\s]*%", number_format) is not None
    text = format(exact * 100 if percent else exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") + (" %" if percent else "")
