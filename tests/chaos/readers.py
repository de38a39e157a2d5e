"""Somebody asks each API again and again, so that each one is killed while it answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tests.chaos.world import FEDERATION, World

_PATHS = {
    "registry": "/v1/flows?limit=20",
    "matching": "/v1/synergies?limit=20",
    "indicators": f"/v1/territories/{FEDERATION}/indicators",
    "notifications": "/v1/introductions?limit=20",
}
_PAUSE_S = 0.3


@dataclass(frozen=True, slots=True)
class Readers:
    """One for each API; what is asked is asked again until it is answered. ``asking``: the services
    whose API has a question to answer right now."""

    world: World
    asking: set[str] = field(default_factory=set)

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for service in _PATHS:
                group.create_task(self._read(service, stop))

    async def _read(self, service: str, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self.asking.add(service)
            await self.world.animator.get(_PATHS[service])
            self.asking.discard(service)
            await asyncio.sleep(_PAUSE_S)
