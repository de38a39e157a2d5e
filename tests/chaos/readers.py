"""Somebody asks each API again and again, so that each one is killed while it answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.chaos.world import FEDERATION, World

_PATHS = (
    "/v1/flows?limit=20",
    "/v1/synergies?limit=20",
    f"/v1/territories/{FEDERATION}/indicators",
    "/v1/introductions?limit=20",
)
_PAUSE_S = 0.3


@dataclass(frozen=True, slots=True)
class Readers:
    """One for each API; what is asked is asked again until it is answered."""

    world: World

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for path in _PATHS:
                group.create_task(self._read(path, stop))

    async def _read(self, path: str, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.world.animator.get(path)
            await asyncio.sleep(_PAUSE_S)
