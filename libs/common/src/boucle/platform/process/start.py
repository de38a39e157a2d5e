"""Wait for what a process depends on, up to ``BOUCLE_START_SECONDS``. Absent (no connection,
database starting, schema or topics not created yet): it waits, with one line per cause, then exits
with status 1. Wrong (password, database name, a newer schema, the broker's certificate or rights):
it exits at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg
import structlog
from pydantic import PostgresDsn
from sqlalchemy.exc import DBAPIError

from boucle.platform.bus import BusUnavailable
from boucle.platform.db import PoolExhausted, UnknownSchema, is_transient, pending_migrations
from boucle.platform.process.checks import see_broker
from boucle.platform.process.exits import StartError
from boucle.platform.process.service import Resources, S, Service

_log = structlog.get_logger(__name__)
_PAUSE = 0.5
DATABASE_ERRORS = (asyncpg.PostgresError, DBAPIError, OSError)  # OSError: TimeoutError too
_NO_ENTRY = (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError)


class _NotYet(Exception):
    pass


async def wait_for_database(
    service: Service[S], resources: Resources[S], stop: asyncio.Event
) -> None:
    """Wait until Postgres answers with the schema that this code expects (or ``stop``)."""

    async def probe() -> None:
        url = resources.settings.database_url
        try:
            pending = await pending_migrations(url, service.migrations)
        except UnknownSchema as error:
            raise StartError(str(error)) from error
        except DATABASE_ERRORS as error:
            refused = refused_by_database(error)
            if refused is not None:
                raise refused from error
            cause = f"{named_postgres(url)} does not answer ({_words(error)})"
            raise _NotYet(cause) from error
        if pending:
            command = f"python -m boucle.{service.name} migrate"
            raise _NotYet(f"the database lacks schema {pending[-1]}: run {command}")

    await _wait(probe, resources.settings.start_seconds, stop)


async def wait_for_broker(
    service: Service[S], resources: Resources[S], stop: asyncio.Event
) -> None:
    """Wait until Kafka answers and has the topics of this service (or ``stop``). Raises BusRefused
    at once if the service lacks rights."""

    async def probe() -> None:
        try:
            await see_broker(service.name, resources.bus, service.access)
        except BusUnavailable as error:
            raise _NotYet(f"Kafka: {error}") from error

    await _wait(probe, resources.settings.start_seconds, stop)


async def _wait(probe: Callable[[], Awaitable[None]], seconds: float, stop: asyncio.Event) -> None:
    deadline = time.monotonic() + seconds
    last_cause = ""
    while not stop.is_set():
        try:
            await probe()
        except _NotYet as cause:
            if time.monotonic() >= deadline:
                raise StartError(f"gave up after {seconds:g} s: {cause}") from cause
            if str(cause) != last_cause:
                last_cause = str(cause)
                _log.info("waiting", cause=last_cause, at_most_seconds=seconds)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _PAUSE)
        else:
            return


def refused_by_database(error: Exception) -> StartError | None:
    """Return what Postgres refuses for good (password, database name); None if it is only away."""
    if is_transient(error) or isinstance(error, OSError):
        return None
    return StartError(f"BOUCLE_DATABASE_URL: Postgres refuses it ({_words(error)})")


def away_for_a_command(error: Exception, url: str) -> StartError | None:
    """Return the error of a command whose Postgres is away or refuses the login; else None."""
    if isinstance(error, _NO_ENTRY):
        return refused_by_database(error)
    of_postgres = isinstance(error, (*DATABASE_ERRORS, asyncpg.InterfaceError, PoolExhausted))
    # An OSError that names a file is of a file that the command reads.
    unreached = isinstance(error, OSError) and error.filename is None
    if not of_postgres or not (unreached or is_transient(error)):
        return None
    cause = f"{named_postgres(url)} does not answer ({_words(error)})"
    return StartError(f"{cause}: start it, or correct BOUCLE_DATABASE_URL")


def named_postgres(url: str) -> str:
    """Write ``Postgres at host:port``, never the password."""
    hosts = [f"{each['host']}:{each['port'] or 5432}" for each in PostgresDsn(url).hosts()]
    return f"Postgres at {', '.join(hosts)}"


def _words(error: BaseException) -> str:
    """Return the first line of the innermost cause."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).partition("\n")[0] or type(error).__name__
