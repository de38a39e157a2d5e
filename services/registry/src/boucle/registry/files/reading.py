"""From the bytes of a file to a table: what kind of file it is, where its header is, what of its
rows are totals."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Final

from boucle.platform.translating import tr
from boucle.registry.domain.values.words import folded
from boucle.registry.files.columns import BILAN
from boucle.registry.files.csv_text import csv_rows
from boucle.registry.files.layout import LOOKED_AT, Columns
from boucle.registry.files.table import (
    FILES,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    FileTable,
    Notice,
    TableRow,
    UnreadableFile,
    unguarded,
)

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHER_FILES: Final = (
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
)
_TOTAL: Final = re.compile(r"(sous_|grand_|sub_?)?tota(l|ux)(_.*)?")


def read_table(
    content: bytes, columns: Columns = BILAN, *, sheet: str = "", is_workbook: bool = False
) -> FileTable:
    """A file is what its first bytes say. ``columns``: by which its header is found; ``sheet``: the
    one to read, else the first that has the header; ``is_workbook``: its name or media type says
    so. Raises UnreadableFile."""
    _check_kind(content, is_workbook=is_workbook)
    if content.startswith(_ZIP):
        with _chosen_sheet(content, sheet, columns) as (name, rows, notices):
            return _table(rows, name, notices, columns)
    if sheet:
        raise UnreadableFile("sheet", sheet, "a CSV file has no sheets", "nothing, or an XLSX")
    return _table(csv_rows(content, columns), None, [], columns)


def _check_kind(content: bytes, *, is_workbook: bool) -> None:
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            "size",
            len(content),
            "the file is too large",
            tr("at most {max_bytes} bytes", max_bytes=MAX_BYTES),
        )
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            what = "a workbook protected by a password"
            raise UnreadableFile(
                "media",
                tr(what),
                tr("this is {what}", what=what),
                "the same, saved without a password",
            )
        what = "an old Office file (XLS or DOC)"
        raise UnreadableFile(
            "media", tr(what), tr("this is {what}", what=what), "the same, saved as .xlsx or CSV"
        )
    for signature, what in _OTHER_FILES:
        if content.startswith(signature):
            raise UnreadableFile("media", tr(what), tr("this is {what}", what=what), FILES)
    if is_workbook and not content.startswith(_ZIP):
        message = "this is no XLSX workbook, whatever was sent with it"
        raise UnreadableFile("media", None, message, FILES)


@contextmanager
def _chosen_sheet(
    content: bytes, wanted: str, columns: Columns
) -> Iterator[tuple[str, Iterator[TableRow], list[Notice]]]:
    """Its name, its rows, and a notice of each other sheet that could have been read."""
    from boucle.registry.files import workbook  # noqa: PLC0415  22 MB that few processes need

    with workbook.opened(content) as book:
        names = book.sheets()
        if wanted:
            found = [name for name in names if folded(name) == folded(wanted)]
            if not found:
                raise UnreadableFile(
                    "sheet", wanted, "is not a sheet of the workbook", _list(names)
                )
            yield found[0], book.rows(found[0]), []
            return
        headers = {name: columns.header_in(book.rows(name)) for name in names}
        if not headers:
            raise UnreadableFile("form", None, "the workbook has no sheet", FILES)
        best = max(headers, key=lambda name: (headers[name].complete, headers[name].names))
        others = [name for name in names if name != best and headers[name].complete]
        notices = [
            Notice(
                None,
                tr(
                    "sheet « {name} » has a header, too, and was not read: send it by itself, "
                    "with ?sheet={name}",
                    name=name,
                ),
            )
            for name in others
        ]
        yield best, book.rows(best), notices


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"« {name} »" for name in names[:20])


def _table(
    rows: Iterator[TableRow], sheet: str | None, notices: Sequence[Notice], columns: Columns
) -> FileTable:
    first = list(islice(rows, LOOKED_AT))
    if not first:
        what = (
            "the file is empty" if sheet is None else tr("sheet « {sheet} » is empty", sheet=sheet)
        )
        raise UnreadableFile("form", None, what, FILES)
    at = columns.header_in(first).at
    header = list(map(unguarded, first[at].cells))
    while header and not header[-1]:
        header.pop()
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile(
            "form",
            len(header),
            "too many columns",
            tr("at most {max_columns} columns", max_columns=MAX_COLUMNS),
        )
    below = _at_most(MAX_ROWS, chain(first[at + 1 :], rows))
    kept, totals = _without_totals(below, header, columns)
    fitted = [_fitted(row, len(header)) for row in kept]
    return FileTable(header, fitted, sheet, [*notices, *totals])


def _at_most(limit: int, rows: Iterable[TableRow]) -> Iterator[TableRow]:
    for count, row in enumerate(rows, 1):
        if count > limit:
            raise UnreadableFile(
                "size",
                tr("more than {limit} rows", limit=limit),
                "too many rows",
                tr("at most {limit}", limit=limit),
            )
        yield row


def _without_totals(
    rows: Iterable[TableRow], header: Sequence[str], columns: Columns
) -> tuple[list[TableRow], list[Notice]]:
    """A row that begins with *Total* and tells no direction is no flow."""
    direction = columns.place_of(header, ("direction",))
    kept: list[TableRow] = []
    notices: list[Notice] = []
    for row in rows:
        begins = next((cell for cell in row.cells if cell), "")
        says = direction is not None and direction < len(row.cells) and row.cells[direction]
        if _TOTAL.fullmatch(folded(begins)) and says in (False, "", begins):
            notices.append(
                Notice(row.line, tr("« {begins} »: a row of totals, left aside", begins=begins))
            )
        else:
            kept.append(row)
    return kept, notices


def _fitted(row: TableRow, width: int) -> TableRow:
    """A row shorter than the header lacks its last cells; a longer one keeps them, to report."""
    missing = [""] * (width - len(row.cells))
    return TableRow(row.line, [*map(unguarded, row.cells), *missing], row.without_value)
