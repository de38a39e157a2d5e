"""Open loop: each write has a moment at which it is due, whatever became of the ones before."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

_MOST_LATE_S = 5.0  # a writer later than this starts afresh, so that no outage is repaid for ever


async def paced(
    rng: random.Random, rate: float, stop: asyncio.Event, write: Callable[[], Awaitable[int]]
) -> None:
    """Call ``write``, which returns how many versions it wrote, at ``rate`` versions a second."""
    due = time.monotonic() + rng.random()
    while not stop.is_set():
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        due = max(due + await write() / rate, time.monotonic() - _MOST_LATE_S)
