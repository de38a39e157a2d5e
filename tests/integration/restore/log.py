"""What a service tells, in a real log; and what ``after_restore`` needs of a process."""

from types import SimpleNamespace
from typing import Any, cast

from boucle.platform.bus import Bus
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.outbox.packs import contents
from boucle.platform.process.service import Resources
from boucle.platform.settings import example_settings
from boucle.registry.settings import RegistrySettings

_OUTBOX = "SELECT topic, key, headers::text AS headers, payload FROM outbox ORDER BY seq"


async def publish(database: Database, bus: Bus) -> None:
    """All that the outbox holds, as the relay sends it."""
    async with database.read() as session:
        rows = await (await session.driver()).fetch(_OUTBOX)
    async with bus.producer() as producer:
        for message in (message for row in rows for message in contents(row)):
            await producer.send_one(message, 10)


async def execute(database: Database, *statements: str) -> None:
    async with database.write() as session:
        driver = await session.driver()
        for statement in statements:
            await driver.execute(statement)


def process(database: Database, bus: Bus, clock: Clock) -> Resources[Any]:
    settings = example_settings(RegistrySettings)
    made = SimpleNamespace(database=database, bus=bus, clock=clock, settings=settings)
    return cast("Resources[Any]", made)
