"""Rows of a CSV file: its encoding, its separator, its quotes."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from boucle.platform.translating import tr
from boucle.registry.files.layout import LOOKED_AT, NO_HEADER, Columns, HeaderFound
from boucle.registry.files.table import (
    FILES,
    MAX_LINES,
    TableRow,
    UnreadableFile,
    too_many_lines,
)

_SEPARATORS: Final = (";", ",", "\t")
_NAMED_SEPARATOR: Final = re.compile(r'"?sep=([;,\t|])"?[;,\t|]*\r?\n?', re.IGNORECASE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_QUOTES: Final = 'a cell that holds a separator in straight quotes, those doubled ("")'


def csv_rows(content: bytes, columns: Columns) -> Iterator[TableRow]:
    """Rows that are not empty; a spreadsheet shows neither ``sep=;`` nor lines inside a cell as
    rows, so they are not counted. Raises UnreadableFile, while it reads too."""
    text = _text(content)
    named = _NAMED_SEPARATOR.match(text)
    if named:
        return _records(text[named.end() :], named[1])
    return _records(text, _separator(text, columns))


def _text(content: bytes) -> str:
    utf_16 = content.startswith(_UTF_16)
    if b"\x00" in content and not utf_16:
        raise UnreadableFile("media", tr("binary data"), "this is binary data, not text", FILES)
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    message = "it is neither UTF-8 nor UTF-16 nor Windows-1252"
    raise UnreadableFile("media", tr("unknown encoding"), message, FILES)


def _separator(text: str, columns: Columns) -> str:
    """The one that makes the best header; else the most frequent of the first line."""
    headers = {separator: _header(text, separator, columns) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: headers[separator])
    if headers[best].found:
        return best
    lines = islice(StringIO(text), MAX_LINES)
    first = next((line for line in lines if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _header(text: str, separator: str, columns: Columns) -> HeaderFound:
    try:
        return columns.header_in(list(islice(_records(text, separator), LOOKED_AT)))
    except UnreadableFile:
        return NO_HEADER


def _records(text: str, separator: str) -> Iterator[TableRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, 1):
            if line > MAX_LINES:
                raise too_many_lines(line)
            if any(cell.strip() for cell in cells):
                yield TableRow(line, [cell.strip() for cell in cells])
    except csv.Error as error:
        message = tr(
            "line {line} cannot be read (quotes that are misplaced or not closed)", line=line + 1
        )
        raise UnreadableFile("form", tr("line {line}", line=line + 1), message, _QUOTES) from error
