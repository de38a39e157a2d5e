"""Wait for what happens in another task or process: bounded, never a blind sleep."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, overload

T = TypeVar("T")


@overload
async def eventually(
    check: Callable[[], Awaitable[T | None]], *, within: float = 20.0, every: float = 0.02
) -> T: ...
@overload
async def eventually(
    check: Callable[[], T | None], *, within: float = 20.0, every: float = 0.02
) -> T: ...
async def eventually(check: Callable[[], Any], *, within: float = 20.0, every: float = 0.02) -> Any:
    """Call ``check`` until it returns something true without AssertionError, and return that.

    After ``within`` seconds: the last AssertionError, or one that tells the last value.
    """
    deadline = time.monotonic() + within
    while True:
        try:
            value = check()
            seen = await value if inspect.isawaitable(value) else value
            if seen:
                return seen
            failure = AssertionError(f"not within {within:g} s; last seen: {seen!r}")
        except AssertionError as error:
            failure = error
        if time.monotonic() >= deadline:
            raise failure
        await asyncio.sleep(every)
