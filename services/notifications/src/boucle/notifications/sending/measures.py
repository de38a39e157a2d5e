"""Measure what waits in notifications; every worker reads the one database."""

from datetime import datetime
from typing import Final

from boucle.notifications.introductions import waiting as waiting_introductions
from boucle.notifications.mails import quarantine, queue
from boucle.notifications.mails.metrics import MailMetrics
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

EVERY: Final = 15.0  # seconds


def measures(database: Database, clock: Clock, metrics: MailMetrics) -> Periodic:
    def age(since: datetime | None) -> float:
        return 0.0 if since is None else max(0.0, (clock() - since).total_seconds())

    async def measure() -> None:
        async with database.read() as session:
            waiting = await queue.waiting(session)
            quarantined = await quarantine.count_quarantined(session)
            held, oldest_held = await waiting_introductions.count(session)
        metrics.due.set(waiting.due)
        metrics.oldest_due.set(age(waiting.oldest_due))
        metrics.no_contact.set(waiting.no_contact)
        metrics.kept.set(quarantined)
        metrics.held.set(held)
        metrics.oldest_held.set(age(oldest_held))

    return Periodic("measures", EVERY, measure)
