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
    error is raised.
    """

    name: str
    every: float
    work: Callable[[], Awaitable[int | None]]

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                while await self.work():
                    pass
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning(f"{self.name}_interrupted", cause=repr(error))
            await pause(stop, self.every)
