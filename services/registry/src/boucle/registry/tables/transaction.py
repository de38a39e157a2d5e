"""Run one transaction again when somebody else changed what it read."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from boucle.platform.db import Database, WriteSession
from boucle.platform.errors import unavailable

T = TypeVar("T")
_ATTEMPTS = 8


class Restart(Exception):
    """What was read before the locks has changed."""


# Two declarations of one new id at once: the second one finds the first when it looks again.
_AGAIN = (Restart, asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError)


async def in_transaction(database: Database, work: Callable[[WriteSession], Awaitable[T]]) -> T:
    """Return the result of ``work``, committed. Raises Unavailable if others always interfere."""
    for _ in range(_ATTEMPTS):
        try:
            async with database.write() as session:
                return await work(session)
        except _AGAIN:
            continue
    raise unavailable(
        "busy",
        "Too many changes at once",
        "others change the same objects; try again",
        retry_after=1,
    )
