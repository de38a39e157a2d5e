"""Which errors of the database say: try again in a moment."""

import errno
import socket

import asyncpg
import pytest

from boucle.platform.db import is_transient


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        socket.gaierror(socket.EAI_NONAME, "a container that is away has no name"),
        OSError(errno.EHOSTUNREACH, "nor a route"),
        OSError(errno.ENETUNREACH, "cut from the network"),
        TimeoutError(),
        asyncpg.exceptions.CannotConnectNowError("the database system is starting up"),
    ],
)
def test_a_server_that_is_away_comes_back(error: Exception) -> None:
    wrapped = RuntimeError("no connection")
    wrapped.__cause__ = error

    assert is_transient(error)
    assert is_transient(wrapped)


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "a file"),
        asyncpg.exceptions.InvalidPasswordError("wrong"),
        ValueError("a bug"),
    ],
)
def test_what_is_wrong_stays_wrong(error: Exception) -> None:
    assert not is_transient(error)
