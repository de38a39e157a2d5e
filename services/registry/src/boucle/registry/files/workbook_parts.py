"""The parts of an XLSX file before a library reads them: how much they would take of memory, and
which formulas have no value.

Everything is counted as it is unpacked, by the XML parser that the library reads with too: where
this one stops, that one does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from openpyxl.utils.cell import coordinate_to_tuple

_PIECE: Final = 65_536  # bytes
_IN_ROWS: Final = 2_000_000  # elements of the rows of a sheet
_IN_ONE_ROW: Final = 100_000
_TEXTS: Final = 1_000_000  # elements of what texts the sheets share
_OUTSIDE: Final = 200_000  # elements of any other part, or of a sheet outside its rows
_DEEP: Final = 64


class TooMuch(ValueError):
    """More elements than a bilan can need."""


@dataclass(slots=True)
class SheetPart:
    """``not_computed``: by row, from 1, the columns, from 0, of formulas without a value."""

    not_computed: Mapping[int, Sequence[int]] = field(default_factory=dict)


def looked_through(archive: ZipFile, names: Sequence[str]) -> dict[str, SheetPart]:
    """By the part's name. Raises TooMuch, and what a damaged archive raises."""
    return {name: _looked_through(archive, name) for name in names}


def _looked_through(archive: ZipFile, name: str) -> SheetPart:
    seen = _Elements()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.text
    with archive.open(name) as part:
        try:
            while piece := part.read(_PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except ExpatError:
            return SheetPart()  # a picture, or damaged: the library says so if it reads it
    return SheetPart(_by_row(seen.not_computed))


def _by_row(coordinates: Sequence[str]) -> Mapping[int, Sequence[int]]:
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for coordinate in coordinates:
        row, column = coordinate_to_tuple(coordinate)
        rows[row].append(column - 1)
    return rows


class _Elements:
    """What was met of one part so far."""

    def __init__(self) -> None:
        self.not_computed: list[str] = []
        self._depth = 0
        self._row_at = 0  # depth of the row that is open, 0 if none is
        self._in_row = 0
        self._in_rows = 0
        self._outside = 0
        self._limit_outside = _OUTSIDE
        self._cell: Mapping[str, str] = {}
        self._is_formula = False
        self._has_value = False
        self._in_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth == 1 and local == "sst":
            self._limit_outside = _TEXTS
        if self._row_at == 0 and local == "row":
            self._row_at, self._in_row = self._depth, 0
        self._count()
        if local == "c":
            self._cell, self._is_formula, self._has_value = attributes, False, False
        elif local == "f":
            self._is_formula = True
        elif local == "v":
            self._in_value = True
            self._has_value = self._cell.get("t") == "str"  # a text, which may be empty

    def _count(self) -> None:
        if self._row_at:
            self._in_row += 1
            self._in_rows += 1
        else:
            self._outside += 1
        if (
            self._in_row > _IN_ONE_ROW
            or self._in_rows > _IN_ROWS
            or self._outside > self._limit_outside
            or self._depth > _DEEP
        ):
            raise TooMuch

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "v":
            self._in_value = False
        elif local == "c" and self._is_formula and not self._has_value and "r" in self._cell:
            self.not_computed.append(self._cell["r"])
        if self._row_at == self._depth:
            self._row_at = 0
        self._depth -= 1

    def text(self, _text: str) -> None:
        if self._in_value:
            self._has_value = True
