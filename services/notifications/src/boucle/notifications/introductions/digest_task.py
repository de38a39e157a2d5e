"""Run the loop that makes the morning's digests: held introductions, reminders, put-off mails."""

import asyncio
from typing import Final

from boucle.notifications.introductions import morning_digests
from boucle.notifications.mails.metrics import MailMetrics
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

EVERY: Final = 5.0  # seconds


def digest_task(
    database: Database, clock: Clock, metrics: MailMetrics, wake: asyncio.Event
) -> Periodic:
    async def release() -> int:
        async with database.write() as session:
            made = await morning_digests.gather(session, clock())
        if made is None:
            return 0
        released = made.introductions + made.mails
        if released:
            metrics.released.inc(made.introductions)
            metrics.gathered.inc(made.mails)
            wake.set()
        return released

    return Periodic("releaser", EVERY, release)
