"""Make the SQL that writes a table from its model, at import (ADR 0018). ``Session.save`` and
``add`` take rows of the model; this is for frequent or bulk writes without a model per row. Columns
are in the model's order. Pure."""

from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlmodel import SQLModel

_DIALECT = dialect()  # type: ignore[no-untyped-call]


@cache
def names_of(row: type[SQLModel], *but: str) -> tuple[str, ...]:
    """Return the table's columns that a writer gives."""
    return tuple(column.name for column in _written(row) if column.name not in but)


def columns_of(row: type[SQLModel], *but: str) -> str:
    """Return the columns as SQL: ``id, site_id, …``."""
    return ", ".join(names_of(row, *but))


def insert_of(row: type[SQLModel]) -> str:
    """Return the ``INSERT`` of one row, values in the order of ``names_of``."""
    numbers = ", ".join(f"${n}" for n, _ in enumerate(names_of(row), 1))
    return f"INSERT INTO {_table(row).name} ({columns_of(row)}) VALUES ({numbers})"


def upsert_of(row: type[SQLModel], *keep: str) -> str:
    """Return the upsert: an existing row gets all columns replaced except its key and ``keep``."""
    return f"{insert_of(row)} {replacing(row, *keep)}"


def replacing(row: type[SQLModel], *keep: str) -> str:
    """Return ``ON CONFLICT`` of the key: all columns are replaced except the key and ``keep``."""
    key = [column.name for column in _table(row).primary_key]
    new = ", ".join(f"{name} = excluded.{name}" for name in names_of(row, *key, *keep))
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {new}"


def unnest_of(row: type[SQLModel], *but: str) -> str:
    """Return rows from arrays, one per column: ``unnest($1::uuid[], …) AS new(id, …)``."""
    columns = [column for column in _written(row) if column.name not in but]
    arrays = ", ".join(f"${n}::{type_of(column)}[]" for n, column in enumerate(columns, 1))
    return f"unnest({arrays}) AS new({columns_of(row, *but)})"


def type_of(column: "Column[Any]") -> str:
    return str(column.type.compile(_DIALECT)).lower()


def values_of(row: type[SQLModel], entity: object, /, **given: object) -> list[object]:
    """Return values in the order of ``names_of``: those given, else the entity's attributes."""
    return [given[name] if name in given else getattr(entity, name) for name in names_of(row)]


def _table(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


def _written(row: type[SQLModel]) -> "list[Column[Any]]":
    return [column for column in _table(row).columns if column.identity is None]
