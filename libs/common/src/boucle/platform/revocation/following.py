"""Store the events of the topic ``principal`` in a service's own table."""

from collections.abc import Sequence
from typing import Any, Final

from boucle.platform.bus import Bus
from boucle.platform.consuming import halts
from boucle.platform.consuming.handling import Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.identity.revocation import Revocation
from boucle.platform.recovery.restored_log import read_log
from boucle.platform.revocation import store

TOPIC: Final = "principal"


async def follow_revocations(session: WriteSession, batch: Sequence[Received]) -> None:
    """Store revocations. Repeated or late ones change nothing."""
    found: list[Any] = [one.event.data for one in batch]
    await store.save(session, (one for one in found if isinstance(one, Revocation)))


async def take_back(database: Database, bus: Bus) -> None:
    """Read the whole log after a restore, before anybody is served. Raises BusUnavailable."""
    async with database.read() as session:
        skipped = await halts.skipped(session)
    log = await read_log(bus, TOPIC, {}, skipped)
    found = [event.data for events in log.newer.values() for event in events]
    async with database.write() as session:
        await store.save(session, found)
