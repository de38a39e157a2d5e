"""The migrations make exactly the tables that ``tables.py`` describes."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from boucle.common.db.tables import messaging_metadata
from boucle.common.testing import ServiceDatabase
from boucle.matching.app import SERVICE
from boucle.matching.tables import METADATA


async def test_migrations_and_tables_are_the_same(service_database: ServiceDatabase) -> None:
    database = await service_database(SERVICE)

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    messaging = set(messaging_metadata.tables)
    async with database.read() as session:
        found = await (await session.connection()).run_sync(differences)
    assert [one for one in found if not _is_messaging(one, messaging)] == []


def _is_messaging(difference: Any, messaging: set[str]) -> bool:
    table = getattr(difference[1], "table", difference[1])
    return difference[0].startswith("remove_") and table.name in messaging
