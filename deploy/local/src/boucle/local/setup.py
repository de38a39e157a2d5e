"""Prepare what services need before they start: tables, topics, first principals.

It runs in this process instead of by each service's own command: their start-up would cost more
than their work. It is imported only when needed, for the same reason.
"""

import asyncio
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import asyncpg
from sqlalchemy.exc import DBAPIError

from boucle.local.errors import LocalError
from boucle.local.services import ENCRYPTION_KEY, MAILER, OPERATOR, PERSON_KEY, PORTAL
from boucle.local.system import System
from boucle.platform.bus import Bus, BusUnavailable, WrongTopic
from boucle.platform.db import UnknownSchema, migrate
from boucle.platform.process.service import build_resources
from boucle.platform.settings import ServiceSettings
from boucle.registry.app import SERVICE as REGISTRY
from boucle.registry.identity.bootstrap import bootstrap


def make_tables(system: System) -> str:
    """Bring every service's database to its schema, one after the other (Alembic's way)."""
    for service in system.services:
        try:
            asyncio.run(migrate(system.database_url(service.name), service.load().migrations))
        except (DBAPIError, asyncpg.PostgresError, OSError, UnknownSchema) as error:
            raise LocalError(f"the tables of {service.name} could not be made: {error}") from error
    return ", ".join(service.name for service in system.services)


def make_topics(system: System) -> str:
    topics = sorted({topic for one in system.services for topic in one.load().access.writes})

    async def create() -> None:
        settings = ServiceSettings(
            database_url=system.postgres.url("postgres"), kafka_bootstrap=system.kafka.bootstrap
        )
        bus = Bus.from_settings(settings, client_id="boucle-up")
        try:
            await bus.ensure_topics(topics)
        finally:
            await bus.close()

    try:
        asyncio.run(create())
    except (BusUnavailable, WrongTopic) as error:
        raise LocalError(f"the topics could not be made: {error}") from error
    return f"{len(topics)} topics"


def make_principals(system: System) -> str:
    async def make() -> None:
        settings = REGISTRY.settings(
            database_url=system.database_url("registry"),
            kafka_bootstrap=system.kafka.bootstrap,
            encryption_key=(system.secrets / ENCRYPTION_KEY).read_text(),
            person_key=(system.secrets / PERSON_KEY).read_text(),
        )
        resources = build_resources(REGISTRY, settings, role="command")
        try:
            await bootstrap(resources, OPERATOR, "operator", client_file(system, OPERATOR))
            for client in (MAILER, PORTAL):
                await bootstrap(resources, client, "service", client_file(system, client))
        finally:
            await resources.close()

    with redirect_stdout(StringIO()):  # the step's own line says it
        asyncio.run(make())
    return f"{OPERATOR}, {MAILER}, {PORTAL}"


def client_file(system: System, client: str) -> Path:
    return system.secrets / f"{client}.client"
