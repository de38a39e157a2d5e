"""Other tables in the files that a bilan may come in: their columns by name, French or English."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from boucle.registry.domain.values.words import folded
from boucle.registry.files.header_row import LOOKED_AT, NO_HEADER, HeaderFound
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import NotABilan, Table, TableRow, column_letter


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """``key``: of its cells; ``names``: how headers may call it, French first."""

    key: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class NamedRow:
    """``line``: as a spreadsheet shows it. ``cells``: those that are filled, by their keys."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """``headers``: the file's own, by key. ``ignored``: columns that nothing reads."""

    table: Table
    headers: Mapping[str, str]
    ignored: Sequence[str]
    rows: Sequence[NamedRow]


def read_named(
    content: bytes, columns: Sequence[NamedColumn], *, sheet: str = "", is_workbook: bool = False
) -> NamedTable:
    """Raises NotABilan: no such file, a column that is missing or comes twice."""
    known = {folded(name): column for column in columns for name in (column.key, *column.names)}

    def judge(rows: Iterable[TableRow]) -> HeaderFound:
        first = enumerate(islice(rows, LOOKED_AT))
        return max((_judged(at, row, known, columns) for at, row in first), default=NO_HEADER)

    table = read_table(content, sheet=sheet, is_workbook=is_workbook, judge=judge)
    places = _places(table.header, known)
    _check_complete(table.header, places.values(), columns)
    headers = {column.key: table.header[place] for place, column in places.items()}
    ignored = [text for place, text in enumerate(table.header) if place not in places and text]
    rows = [
        NamedRow(
            row.line,
            {column.key: row.cells[place] for place, column in places.items() if row.cells[place]},
        )
        for row in table.rows
    ]
    return NamedTable(table, headers, ignored, rows)


def _judged(
    at: int, row: TableRow, known: Mapping[str, NamedColumn], columns: Sequence[NamedColumn]
) -> HeaderFound:
    named = {known[text].key for text in map(folded, row.cells) if text in known}
    complete = bool(named) and all(each.key in named for each in columns if each.required)
    return HeaderFound(complete, len(columns) if complete else len(named), -at)


def _places(header: Sequence[str], known: Mapping[str, NamedColumn]) -> dict[int, NamedColumn]:
    places: dict[int, NamedColumn] = {}
    first: dict[str, str] = {}
    for place, text in enumerate(header):
        column = known.get(folded(text))
        if column is None:
            continue
        here = f"« {text} » ({column_letter(place)})"
        before = first.setdefault(column.key, here)
        if before != here:
            message = f"la colonne « {column.names[0]} » vient deux fois : {before} et {here}"
            raise NotABilan("form", text, message, "chaque colonne une fois")
        places[place] = column
    return places


def _check_complete(
    header: Sequence[str], named: Iterable[NamedColumn], columns: Sequence[NamedColumn]
) -> None:
    found = {column.key for column in named}
    missing = [each.names[0] for each in columns if each.required and each.key not in found]
    if missing:
        right = ", ".join(each.names[0] for each in columns if each.required)
        message = f"il manque à l'en-tête : {', '.join(missing)}"
        raise NotABilan(
            "form", ", ".join(header)[:200], message, f"un en-tête avec au moins : {right}"
        )
