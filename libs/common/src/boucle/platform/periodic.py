"""Run work periodically until stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from boucle.platform.failures import is_transient, pause

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """Runs ``work`` every ``every`` seconds, and again at once while it returns a count above zero.
    A transient failure is logged as ``<name>_interrupted`` and waits for the next time; any other
    error is raised. ``wake`` ends a wait early; ``gather``: seconds to wait in any case before the
    next round, so that it finds more at once."""

    name: str
    every: float
    work: Callable[[], Awaitable[int | None]]
    wake: asyncio.Event | None = None
    gather: float = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        wakes = () if self.wake is None else (self.wake,)
        while not stop.is_set():
            for wake in wakes:
                wake.clear()
            if not await self._round():
                await pause(stop, self.every, *wakes)
            if self.gather:
                await pause(stop, self.gather)

    async def _round(self) -> int | None:
        try:
            return await self.work()
        except Exception as error:
            if not is_transient(error):
                raise
            _log.warning(f"{self.name}_interrupted", cause=repr(error))
            return None
