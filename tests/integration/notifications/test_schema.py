"""The tables as declared and as migrated are the same."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from boucle.common.testing import ServiceDatabase
from boucle.notifications.app import SERVICE
from boucle.notifications.tables import METADATA

MESSAGING = {"outbox", "progress", "dead_letter", "inbox", "idempotency", "alembic_version"}


async def test_tables_and_migrations_agree(service_database: ServiceDatabase) -> None:
    def differences(connection: Connection) -> list[Any]:
        def ours(_object: Any, name: str | None, type_: str, *_rest: Any) -> bool:
            return not (type_ == "table" and name in MESSAGING)

        context = MigrationContext.configure(connection, opts={"include_object": ours})
        return list(compare_metadata(context, METADATA))

    database = await service_database(SERVICE)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
