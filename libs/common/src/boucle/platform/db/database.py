"""Open two kinds of sessions on one pool: ``read`` cannot write, ``write`` commits at its exit."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from types import TracebackType
from typing import Any, Literal, NoReturn, Self, TypeAlias, cast

import asyncpg
from asyncpg.transaction import Transaction

from boucle.platform.db.network import notice_a_dead_network
from boucle.platform.db.statements import Statements
from boucle.platform.db.transient import PoolExhausted

Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_CONNECT_S = 10.0
_IDLE_S = 60.0  # what a busy moment opened is closed again: each costs Postgres 5 MB
_ACQUIRE_S = 10.0
_ANSWER_S = 5.0
"""How long after a statement's own limit Postgres may take to say so."""
_ROLLBACK_S = 2.0
_PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}


class CommitForbidden(RuntimeError):
    """Code other than ``Database.write`` tried to commit."""


class Session(Statements):
    """A transaction of either kind; the first call of ``driver`` begins it."""

    def __init__(
        self,
        database: "Database",
        isolation: Literal["read_committed", "repeatable_read"] = "read_committed",
        *,
        readonly: bool = False,
    ) -> None:
        self.database = database
        self._isolation = isolation
        self._readonly = readonly
        self._driver: Driver | None = None
        self._transaction: Transaction | None = None

    async def driver(self) -> Driver:
        """Return the asyncpg connection of this transaction. ``jsonb`` parameters are JSON text,
        results are decoded. A failed statement dooms the transaction: wrap in
        ``driver.transaction()`` (a savepoint) what may fail."""
        if self._driver is None:
            self._driver = driver = await self.database.acquire()
            transaction = driver.transaction(isolation=self._isolation, readonly=self._readonly)
            await transaction.start()
            self._transaction = transaction
        return self._driver

    async def may_compute(self, longest: timedelta) -> None:
        """Let this transaction pause so long between statements: it computes. Postgres ends it
        within 2 s where its process is killed."""
        driver = await self.driver()
        await driver.execute(
            f"SET LOCAL idle_in_transaction_session_timeout = {_milliseconds(longest)};"
            "SET LOCAL client_connection_check_interval = '2s'"
        )

    async def commit(self) -> NoReturn:
        raise CommitForbidden("only Database.write() commits, when its block ends")

    async def _end(self, *, commit: bool) -> None:
        """Commit or roll back. The connection returns to the pool clean, or not at all: an open
        transaction would leak into the next session."""
        driver, transaction = self._driver, self._transaction
        self._driver = self._transaction = None
        if driver is None:
            return
        try:
            if transaction is None:  # interrupted as it began
                driver.terminate()
            elif commit:
                await transaction.commit()
            else:
                # It waits for the answer to what was given up, which may never come: Postgres
                # rolls back by itself what has lost its connection.
                async with asyncio.timeout(_ROLLBACK_S):
                    await transaction.rollback()
        except BaseException as error:
            with suppress(asyncpg.InterfaceError):  # one that was lost is the pool's already
                driver.terminate()
            if commit or not isinstance(error, Exception):
                raise
        finally:
            await self.database.release(driver)


class ReadSession(Session):
    """A read-only transaction: Postgres refuses a write."""


class WriteSession(Session):
    """A transaction that commits when the ``Database.write`` block ends without an error."""

    def __init__(self, database: "Database") -> None:
        super().__init__(database)
        self._before_commit: list[Callable[[], Awaitable[None]]] = []
        self._after_commit: list[Callable[[], None]] = []

    def before_commit(self, act: Callable[[], Awaitable[None]]) -> None:
        """Await ``act`` as the last step of this transaction; its error is the transaction's."""
        self._before_commit.append(act)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Call ``act`` once this transaction is committed; never if it is not."""
        self._after_commit.append(act)


class Database:
    """A pool of connections to one Postgres database. ``url``:
    ``postgresql://user:secret@host:port/name``, as asyncpg reads it. Nothing connects before the
    first session. A connection that Postgres closed is replaced when it is needed, without a round
    trip. Every wait is bounded: a server that does not answer is a TimeoutError or a lost
    connection. ``schema``: its sessions see only the tables of this schema. ``by_key``: its
    statements find rows by keys, so one generic plan serves any number. Postgres would plan
    statements with an array (``= any($1)``) each time, which is half of their cost. Sequential
    scans are off: a plan made while a table was empty would otherwise scan the grown table until it
    is analysed."""

    def __init__(
        self,
        url: str,
        *,
        application_name: str = "boucle",
        pool_size: int = 10,
        statement_timeout: timedelta = timedelta(seconds=30),
        lock_timeout: timedelta = timedelta(seconds=10),
        schema: str | None = None,
        by_key: bool = False,
    ) -> None:
        self.url = plain_url(url)
        self._application_name = application_name
        self._settings = {
            "statement_timeout": _milliseconds(statement_timeout),
            "lock_timeout": _milliseconds(lock_timeout),
            # A frozen process must not hold its locks: Postgres ends its transaction.
            "idle_in_transaction_session_timeout": "5000",
            **({} if schema is None else {"search_path": schema}),
            **(_PLANNED_ONCE if by_key else {}),
        }
        self._longest_s = statement_timeout.total_seconds() + _ANSWER_S
        self._pool_size = pool_size
        self.events_committed = asyncio.Event()
        """Set each time this process committed events; for the relay that runs in it."""
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def open(self) -> None:
        """Connect once, so that a wrong address or password shows at start."""
        async with self.read() as session:
            await session.driver()

    async def close(self) -> None:
        """Close the connections, in use or not."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            with suppress(TimeoutError):
                await asyncio.wait_for(pool.close(), 1.0)
            pool.terminate()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @asynccontextmanager
    async def read(self, *, snapshot: bool = False) -> AsyncIterator[ReadSession]:
        """Open a read-only transaction; ``snapshot``: every statement sees the same moment."""
        session = ReadSession(
            self, "repeatable_read" if snapshot else "read_committed", readonly=True
        )
        try:
            yield session
        finally:
            await session._end(commit=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """Open a transaction. Only this commits; an error inside rolls everything back."""
        session = WriteSession(self)
        try:
            yield session
            while session._before_commit:
                await session._before_commit.pop(0)()
        except BaseException:
            await session._end(commit=False)
            raise
        await session._end(commit=True)
        for act in session._after_commit:
            act()

    async def execute(self, statement: str, *arguments: object) -> None:
        """Run one statement as its own transaction: one round trip instead of three."""
        await self.fetch(statement, *arguments)

    async def fetch(self, statement: str, *arguments: object) -> "list[asyncpg.Record]":
        """Run one statement as its own transaction and return its rows."""
        driver = await self.acquire()
        try:
            return await driver.fetch(statement, *arguments)
        except BaseException as error:
            if not isinstance(error, Exception):
                driver.terminate()  # interrupted: it may still be at work
            raise
        finally:
            await self.release(driver)

    def patient(self, longest: timedelta) -> "Database":
        """Return the same database for a long transaction, with this limit per statement in client
        and server."""
        return Database(
            self.url, application_name=self._application_name, pool_size=1,
            statement_timeout=longest,
        )  # fmt: skip

    async def dedicated(self, *, name: str = "", **settings: str) -> Driver:
        """Open a connection outside the pool, which its owner closes (the relay's lock). ``name``
        is added to ``application_name``; ``settings`` are Postgres's own, as text."""
        application_name = f"{self._application_name}{f' {name}' if name else ''}"
        driver = await asyncpg.connect(
            self.url,
            timeout=_CONNECT_S,
            command_timeout=self._longest_s,
            server_settings=self._server_settings(application_name, settings),
        )
        notice_a_dead_network(driver)
        return driver

    async def acquire(self) -> Driver:
        """Take a connection of the pool. Raises PoolExhausted."""
        if self._pool is None:
            self._pool = asyncpg.create_pool(
                self.url,
                min_size=0,
                max_size=self._pool_size,
                timeout=_CONNECT_S,
                command_timeout=self._longest_s,
                max_inactive_connection_lifetime=_IDLE_S,
                init=_prepare,
                # Sessions leave nothing behind but what their transaction ends: asyncpg's own
                # reset would cost every one of them a round trip.
                reset=_nothing_to_reset,
                server_settings=self._server_settings(self._application_name, {}),
            )
        pool = await self._pool  # nothing to wait for: it opens no connection by itself
        try:
            async with asyncio.timeout(_ACQUIRE_S):  # the pool's own costs a task each time
                # The stubs know a pool's connections by their proxy only; it has all they have.
                return cast("Driver", await pool.acquire())
        except TimeoutError:
            raise PoolExhausted(f"no connection to Postgres within {_ACQUIRE_S:g} s") from None

    async def release(self, driver: Driver) -> None:
        """Return a connection; a closed one is replaced when it is next needed."""
        if self._pool is not None:
            await self._pool.release(cast("Any", driver))

    def _server_settings(self, application_name: str, more: dict[str, str]) -> dict[str, str]:
        return {
            **self._settings,
            "application_name": application_name,
            "timezone": "UTC",
            **more,
        }


async def _prepare(driver: Any) -> None:
    notice_a_dead_network(driver)
    await driver.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=json.loads)


async def _nothing_to_reset(_driver: Any) -> None:
    """Skip the reset: the transaction's end was one."""


def plain_url(url: str) -> str:
    """Drop SQLAlchemy's driver suffix, which asyncpg does not accept."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


def _milliseconds(duration: timedelta) -> str:
    return str(duration // timedelta(milliseconds=1))
