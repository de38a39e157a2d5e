"""The turn that a worker writes while it computes the next one."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from boucle.matching.lists.turns import Turn


class ListWriting:
    """One turn at most. ``turn``: the last one begun."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def begin(self, turn: Turn, work: Coroutine[Any, Any, None]) -> None:
        """After the end of the one before."""
        self.turn, self._task = turn, asyncio.create_task(work)

    async def end(self) -> None:
        """Wait for it; raises what it raises, once."""
        task, self._task = self._task, None
        if task is not None:
            await task

    async def abandon(self) -> None:
        """End it where it is, if it was not waited for: its transaction is rolled back."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
