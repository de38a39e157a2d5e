"""Write a turn while the worker computes the next one."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from boucle.matching.lists.turns import Turn


class ListWriting:
    """One turn at most is written. ``turn``: the last one begun."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def begin(self, turn: Turn, work: Coroutine[Any, Any, None]) -> None:
        """Begin after the end of the one before."""
        self.turn, self._task = turn, asyncio.create_task(work)

    async def end(self) -> None:
        """Wait for it; raise its error, once."""
        task, self._task = self._task, None
        if task is not None:
            await task

    async def abandon(self) -> None:
        """Cancel an unfinished write: its transaction is rolled back."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
