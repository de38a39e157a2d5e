"""Decide after a failure: try again, halt, or (anything else) store a dead letter."""

import asyncio

from boucle.platform.bus import BusRefused, BusUnavailable
from boucle.platform.db import is_transient as is_transient_database

_FIRST_S = 0.1
_LONGEST_S = 5.0


class Retry(Exception):
    """A handler raises it if something it needs is away; the same event may succeed later."""


class Halted(Exception):
    """Going on would be wrong; the message says what a person must do."""


def is_transient(error: BaseException) -> bool:
    """Tell whether the same work could succeed later."""
    if isinstance(error, BusRefused):
        return False  # whatever it came from
    return isinstance(error, Retry | BusUnavailable) or is_transient_database(error)


def backoff(attempt: int) -> float:
    """Return the seconds before attempt ``attempt`` (from 1): 0.1, 0.2, 0.4 … at most 5."""
    return float(min(_LONGEST_S, _FIRST_S * 2 ** min(attempt - 1, 16)))


async def pause(stop: asyncio.Event, seconds: float, *others: asyncio.Event) -> None:
    """Wait, at most until the stop or one of ``others`` is set."""
    waiting = [asyncio.ensure_future(one.wait()) for one in (stop, *others)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
