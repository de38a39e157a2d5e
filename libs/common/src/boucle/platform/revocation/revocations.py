"""Cache which tokens are revoked, from the database, at most a second old."""

import asyncio
from datetime import datetime
from typing import Final

from boucle.platform.clock import Clock, steady_now
from boucle.platform.db import Database
from boucle.platform.identity import LONGEST_LIFE
from boucle.platform.revocation import store

_FRESH_S: Final = 1.0


class Revocations:
    """Asked with each request; the database is read at most once a second. Only those of the last
    hour are cached: no token is older."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._revoked: dict[str, datetime] = {}
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def not_before(self, client_id: str) -> datetime | None:
        """Return the moment before which this client's tokens are revoked; None if none are. Raises
        what the read raises: the token's validity is then unknown."""
        if self._read_at is None or steady_now() - self._read_at >= _FRESH_S:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read())
                self._reading.add_done_callback(self._done)
            await asyncio.shield(self._reading)
        return self._revoked.get(client_id)

    async def _read(self) -> None:
        began = steady_now()
        async with self._database.read() as session:
            self._revoked = await store.since(session, self._clock() - LONGEST_LIFE)
        self._read_at = began

    def _done(self, reading: "asyncio.Task[None]") -> None:
        self._reading = None
        if not reading.cancelled():
            reading.exception()  # those who waited have it
