"""The frozen SQL of the migrations and the tables as the code knows them are one."""

from boucle.notifications.app import SERVICE
from boucle.notifications.subscriptions.tables import METADATA as SUBSCRIPTIONS
from boucle.notifications.tables import METADATA
from boucle.platform.db.tables import messaging_metadata
from tests.kit import ServiceDatabase, schema_differences


async def test_migrations_make_the_tables_that_the_code_knows(
    service_database: ServiceDatabase,
) -> None:
    database = await service_database(SERVICE)

    assert await schema_differences(database.url, METADATA, SUBSCRIPTIONS, messaging_metadata) == []
