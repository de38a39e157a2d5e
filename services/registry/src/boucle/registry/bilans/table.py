"""A *bilan entrées-sorties* as a CSV file: from bytes to a table, or why it is none.

UTF-8 (with or without its mark) or Windows-1252, separated by ``;``, ``,`` or tabs, with a header.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

MAX_BYTES: Final = 10_000_000
MAX_ROWS: Final = 5_000
_MAX_COLUMNS: Final = 200
_SEPARATORS: Final = (";", ",", "\t")
_SIGNATURES: Final = (
    (b"PK\x03\x04", "une archive ZIP (ou un fichier XLSX, ODS ou DOCX)"),
    (b"PK\x05\x06", "une archive ZIP vide"),
    (b"%PDF", "un fichier PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien fichier Office (XLS ou DOC)"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"7z\xbc\xaf", "une archive 7-Zip"),
    (b"Rar!", "une archive RAR"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"\xff\xfe", "du texte UTF-16"),
    (b"\xfe\xff", "du texte UTF-16"),
)
_CSV: Final = (
    "un fichier CSV : texte UTF-8 ou Windows-1252, colonnes séparées par ; ou , avec un en-tête"
)


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
        raise NotABilan("form", None, "le fichier est vide", _CSV)
    header = [cell.strip() for cell in records[0].cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > _MAX_COLUMNS:
        raise NotABilan("form", len(header), "trop de colonnes", f"au plus {_MAX_COLUMNS} colonnes")
    rows = [_fitted(record, len(header)) for record in records[1:]]
    return Table(header, rows)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotABilan(
            "size", len(content), "le fichier est trop gros", f"au plus {MAX_BYTES} octets"
        )
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise NotABilan("media", what, f"c'est {what}", _CSV)
    if b"\x00" in content:
        raise NotABilan(
            "media", "données binaires", "ce sont des données binaires, pas du texte", _CSV
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotABilan("media", "encodage inconnu", "ce n'est ni de l'UTF-8 ni du Windows-1252", _CSV)


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
                    "size", f"plus de {MAX_ROWS} lignes", "trop de lignes", f"au plus {MAX_ROWS}"
                )
            yield TableRow(start, [cell.strip() for cell in cells])
    except csv.Error as error:
        message = f"la ligne {reader.line_num} ne se lit pas (guillemets mal placés ou non fermés)"
        expected = (
            'une cellule qui contient un séparateur entre guillemets droits, ceux-ci doublés ("")'
        )
        raise NotABilan("form", f"ligne {reader.line_num}", message, expected) from error


def _fitted(record: TableRow, width: int) -> TableRow:
    """A row shorter than the header lacks its last cells; a longer one keeps them, to report."""
    missing = [""] * (width - len(record.cells))
    return TableRow(record.line, [*record.cells, *missing])


def rejects_file(table: Table, rejected: Sequence[tuple[TableRow, str]]) -> bytes:
    """The refused rows as they came, with their line and what is wrong; opens in a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*table.header, "ligne", "erreur"])
    for row, error in rejected:
        writer.writerow([*row.cells[: len(table.header)], row.line, error])
    return ("\ufeff" + out.getvalue()).encode()
