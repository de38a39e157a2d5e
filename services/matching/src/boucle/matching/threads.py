"""Where computing is done: heartbeats never wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

FEW: Final = 8
"""Flows, lives, lists or pairs for which a thread would cost more than the computation (some
milliseconds)."""
T = TypeVar("T")


async def computed(work: Callable[[], T], size: int) -> T:
    """The result of ``work`` on ``size`` things: in a thread, unless they are few."""
    return work() if size <= FEW else await asyncio.to_thread(work)
