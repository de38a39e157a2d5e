"""What goes wrong while the story is told: workers killed, frozen, added and removed, and events
told again; none waits for the recovery of the one before."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from boucle.platform.db import Database
from tests.chaos.exact.log import Log
from tests.chaos.exact.workers import Workers
from tests.kit.eventually import eventually

NAMES: Final = ("worker-1", "worker-2", "worker-3")
_FOURTH: Final = "worker-4"
_FROZEN_S: Final = (7.0, 11.0)
"""Longer than the group's session (6 s): others own the partitions when it wakes."""

_IN_FLIGHT_S: Final = 60.0


@dataclass
class Faults:
    """``struck``: by name; ``in_flight``: at each, the events that owners had still to apply."""

    workers: Workers
    log: Log
    database: Database
    random: Random
    tell: Callable[[str], None]
    struck: Counter[str] = field(default_factory=Counter)
    in_flight: list[int] = field(default_factory=list)
    resent: int = 0
    striking: bool = False

    async def strike(self) -> None:
        """The next fault, while work is in flight, to its end: then three workers run again."""
        name = self.random.choice(sorted(self._kinds))
        self.in_flight.append(await eventually(self._in_flight, within=_IN_FLIGHT_S))
        self.struck[name] += 1
        self.striking, begun = True, time.monotonic()
        try:
            await self._kinds[name]()
        finally:
            self.striking = False
        lasted = time.monotonic() - begun
        self.tell(f"{name}: {self.in_flight[-1]} events in flight, over in {lasted:.1f} s")

    async def _in_flight(self) -> int:
        return await self.log.unread(self.database)

    @property
    def _kinds(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        return {
            "kill -9 of one worker": lambda: self._kill(1),
            "kill -9 of two workers": lambda: self._kill(2),
            "kill -9 of all workers": lambda: self._kill(3),
            "freeze of a worker": self._freeze,
            "kill -9 beside a freeze": self._freeze_and_kill,
            "a fourth worker joins and leaves": self._join_and_leave,
            "a worker stops and starts": self._restart,
            "events sent again": self._resend,
        }

    async def _kill(self, count: int) -> None:
        """One soon after the other, so that a takeover is hit by the next kill."""
        chosen = self.random.sample(NAMES, count)
        for name in chosen:
            await self.workers.kill(name)
            await asyncio.sleep(self.random.uniform(0.0, 4.0))
        await self.workers.start(*chosen)

    async def _freeze(self) -> None:
        await self.workers.freeze(self.random.choice(NAMES), self.random.uniform(*_FROZEN_S))

    async def _freeze_and_kill(self) -> None:
        frozen, killed = self.random.sample(NAMES, 2)
        async with asyncio.TaskGroup() as group:
            group.create_task(self.workers.freeze(frozen, self.random.uniform(*_FROZEN_S)))
            await asyncio.sleep(self.random.uniform(5.0, 8.0))
            await self.workers.kill(killed)
        await self.workers.start(killed)

    async def _join_and_leave(self) -> None:
        await self.workers.start(_FOURTH)
        await asyncio.sleep(self.random.uniform(0.0, 6.0))
        leave = self.random.choice([self.workers.stop, self.workers.kill])
        await leave(_FOURTH)

    async def _restart(self) -> None:
        name = self.random.choice(NAMES)
        await self.workers.stop(name)
        await self.workers.start(name)

    async def _resend(self) -> None:
        self.resent += await self.log.resend(self.random, 500)
