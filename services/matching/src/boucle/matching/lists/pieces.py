"""Long computations in pieces, in a thread: heartbeats never wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from boucle.matching.engine.engine import PIECE
from boucle.matching.threads import FEW

T = TypeVar("T")


async def each_piece(work: Callable[[Sequence[T]], None], items: Sequence[T]) -> None:
    """In a thread, piece by piece; a few are done here: a thread would cost more than they do."""
    if len(items) <= FEW:
        work(items)
        return
    for start in range(0, len(items), PIECE):
        await asyncio.to_thread(work, items[start : start + PIECE])


async def in_pieces(step: Callable[[], None]) -> None:
    """Call ``step`` in a thread until it has no more to do."""

    def more() -> bool:
        try:
            step()
        except StopIteration:
            return False
        return True

    while await asyncio.to_thread(more):
        pass
