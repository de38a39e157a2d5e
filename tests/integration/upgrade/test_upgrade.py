"""A database of the last version before the migrations were squashed (ADR 0047), under this one."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import MetaData

from boucle.indicators.app import SERVICE as INDICATORS
from boucle.indicators.tables import metadata as indicators_metadata
from boucle.matching.app import SERVICE as MATCHING
from boucle.matching.tables import METADATA as MATCHING_TABLES
from boucle.notifications.app import SERVICE as NOTIFICATIONS
from boucle.notifications.subscriptions.tables import METADATA as SUBSCRIPTIONS_TABLES
from boucle.notifications.tables import METADATA as NOTIFICATIONS_TABLES
from boucle.platform.db import UnknownSchema, migrate, pending_migrations
from boucle.platform.db.migrations import revisions
from boucle.platform.db.tables import messaging_metadata
from boucle.platform.process.service import Service
from boucle.registry.app import SERVICE as REGISTRY
from boucle.registry.tables import registry_metadata
from tests.kit import ServiceDatabase, schema_differences

_INBOX = """
    CREATE TABLE inbox (consumer text, event_id uuid, seen_at timestamptz NOT NULL);
    CREATE INDEX ix_inbox_seen_at ON inbox (seen_at)
"""


@dataclass(frozen=True)
class Old:
    """``head``: the last revision of the version before; ``besides``: what only that one had."""

    service: Service[Any]
    tables: tuple[MetaData, ...]
    head: str
    besides: str = ""


ALL = (
    Old(REGISTRY, (registry_metadata,), "0029", "ALTER TABLE flow ADD COLUMN place text NOT NULL"),
    Old(MATCHING, (MATCHING_TABLES,), "0020"),
    Old(NOTIFICATIONS, (NOTIFICATIONS_TABLES, SUBSCRIPTIONS_TABLES), "0021"),
    Old(
        INDICATORS,
        (indicators_metadata,),
        "0009",
        """
        CREATE FUNCTION pass_over() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER no_pairs BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION pass_over()
        """,
    ),
)
each_service = pytest.mark.parametrize("old", ALL, ids=lambda old: old.service.name)


@each_service
async def test_a_database_of_the_version_before_migrates(
    old: Old, service_database: ServiceDatabase
) -> None:
    database = await service_database(old.service, old.head)
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(f"{_INBOX}; {old.besides}")
    migrations = old.service.migrations
    assert await migrate(database.url, migrations) == revisions(migrations)[-1]
    assert await pending_migrations(database.url, migrations) == ()
    assert await schema_differences(database.url, *old.tables, messaging_metadata) == []
    left = "SELECT to_regclass('inbox') IS NULL AND to_regproc('pass_over') IS NULL"
    async with database.read() as session:
        assert await session.fetchval(left)


@each_service
async def test_an_older_database_is_told_in_one_line_what_to_do(
    old: Old, service_database: ServiceDatabase
) -> None:
    database = await service_database(old.service)
    older = f"{int(old.head) - 1:04}"
    await database.execute("UPDATE alembic_version SET version_num = $1", older)
    for attempt in (migrate, pending_migrations):
        with pytest.raises(UnknownSchema) as caught:
            await attempt(database.url, old.service.migrations)
        said = str(caught.value)
        assert f"is at schema {older}, older than this version reads (oldest: {old.head})" in said
        assert "run `migrate` of the version before first, or restore a newer backup" in said
        assert "\n" not in said
