"""People of the world, and what a restore may lose of what they do."""

from __future__ import annotations

import pytest_asyncio

from tests.chaos.world import World
from tests.system.restore.drill import Drill


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def drill(world: World) -> Drill:
    return Drill(world)
