"""Compute off the event loop, so that heartbeats never wait."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

FEW: Final = 8
"""Flows, lives, lists or pairs for which a thread would cost more than the computation (some
milliseconds)."""
T = TypeVar("T")


async def computed(work: Callable[[], T], size: int) -> T:
    """Return the result of ``work`` on ``size`` things: in a thread, unless they are few."""
    return work() if size <= FEW else await asyncio.to_thread(work)


async def in_pieces(work: Callable[[Sequence[T]], None], items: Sequence[T], size: int) -> None:
    """Run ``work`` on the items, ``size`` of them at a time: in a thread, unless they are few."""
    if len(items) <= FEW:
        work(items)
        return
    for start in range(0, len(items), size):
        await asyncio.to_thread(work, items[start : start + size])


async def run_through(steps: Iterator[None]) -> None:
    """Run a generator to its end, each step in a thread."""
    end = object()
    while await asyncio.to_thread(next, steps, end) is not end:
        pass
