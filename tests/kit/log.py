"""What a running service published, read from the log: published events leave the outbox."""

from boucle.platform.bus import Bus, Record
from boucle.platform.db import Database
from tests.kit.eventually import eventually


async def logged(database: Database, bus: Bus, *topics: str) -> list[Record]:
    """All that the log holds of these topics once the service's outbox is empty, in order within
    each partition."""

    async def published() -> bool:
        async with database.read() as session:
            driver = await session.driver()
            return not await driver.fetchval("SELECT EXISTS (SELECT FROM outbox)")

    await eventually(published)
    async with bus.reader(topics) as reader:
        ends = await reader.end_offsets()
        return [record async for some in reader.read_to(ends, 500) for record in some]
