"""The loop that lets held introductions go when their companies have room again."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from boucle.common.clock import Clock
from boucle.common.db import Database
from boucle.common.failures import repeat
from boucle.notifications.introductions import use_cases
from boucle.notifications.mails.metrics import MailMetrics

EVERY: Final = 5.0  # seconds

_log = structlog.get_logger(__name__)


@dataclass
class Releaser:
    database: Database
    clock: Clock
    metrics: MailMetrics
    wake: asyncio.Event

    async def run(self, stop: asyncio.Event) -> None:
        def interrupted(error: Exception) -> None:
            _log.warning("releaser_interrupted", cause=type(error).__name__)

        await repeat(self.release, EVERY, stop, interrupted)

    async def release(self) -> int:
        """One look; returns how many introductions were let go."""
        async with self.database.write() as session:
            released = await use_cases.release_held(session, self.clock())
        if released:
            self.metrics.released.inc(released)
            self.wake.set()
        return released
