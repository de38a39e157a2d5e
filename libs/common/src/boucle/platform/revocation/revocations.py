"""Which tokens are revoked, as one process knows it: its database's word, a second old at most."""

import asyncio
from datetime import datetime
from typing import Final

from boucle.platform.clock import Clock, steady_now
from boucle.platform.db import Database
from boucle.platform.identity import LONGEST_LIFE
from boucle.platform.revocation import store

_FRESH_S: Final = 1.0


class Revocations:
    """Asked with each request; read at most once a second, by one for all who wait.

    Only those of the last hour are held: no token is older.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, datetime] = {}
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def not_before(self, client_id: str) -> datetime | None:
        """A token of this client issued before is worth nothing; None: all are good. Raises what
        reading raises: whether a token is good is then not known."""
        if self._read_at is None or steady_now() - self._read_at >= _FRESH_S:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read())
                self._reading.add_done_callback(self._done)
            await asyncio.shield(self._reading)
        return self._known.get(client_id)

    async def _read(self) -> None:
        began = steady_now()
        async with self._database.read() as session:
            self._known = await store.since(session, self._clock() - LONGEST_LIFE)
        self._read_at = began

    def _done(self, reading: "asyncio.Task[None]") -> None:
        self._reading = None
        if not reading.cancelled():
            reading.exception()  # those who waited have it
