"""From a file's header to its layout: which column each of its cells names, and what is missing."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from boucle.platform.translating import tr
from boucle.registry.domain.values.words import folded
from boucle.registry.files.columns import COLUMNS, QUANTITY, UNIT, Column, Layout
from boucle.registry.files.headings import price_unit_noted, unit_noted, without_note
from boucle.registry.files.table import FileTable, NotABilan, check_each_once

_BY_HEADER: Final = {
    folded(name): column for column in COLUMNS for name in (column.name, *column.aliases)
}
_PRICES: Final = (("current_route", "cost_eur_per_unit"), ("current_supply", "price_eur_per_unit"))


def named_columns(header: Sequence[str]) -> list[tuple[Column | None, str]]:
    """Which column each header names, if any, and what else it says: ``Quantité (t/an)``."""
    return [_named(text) for text in header]


def _named(text: str) -> tuple[Column | None, str]:
    column = _BY_HEADER.get(folded(text))
    if column is not None:
        return column, ""
    name, note = without_note(text)
    return _BY_HEADER.get(folded(name)), note


def missing_columns(header: Sequence[str]) -> list[str]:
    """The required columns that it lacks; a quantity's header may tell the unit."""
    named = [(column, note) for column, note in named_columns(header) if column is not None]
    known = {column.path for column, _ in named}
    if any(column.path == QUANTITY and unit_noted(note) for column, note in named):
        known.add(UNIT)
    return [column.name for column in COLUMNS if column.required and column.path not in known]


def place_named(header: Sequence[str], name: str) -> int | None:
    """Where the column of that name stands."""
    columns = enumerate(named_columns(header))
    return next((place for place, (each, _) in columns if each and each.name == name), None)


def layout_of(table: FileTable) -> Layout:
    """Raises NotABilan when a column is missing or comes twice, or a price is not per unit."""
    named = named_columns(table.header)
    columns = [column for column, _ in named]
    check_each_once(table.header, [column.name if column else None for column in columns])
    missing = missing_columns(table.header)
    if missing:
        unread = [name for name, column in zip(table.header, columns, strict=True) if not column]
        near = get_close_matches(missing[0], unread, n=1)
        hint = tr(" (is it « {near} »?)", near=near[0]) if near else ""
        raise NotABilan(
            "form",
            ", ".join(table.header)[:200],
            tr("the header lacks: {missing}{hint}", missing=", ".join(missing), hint=hint),
            "a header with sens, quantité, unité at least; see docs/reference/bilan.md",
        )
    units = {
        column.path: unit
        for header, (column, note) in zip(table.header, named, strict=True)
        if column is not None and (unit := _unit_of(header, column, note))
    }
    return Layout(columns, table.header, units)


def _unit_of(header: str, column: Column, note: str) -> str:
    if column.path == QUANTITY:
        return unit_noted(note)
    if column.path not in _PRICES:
        return ""
    unit = price_unit_noted(note)
    if unit is None:
        message = tr("column « {header} » is not in € per unit", header=header)
        raise NotABilan("form", header, message, "an amount in €/t, €/MWh… or in € per unit")
    return unit
