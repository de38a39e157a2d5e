"""The columns of a kind of file, and where a file has them: titles may stand above its header."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import Final, Literal

from boucle.catalogue import Catalogue
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.cells import Cell, read_text
from boucle.registry.files.headings import price_unit_noted, unit_noted, without_note
from boucle.registry.files.table import FileTable, TableRow, UnreadableFile, check_each_once

LOOKED_AT: Final = 20  # rows that are not empty
_FEW: Final = 2  # columns that a row must name to be taken for a header that lacks others
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowFault(Fault):
    """A cell that is wrong. ``field``: the file's own header of its column."""

    line: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Column:
    """``path``: the field that it fills; ``also``: fields that its cell may come to fill.
    ``noted``: what its header may say besides, a unit or a price's."""

    name: str
    path: Path
    read: Cell = read_text
    aliases: tuple[str, ...] = ()
    required: bool = False
    also: tuple[Path, ...] = ()
    noted: Literal["unit", "price"] | None = None

    def fills(self, path: Path) -> bool:
        """The field, what holds it, or part of it."""
        own = self.path
        return own[: len(path)] == path or path[: len(own)] == own or path in self.also


@dataclass(frozen=True, slots=True, order=True)
class HeaderFound:
    """``names``: how many columns it names. ``minus_at``: its place among the rows that are not
    empty, below zero so that the greatest is the best header."""

    complete: bool
    names: int
    minus_at: int

    @property
    def at(self) -> int:
        return -self.minus_at if self.found else 0

    @property
    def found(self) -> bool:
        return self.complete or self.names >= _FEW


NO_HEADER: Final = HeaderFound(False, 0, 0)


@dataclass(frozen=True)
class Columns:
    """Those of a kind of file. ``unit``: the field that a unit in a header fills. ``right``: what
    a header should be. ``called``: what a column would be called that fills a field."""

    members: tuple[Column, ...]
    unit: Path = ()
    right: str = ""
    called: Callable[[Path], str] | None = None

    @cached_property
    def _by_header(self) -> Mapping[str, Column]:
        return {folded(name): one for one in self.members for name in (one.name, *one.aliases)}

    def named(self, header: Sequence[str]) -> list[tuple[Column | None, str]]:
        """Which column each header names, if any, and what else it says: ``Quantité (t/an)``."""
        return [self._named(text) for text in header]

    def _named(self, text: str) -> tuple[Column | None, str]:
        column = self._by_header.get(folded(text))
        if column is not None or not self.unit:
            return column, ""
        name, note = without_note(text)
        return self._by_header.get(folded(name)), note

    def missing(self, header: Sequence[str]) -> list[str]:
        """The required columns that it lacks; a quantity's header may tell the unit."""
        named = [(column, note) for column, note in self.named(header) if column is not None]
        filled = {column.path for column, _ in named}
        if any(column.noted == "unit" and unit_noted(note) for column, note in named):
            filled.add(self.unit)
        return [one.name for one in self.members if one.required and one.path not in filled]

    def place_of(self, header: Sequence[str], path: Path) -> int | None:
        columns = enumerate(self.named(header))
        return next((place for place, (each, _) in columns if each and each.path == path), None)

    def header_in(self, rows: Iterable[TableRow]) -> HeaderFound:
        """Among the first rows: the first complete one, else the one that names most columns."""
        first = enumerate(islice(rows, LOOKED_AT))
        return max((self._judged(at, row.cells) for at, row in first), default=NO_HEADER)

    def _judged(self, at: int, cells: Sequence[str]) -> HeaderFound:
        names = len({column.path for column, _ in self.named(cells) if column is not None})
        complete = bool(names) and not self.missing(cells)
        # Complete ones are worth the same: what looks like a better one further down is a row.
        return HeaderFound(complete, len(self.members) if complete else names, -at)

    def called_of(self, path: Path) -> str:
        if self.called is not None:
            return self.called(path)
        return next((one.name for one in self.members if one.fills(path)), path[0])


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column each place of the file holds; ``None`` where Boucle reads nothing. ``units``:
    what headers say of a unit, by the field that their columns fill."""

    kind: Columns
    columns: Sequence[Column | None]
    header: Sequence[str]
    units: Mapping[Path, str] = field(default_factory=dict)

    @property
    def ignored(self) -> list[str]:
        return [
            name
            for name, column in zip(self.header, self.columns, strict=True)
            if column is None and name
        ]

    def header_of(self, path: Path) -> str:
        """The file's own header for a field."""
        place = self.place_of(path)
        if place is None and path == self.kind.unit:
            noted = (each for each in self.kind.members if each.noted == "unit")
            place = next((self.place_of(one.path) for one in noted if one.path in self.units), None)
        return self.kind.called_of(path) if place is None else self.header[place]

    def place_of(self, path: Path, cells: Sequence[str] = ()) -> int | None:
        """The place of the column that fills a field; inside it, rather one with a filled cell."""
        found = [place for place, one in enumerate(self.columns) if one and one.fills(path)]
        filled = [place for place in found if place < len(cells) and cells[place]]
        return next(iter([*filled, *found]), None)

    def texts(self, row: TableRow) -> dict[str, str]:
        """Its filled cells as they are written, by the field that their columns fill."""
        cells = zip(self.columns, row.cells, strict=False)
        return {".".join(column.path): cell for column, cell in cells if column and cell}


def layout_of(table: FileTable, columns: Columns) -> Layout:
    """Raises UnreadableFile when a column is missing or comes twice, or a price is not per unit."""
    named = columns.named(table.header)
    check_each_once(table.header, [column.name if column else None for column, _ in named])
    _check_complete(table.header, columns)
    units = {
        column.path: unit
        for header, (column, note) in zip(table.header, named, strict=True)
        if column is not None and (unit := _unit_of(header, column, note))
    }
    return Layout(columns, [column for column, _ in named], table.header, units)


def _check_complete(header: Sequence[str], columns: Columns) -> None:
    missing = columns.missing(header)
    if not missing:
        return
    named = zip(header, columns.named(header), strict=True)
    near = get_close_matches(missing[0], [name for name, (column, _) in named if not column], n=1)
    hint = tr(" (is it « {near} »?)", near=near[0]) if near else ""
    least = ", ".join(one.name for one in columns.members if one.required)
    raise UnreadableFile(
        "form",
        ", ".join(header)[:200],
        tr("the header lacks: {missing}{hint}", missing=", ".join(missing), hint=hint),
        columns.right or tr("a header with at least: {right}", right=least),
    )


def _unit_of(header: str, column: Column, note: str) -> str:
    if column.noted is None:
        return ""
    unit = unit_noted(note) if column.noted == "unit" else price_unit_noted(note)
    if unit is None:
        message = tr("column « {header} » is not in € per unit", header=header)
        raise UnreadableFile("form", header, message, "an amount in €/t, €/MWh… or in € per unit")
    return unit


def read_cells(
    row: TableRow, layout: Layout, catalogue: Catalogue
) -> tuple[dict[str, object], list[RowFault]]:
    """The fields that the row fills, nested as a body, and the cells that are wrong."""
    fields: dict[str, object] = {}
    faults: list[RowFault] = []

    def wrong(header: str, cell: str, message: str, expected: str) -> None:
        faults.append(RowFault(header, cell, message, expected, line=row.line))

    filled = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    for place, cell in filled:
        if place >= len(layout.columns):
            wrong(f"n° {place + 1}", cell, "is beyond the header", "no cell here")
        elif (column := layout.columns[place]) is None:
            continue
        elif none := row.without_value.get(place):
            wrong(layout.header[place], cell, none.message, none.expected)
        else:
            try:
                put(fields, column.path, column.read(cell, catalogue))
            except WrongValue as error:
                wrong(layout.header[place], cell, error.message, error.expected)
    return fields, faults


def put(fields: dict[str, object], path: Path, value: object) -> None:
    inner = fields
    for step in path[:-1]:
        found = inner.setdefault(step, {})
        if isinstance(found, dict):
            inner = found
    inner[path[-1]] = value
