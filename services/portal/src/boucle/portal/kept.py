"""Keep what is the same for everybody for some minutes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from boucle.platform.clock import Clock

T = TypeVar("T")


@dataclass
class Kept(Generic[T]):
    """One per process. Only one caller reads at a time."""

    clock: Clock
    minutes: int
    _found: T | None = None
    _until: datetime | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, read: Callable[[], Awaitable[T]]) -> T:
        """Return what was read, and read it if that is too long ago."""
        async with self._one_at_a_time:
            now = self.clock()
            if self._found is None or self._until is None or now >= self._until:
                self._found = await read()
                self._until = now + timedelta(minutes=self.minutes)
            return self._found
