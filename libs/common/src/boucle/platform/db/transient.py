"""Tell which failures of the database are transient."""

import errno
import socket
from collections.abc import Iterator

import asyncpg
from sqlalchemy.exc import DBAPIError

# SQLSTATE classes and codes after which the same work may succeed: connection lost, resources
# short, server stopping or starting, serialisation, deadlock, lock or statement timeout.
_TRANSIENT_CLASSES = ("08", "40", "53", "57", "58")
_TRANSIENT_CODES = frozenset({"25P03", "55P03"})
_UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN)


class PoolExhausted(Exception):
    """Every connection of the pool was in use for too long."""


def is_transient(error: BaseException) -> bool:
    """Tell whether the same work could succeed later (database away, deadlock, timeout)."""
    return any(_is_transient(link) for link in _causes(error))


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, asyncpg.PostgresError):
        return _passes(error.sqlstate)
    if isinstance(error, DBAPIError):  # of a migration
        return error.connection_invalidated or _passes(getattr(error.orig, "sqlstate", None))
    if isinstance(error, asyncpg.InternalClientError):
        return True  # asked while the server's farewell was being read: the connection is gone
    if isinstance(error, asyncpg.InterfaceError):
        return any(word in str(error) for word in ("closed", "lost", "released"))
    # Docker and Kubernetes forget the name and the route of a server that is away.
    if isinstance(error, PoolExhausted | ConnectionError | TimeoutError | socket.gaierror):
        return True
    return isinstance(error, OSError) and error.errno in _UNREACHABLE


def _passes(sqlstate: object) -> bool:
    code = str(sqlstate or "")
    return code.startswith(_TRANSIENT_CLASSES) or code in _TRANSIENT_CODES


def _causes(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__
