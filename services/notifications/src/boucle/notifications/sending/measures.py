"""What waits in notifications, measured by every worker from the one database."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from boucle.common.clock import Clock
from boucle.common.db import Database
from boucle.common.failures import repeat
from boucle.notifications.introductions import store as introductions
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.metrics import MailMetrics

EVERY: Final = 15.0  # seconds


@dataclass
class Measures:
    database: Database
    clock: Clock
    metrics: MailMetrics

    async def run(self, stop: asyncio.Event) -> None:
        await repeat(self.look, EVERY, stop)

    async def look(self) -> None:
        """One look."""
        async with self.database.read() as session:
            waiting = await mails.waiting(session)
            kept = await mails.count_kept(session)
            held, oldest_held = await introductions.count_held(session)
        self.metrics.due.set(waiting.due)
        self.metrics.oldest_due.set(self._age(waiting.oldest_due))
        self.metrics.no_contact.set(waiting.no_contact)
        self.metrics.kept.set(kept)
        self.metrics.held.set(held)
        self.metrics.oldest_held.set(self._age(oldest_held))

    def _age(self, since: datetime | None) -> float:
        return 0.0 if since is None else max(0.0, (self.clock() - since).total_seconds())
