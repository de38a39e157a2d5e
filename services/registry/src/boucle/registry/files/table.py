"""A *bilan entrées-sorties* as a table, whatever file it came in; why a file is none."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Final, Literal

from boucle.platform.translating import tr
from boucle.registry.domain.values.wrong import WrongValue

MAX_BYTES: Final = 10_000_000
MAX_ROWS: Final = 5_000
MAX_LINES: Final = 100_000  # empty ones too
MAX_COLUMNS: Final = 200
FILES: Final = (
    "an XLSX workbook, or a CSV file: UTF-8, UTF-16 or Windows-1252 text, "
    "columns parted by ; or , or a tab; with a header"
)
_FORMULA: Final = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9 .,\u00a0\u202f]*")

WhatIsWrong = Literal["media", "size", "form", "sheet"]


class UnreadableFile(WrongValue):
    """The file as a whole cannot be read. ``kind``: ``media`` (no table), ``size``, ``form``, or
    ``sheet`` (no such sheet)."""

    def __init__(self, kind: WhatIsWrong, value: object, message: str, expected: str) -> None:
        super().__init__(message, expected)
        self.kind = kind
        self.value = value


def too_many_lines(line: int) -> UnreadableFile:
    return UnreadableFile(
        "size",
        line,
        tr("more than {max_row} rows, empty or not", max_row=MAX_LINES),
        "without empty rows below the table",
    )


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why a cell of a workbook has no value, and what would be right."""

    message: str
    expected: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """``line``: the row's number, as a spreadsheet shows it. Cells as written, trimmed.
    ``without_value``: by their place, cells whose text is no value."""

    line: int
    cells: Sequence[str]
    without_value: Mapping[int, NoValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """What was left aside of a file, in a row or (``line`` None) as a whole."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class FileTable:
    """Every row as long as the header, or longer. ``sheet``: of a workbook."""

    header: Sequence[str]
    rows: Sequence[TableRow]
    sheet: str | None = None
    notices: Sequence[Notice] = ()


def column_letter(place: int) -> str:
    """``A`` for 0, ``AA`` for 26, as spreadsheets name columns."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def check_each_once(header: Sequence[str], names: Sequence[str | None]) -> None:
    """``names``: of the columns that the header's cells name. Raises UnreadableFile."""
    first: dict[str, str] = {}
    for place, (text, name) in enumerate(zip(header, names, strict=True)):
        if name is None:
            continue
        here = f"« {text} » ({column_letter(place)})"
        before = first.setdefault(name, here)
        if before != here:
            twice = "column « {name} » comes twice: {before} and {here}"
            message = tr(twice, name=name, before=before, here=here)
            raise UnreadableFile("form", text, message, "each column once")


def unguarded(cell: str) -> str:
    """A cell as it was before ``rejects_file`` guarded it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _guarded(cell: str) -> str:
    """A spreadsheet takes for a formula what begins so (OWASP, CSV Injection); with an apostrophe
    before it, for text. Plain numbers are none, nor are those of phones."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def rejects_file(table: FileTable, rejected: Sequence[tuple[TableRow, str]]) -> bytes:
    """The refused rows as they came, with their line and what is wrong; safe to open in a
    spreadsheet, and read again as they were (``unguarded``)."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*map(_guarded, table.header), "ligne", "erreur"])
    for row, error in rejected:
        cells = map(_guarded, row.cells[: len(table.header)])
        writer.writerow([*cells, row.line, _guarded(error)])
    return ("\ufeff" + out.getvalue()).encode()
