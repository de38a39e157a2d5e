"""Time is passed in: a clock is any function that tells it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def steady_now() -> float:
    """Seconds on the loop's steady clock: for durations, whatever the time of day does."""
    return asyncio.get_running_loop().time()
