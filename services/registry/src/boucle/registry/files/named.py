"""Other tables in the files that a bilan may come in: their columns by name, French or English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boucle.platform.translating import tr
from boucle.registry.domain.values.words import folded
from boucle.registry.files.header_row import judge_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import FileTable, NotABilan, check_each_once


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

    table: FileTable
    headers: Mapping[str, str]
    ignored: Sequence[str]
    rows: Sequence[NamedRow]


def read_named(
    content: bytes, columns: Sequence[NamedColumn], *, sheet: str = "", is_workbook: bool = False
) -> NamedTable:
    """Raises NotABilan: no such file, a column that is missing or comes twice."""
    known = {folded(name): column for column in columns for name in (column.key, *column.names)}

    def named_in(cells: Sequence[str]) -> list[NamedColumn | None]:
        return [known.get(folded(text)) for text in cells]

    def keys_in(cells: Sequence[str]) -> set[str]:
        return {column.key for column in named_in(cells) if column is not None}

    def missing_in(cells: Sequence[str]) -> list[str]:
        found = keys_in(cells)
        return [each.names[0] for each in columns if each.required and each.key not in found]

    judge = judge_of(keys_in, missing_in, len(columns))
    table = read_table(content, sheet=sheet, is_workbook=is_workbook, judge=judge)
    named = named_in(table.header)
    check_each_once(table.header, [column.names[0] if column else None for column in named])
    _check_complete(table.header, missing_in(table.header), columns)
    places = {place: column for place, column in enumerate(named) if column is not None}
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


def _check_complete(
    header: Sequence[str], missing: Sequence[str], columns: Sequence[NamedColumn]
) -> None:
    if missing:
        right = ", ".join(each.names[0] for each in columns if each.required)
        message = tr("the header lacks: {missing}", missing=", ".join(missing))
        raise NotABilan(
            "form",
            ", ".join(header)[:200],
            message,
            tr("a header with at least: {right}", right=right),
        )
