"""Tell which failures of the database are transient."""

import errno
import socket

import asyncpg
from sqlalchemy.exc import DBAPIError

from boucle.platform.transient import transient, unstorable

# SQLSTATE classes and codes after which the same work may succeed: connection lost, resources
# short, server stopping or starting, serialisation, deadlock, lock or statement timeout.
_TRANSIENT_CLASSES = ("08", "40", "53", "57", "58")
_TRANSIENT_CODES = frozenset({"25P03", "55P03"})
_UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN)


class PoolExhausted(Exception):
    """Every connection of the pool was in use for too long."""


@transient
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


@unstorable
def _is_bad_value(error: BaseException) -> bool:
    """Tell whether it is SQLSTATE class 22, or a value that asyncpg could not encode."""
    return isinstance(error, asyncpg.DataError)
