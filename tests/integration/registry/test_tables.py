"""The frozen SQL of the migrations and the tables as the code knows them are one."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from boucle.common.db.tables import messaging_metadata
from boucle.common.testing import ServiceDatabase
from boucle.registry.app import SERVICE
from boucle.registry.tables import registry_metadata


async def test_migrations_make_the_tables_that_the_code_knows(
    service_database: ServiceDatabase,
) -> None:
    database = await service_database(SERVICE)
    known = (registry_metadata, messaging_metadata)

    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, known))  # type: ignore[arg-type]  # a sequence is taken too

    async with database.engine.connect() as connection:
        assert await connection.run_sync(compare) == []
