"""Time is passed in: a clock is any function that returns it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)


def steady_now() -> float:
    """Return seconds on the loop's monotonic clock, for durations."""
    return asyncio.get_running_loop().time()
