"""Run statements of the tables' models on a session's own asyncpg connection (ADR 0018). A
statement in a module's constant is compiled once; what differs between calls is a ``bindparam``, a
list ``= any_(bindparam(...))``."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import Executable, Table, bindparam, inspect
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlmodel import SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")
M = TypeVar("M", bound=SQLModel)
_DIALECT = asyncpg_dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class _Compiled:
    """SQL with ``$1``, and how to make its arguments from the parameters."""

    def __init__(self, statement: Any) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self._values = compiled.params
        self._processors: dict[str, Callable[[Any], Any] | None] = {
            name: compiled.binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            for name in compiled.positiontup or ()
        }
        entity = getattr(statement, "column_descriptions", [{}])[0].get("expr")
        is_model = isinstance(entity, type) and issubclass(entity, SQLModel)
        self.model: type[SQLModel] | None = entity if is_model else None

    def arguments(self, parameters: dict[str, Any]) -> list[Any]:
        values = {**self._values, **parameters}
        return [
            values[name] if process is None else process(values[name])
            for name, process in self._processors.items()
        ]


_compiled: WeakKeyDictionary[Executable, _Compiled] = WeakKeyDictionary()


class Statements:
    """Sessions run SQL text with ``$1``, as asyncpg reads it, or statements of models, where
    ``jsonb`` values are Python's in both directions."""

    async def driver(self) -> "asyncpg.Connection[asyncpg.Record]":
        raise NotImplementedError

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        driver = await self.driver()
        return await driver.fetch(sql, *arguments)

    async def fetchrow(self, sql: str, *arguments: Any) -> asyncpg.Record | None:
        driver = await self.driver()
        return await driver.fetchrow(sql, *arguments)

    async def fetchval(self, sql: str, *arguments: Any) -> Any:
        """Return the first column of the first row."""
        driver = await self.driver()
        return await driver.fetchval(sql, *arguments)

    async def rows(self, statement: Executable, **parameters: Any) -> list[asyncpg.Record]:
        compiled = _compiled_of(statement)
        return await self.fetch(compiled.sql, *compiled.arguments(parameters))

    async def all(self, statement: SelectOfScalar[T], **parameters: Any) -> list[T]:
        """Return the model, or the only column, of each row."""
        model: Any = _compiled_of(statement).model
        found = await self.rows(statement, **parameters)
        return [row[0] if model is None else model(**row) for row in found]

    async def first(self, statement: SelectOfScalar[T], **parameters: Any) -> T | None:
        found = await self.all(statement, **parameters)
        return found[0] if found else None

    async def get(self, model: type[M], key: object) -> M | None:
        """Return the row of this key, of a model with a one-column primary key."""
        return await self.first(_by_key(model), key=key)

    async def execute(self, statement: Executable, **parameters: Any) -> int:
        """Return how many rows were written."""
        compiled = _compiled_of(statement)
        driver = await self.driver()
        done = await driver.execute(compiled.sql, *compiled.arguments(parameters))
        return int(done.rpartition(" ")[2])

    async def add(self, *rows: SQLModel) -> None:
        if rows:
            await self._write(rows, _insert(type(rows[0])))

    async def add_if_absent(self, row: SQLModel) -> bool:
        """Return False if a row with one of its keys exists."""
        return await self.execute(_insert_if_absent(type(row)), **dict(row)) > 0

    async def save(self, *rows: SQLModel, keep: tuple[str, ...] = ()) -> None:
        """Insert rows of one model, or overwrite existing ones except columns ``keep``."""
        if rows:
            await self._write(rows, _upsert(type(rows[0]), keep))

    async def _write(self, rows: Sequence[SQLModel], statement: Executable) -> None:
        compiled = _compiled_of(statement)
        driver = await self.driver()
        await driver.executemany(compiled.sql, [compiled.arguments(dict(row)) for row in rows])


def _compiled_of(statement: Executable) -> _Compiled:
    compiled = _compiled.get(statement)
    if compiled is None:
        compiled = _compiled[statement] = _Compiled(statement)
    return compiled


@cache
def _by_key(model: type[M]) -> SelectOfScalar[M]:
    (key,) = inspect(model).primary_key
    return select(model).where(key == bindparam("key"))


@cache
def _insert(model: type[SQLModel]) -> Insert:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return insert(table).values(
        {column: bindparam(column.name) for column in table.columns if column.identity is None}
    )


@cache
def _insert_if_absent(model: type[SQLModel]) -> Insert:
    return _insert(model).on_conflict_do_nothing()


@cache
def _upsert(model: type[SQLModel], keep: tuple[str, ...]) -> Insert:
    statement, key = _insert(model), inspect(model).primary_key
    own = {column.name for column in key}
    new = {c.name: c for c in statement.excluded if c.name not in own and c.name not in keep}
    return statement.on_conflict_do_update(index_elements=key, set_=new)
