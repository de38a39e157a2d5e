"""Hold an advisory lock on a session that must be touched to live. Postgres ends the session some
seconds after its last touch, and the lock with it: a process that froze (or whose network did) is
replaced, and learns it before it acts again."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

import asyncpg

from boucle.platform.clock import steady_now
from boucle.platform.db import Database
from boucle.platform.failures import pause

_LOCK = 0x426F75636C6501  # one relay per database
_ANSWER_S = 5.0
_KNOCK_S = 0.5


class LeaseLost(Exception):
    """The session is gone: another process may hold the lock."""


class Lease:
    """An async context manager; call ``acquire`` first, then ``ensure`` before each act.
    ``seconds``: the idle time after which Postgres ends it. It is touched ten times as often, and
    trusted for less than half of it."""

    def __init__(self, database: Database, seconds: float = 10.0) -> None:
        self._database = database
        self._seconds = seconds
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._touched = 0.0
        self._touching = asyncio.Lock()
        self._keeper: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._connection = await self._database.dedicated(
            name="relay lock", idle_session_timeout=str(int(self._seconds * 1000))
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._connection is not None:
            with suppress(Exception):
                await self._connection.close(timeout=1)

    async def acquire(self, stop: asyncio.Event) -> bool:
        """Wait for the lock; return False when stopped. Raises LeaseLost."""
        while not stop.is_set():
            before = steady_now()
            if await self._ask("SELECT pg_try_advisory_lock($1)", _LOCK):
                self._touched = before
                self._keeper = asyncio.create_task(self._keep())
                return True
            await pause(stop, _KNOCK_S)
        return False

    async def ensure(self) -> None:
        """Return only while the lock is surely held. Raises LeaseLost."""
        if steady_now() - self._touched > 0.4 * self._seconds:
            await self._touch()

    async def _keep(self) -> None:
        # An error ends the keeping; `ensure` meets it by itself.
        with suppress(LeaseLost):
            while True:
                await asyncio.sleep(self._seconds / 10)
                await self._touch()

    async def _touch(self) -> None:
        async with self._touching:
            before = steady_now()
            await self._ask("SELECT true")
            self._touched = before

    async def _ask(self, question: str, *arguments: object) -> bool:
        if self._connection is None:
            raise LeaseLost("no session")
        try:
            return bool(await self._connection.fetchval(question, *arguments, timeout=_ANSWER_S))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            raise LeaseLost(f"the relay's lock session ended: {error!r}") from error
