"""The loop that lets held introductions go when their companies have room again."""

import asyncio
from typing import Final

from boucle.common.clock import Clock
from boucle.common.db import Database
from boucle.common.periodic import Periodic
from boucle.notifications.introductions import use_cases
from boucle.notifications.mails.metrics import MailMetrics

EVERY: Final = 5.0  # seconds


def releaser(
    database: Database, clock: Clock, metrics: MailMetrics, wake: asyncio.Event
) -> Periodic:
    """Sets ``wake`` when introductions were let go: their mails are due."""

    async def release() -> int:
        async with database.write() as session:
            released = await use_cases.release_held(session, clock())
        if released:
            metrics.released.inc(released)
            wake.set()
        return released

    return Periodic("releaser", EVERY, release)
