"""What every worker measures beside its own work."""

import asyncio

from prometheus_client import CollectorRegistry, Gauge

from boucle.common import dead_letters
from boucle.common.db import Database, is_transient
from boucle.common.failures import pause

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
        while not stop.is_set():
            try:
                async with self._database.read() as session:
                    self._waiting.set(await dead_letters.count_waiting(session))
            except Exception as error:
                if not is_transient(error):
                    raise
            await pause(stop, self._every)
