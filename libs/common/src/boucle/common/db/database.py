"""Sessions of two kinds on one pool: ``read`` cannot write, ``write`` commits once, at its exit."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from types import TracebackType
from typing import Any, NoReturn, Self

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

# SQLSTATE classes and codes after which the same work may succeed: connection lost, resources
# short, server stopping or starting, serialisation, deadlock, lock or statement timeout.
_TRANSIENT_CLASSES = ("08", "40", "53", "57", "58")
_TRANSIENT_CODES = frozenset({"25P03", "55P03"})


class CommitForbidden(RuntimeError):
    """Somebody other than ``Database.write`` tried to commit."""


class _Session(AsyncSession):
    _driver: "asyncpg.Connection[asyncpg.Record] | None" = None

    async def driver(self) -> "asyncpg.Connection[asyncpg.Record]":
        """The asyncpg connection of this very transaction, for hot paths.

        ``jsonb`` on it: a parameter is JSON text, a result is decoded. A failed statement
        dooms the transaction: wrap in ``driver.transaction()`` (a savepoint) what may fail.
        """
        if self._driver is not None and self._driver.is_in_transaction():
            return self._driver  # asked for at every statement: what follows costs as much as one
        connection = await self.connection()
        raw = await connection.get_raw_connection()
        driver: asyncpg.Connection[asyncpg.Record] | None = raw.driver_connection
        if driver is None:
            raise asyncpg.InterfaceError("the connection was lost")
        if not driver.is_in_transaction():
            # SQLAlchemy sends BEGIN with its own first statement: without one, what is written
            # straight through asyncpg would commit by itself. Its adapter begins here as it does
            # there; a statement sent only for that costs every transaction a round trip.
            adapter: Any = raw.dbapi_connection
            await adapter._start_transaction()
        self._driver = driver
        return driver

    async def commit(self) -> NoReturn:
        raise CommitForbidden("only Database.write() commits, when its block ends")


class ReadSession(_Session):
    """A read-only transaction: Postgres itself refuses a write."""


class WriteSession(_Session):
    """One transaction, committed when the ``Database.write`` block ends without an error."""


class Database:
    """A pool of connections to one Postgres database.

    ``url``: ``postgresql://user:secret@host:port/name``, as asyncpg reads it. Nothing connects
    before the first session. A connection that Postgres closed (restart, idle timeout) is seen
    at checkout and replaced, without a round trip.
    """

    def __init__(
        self,
        url: str,
        *,
        application_name: str = "boucle",
        pool_size: int = 10,
        statement_timeout: timedelta = timedelta(seconds=30),
        lock_timeout: timedelta = timedelta(seconds=10),
    ) -> None:
        self.url = plain_url(url)
        self._application_name = application_name
        self._settings = {
            "statement_timeout": _milliseconds(statement_timeout),
            "lock_timeout": _milliseconds(lock_timeout),
            # A frozen process must not hold its locks: Postgres ends its transaction.
            "idle_in_transaction_session_timeout": "5000",
        }
        self._pool_size = pool_size
        self._engine: AsyncEngine | None = None

    @property
    def engine(self) -> AsyncEngine:
        if self._engine is None:
            self._engine = self._create_engine()
        return self._engine

    async def open(self) -> None:
        """Connect once, so that a wrong address or password shows at start."""
        async with self.read() as session:
            await session.driver()

    async def close(self) -> None:
        if self._engine is not None:
            engine, self._engine = self._engine, None
            await engine.dispose()

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
        """A read-only transaction; ``snapshot``: every statement sees the same moment."""
        options: dict[str, Any] = {"postgresql_readonly": True}
        if snapshot:
            options["isolation_level"] = "REPEATABLE READ"
        async with ReadSession(self.engine, expire_on_commit=False) as session:
            await session.connection(execution_options=options)
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """One transaction. THE place that commits; an error inside rolls everything back."""
        async with WriteSession(self.engine, expire_on_commit=False) as session:
            yield session
            await AsyncSession.commit(session)

    async def dedicated(
        self, *, name: str = "", **settings: str
    ) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection outside the pool, closed by its owner (the relay's lock).

        ``name`` is added to ``application_name``; ``settings`` are Postgres's own, as text.
        """
        application_name = f"{self._application_name}{f' {name}' if name else ''}"
        return await self._connect(application_name, settings)

    async def _connect(
        self, application_name: str, settings: dict[str, str]
    ) -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(
            self.url,
            timeout=10,
            server_settings={
                **self._settings,
                "application_name": application_name,
                "timezone": "UTC",
                **settings,
            },
        )

    async def _pooled(self) -> "asyncpg.Connection[asyncpg.Record]":
        return await self._connect(self._application_name, {})

    def _create_engine(self) -> AsyncEngine:
        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self._pooled,
            pool_size=self._pool_size,
            max_overflow=0,
            pool_timeout=10,
        )
        event.listen(engine.sync_engine, "checkout", _refuse_closed)
        return engine


def plain_url(url: str) -> str:
    """The URL without SQLAlchemy's driver suffix, which asyncpg does not know."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


def is_transient(error: BaseException) -> bool:
    """Could the same work succeed a little later? (database away, deadlock, timeout)."""
    return any(_is_transient(link) for link in _causes(error))


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, asyncpg.PostgresError):
        code = str(error.sqlstate or "")
        return code.startswith(_TRANSIENT_CLASSES) or code in _TRANSIENT_CODES
    if isinstance(error, DBAPIError):
        code = str(getattr(error.orig, "sqlstate", None) or "")
        return (
            error.connection_invalidated
            or code.startswith(_TRANSIENT_CLASSES)
            or code in _TRANSIENT_CODES
        )
    if isinstance(error, asyncpg.InternalClientError):
        return True  # asked while the server's farewell was being read: the connection is gone
    if isinstance(error, asyncpg.InterfaceError):
        return "closed" in str(error) or "lost" in str(error)
    return isinstance(error, PoolTimeout | ConnectionError)


def _causes(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    if connection.driver_connection.is_closed():
        raise DisconnectionError("closed by Postgres: the pool takes another one")


def _milliseconds(duration: timedelta) -> str:
    return str(duration // timedelta(milliseconds=1))
