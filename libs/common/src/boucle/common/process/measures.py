"""What every worker measures beside its own work."""

import asyncio

from prometheus_client import CollectorRegistry, Gauge

from boucle.common import dead_letters
from boucle.common.db import Database
from boucle.common.failures import repeat

EVERY = 15.0


class DeadLetterCount:
    """How many events wait aside, in all: it falls when they are sent again, not with time."""

    def __init__(
        self, database: Database, metrics: CollectorRegistry, every: float = EVERY
    ) -> None:
        self._database, self._every = database, every
        self._waiting = Gauge(
            "boucle_dead_letters_waiting",
            "Events put aside and not sent again, in this service's database.",
            registry=metrics,
        )

    async def run(self, stop: asyncio.Event) -> None:
        await repeat(self.look, self._every, stop)

    async def look(self) -> None:
        """One look."""
        async with self._database.read() as session:
            self._waiting.set(await dead_letters.count_waiting(session))
