"""How large databases are once settled, and which of their tables make them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boucle.platform.db import Database

_DATABASE = "SELECT pg_database_size(current_database())"
_TABLES = """
SELECT relname, pg_total_relation_size(relid) AS bytes, pg_indexes_size(relid) AS indexes
FROM pg_stat_user_tables ORDER BY bytes DESC, relname LIMIT $1
"""
_LARGEST = 5


@dataclass(frozen=True, slots=True)
class TableSize:
    """Bytes, with all its indexes, and of these alone."""

    name: str
    bytes: int
    indexes: int


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    bytes: int
    largest: Sequence[TableSize]


async def settle(database: Database) -> None:
    """What autovacuum would do by itself some minutes later."""
    connection = await database.dedicated(name="vacuum", statement_timeout="0")
    try:
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


async def size_of(database: Database) -> DatabaseSize:
    async with database.read() as session:
        driver = await session.driver()
        whole = int(await driver.fetchval(_DATABASE))
        rows: list[Any] = await driver.fetch(_TABLES, _LARGEST)
    return DatabaseSize(whole, [TableSize(*row) for row in rows])


async def settled_sizes(databases: Mapping[str, Database]) -> dict[str, DatabaseSize]:
    """By service, each vacuumed first."""
    found = {}
    for service, database in databases.items():
        await settle(database)
        found[service] = await size_of(database)
    return found
