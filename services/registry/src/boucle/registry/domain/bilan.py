"""A *bilan entrées-sorties* as a CSV file: from bytes to a table, or why it is none.

UTF-8 (with or without its mark) or Windows-1252, separated by ``;``, ``,`` or tabs, with a header.
"""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

MAX_BYTES: Final = 10_000_000
MAX_ROWS: Final = 5_000
_MAX_COLUMNS: Final = 200
_SEPARATORS: Final = (";", ",", "\t")
_SIGNATURES: Final = (
    (b"PK\x03\x04", "a ZIP archive (or an XLSX, ODS or DOCX file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (XLS or DOC)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_CSV: Final = "a CSV file: UTF-8 or Windows-1252 text, columns separated by ; or , with a header"


class NotABilan(ValueError):
    """The file as a whole cannot be read. ``kind``: ``media`` (no CSV text), ``size``, ``form``."""

    def __init__(self, kind: str, value: object, message: str, expected: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.value = value
        self.message = message
        self.expected = expected


@dataclass(frozen=True, slots=True)
class TableRow:
    """``line`` is where the row starts in the file; the header is line 1."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as written, trimmed; every row as long as the header."""

    header: Sequence[str]
    rows: Sequence[TableRow]


def read_table(content: bytes) -> Table:
    """Raises NotABilan."""
    text = _text(content)
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    records = list(_records(text, separator))
    if not records:
        raise NotABilan("form", None, "the file is empty", _CSV)
    header = [cell.strip() for cell in records[0].cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > _MAX_COLUMNS:
        raise NotABilan("form", len(header), "too many columns", f"at most {_MAX_COLUMNS} columns")
    rows = [_fitted(record, len(header)) for record in records[1:]]
    return Table(header, rows)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotABilan("size", len(content), "the file is too large", f"at most {MAX_BYTES} bytes")
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise NotABilan("media", what, f"this is {what}", _CSV)
    if b"\x00" in content:
        raise NotABilan("media", "binary data", "this is binary data, not text", _CSV)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotABilan("media", "unknown encoding", "this is neither UTF-8 nor Windows-1252", _CSV)


def _records(text: str, separator: str) -> Iterator[TableRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    count, line = 0, 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MAX_ROWS + 1:
                raise NotABilan(
                    "size", f"more than {MAX_ROWS} rows", "too many rows", f"at most {MAX_ROWS}"
                )
            yield TableRow(start, [cell.strip() for cell in cells])
    except csv.Error as error:
        message = f"line {reader.line_num} cannot be read: {error}"
        expected = 'cells in double quotes where they hold a separator, quotes doubled ("")'
        raise NotABilan("form", f"line {reader.line_num}", message, expected) from error


def _fitted(record: TableRow, width: int) -> TableRow:
    """A row shorter than the header lacks its last cells; one longer keeps them, to be told."""
    missing = [""] * (width - len(record.cells))
    return TableRow(record.line, [*record.cells, *missing])


def folded(text: str) -> str:
    """``Quantité `` and ``quantite`` alike: no case, accent or punctuation; words joined by _."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "_".join(kept.split())


def rejects_file(table: Table, rejected: Sequence[tuple[TableRow, str]]) -> bytes:
    """The refused rows as they came, with their line and what is wrong; opens in a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*table.header, "ligne", "erreur"])
    for row, error in rejected:
        writer.writerow([*row.cells[: len(table.header)], row.line, error])
    return ("\ufeff" + out.getvalue()).encode()
