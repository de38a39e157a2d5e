"""Ten thousand seeded operations over the API of a system of its own."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from tests.chaos.backlog import Watch
from tests.chaos.load import Load
from tests.chaos.script import Script
from tests.chaos.world import running_world
from tests.kit.eventually import eventually
from tests.net.capture import capture
from tests.net.recording import Recording

_PAIRING, _FILED = 100.0, 150.0
_PAIRS = 12
_WRITTEN_S, _QUIET_S = 3600.0, 600.0


async def _has_written(load: Load, operations: int) -> bool:
    return load.meter.total.versions >= operations


async def operate(home: Path, recording: Recording, operations: int, seed: int) -> None:
    """Sites that move, flows declared, revised, withdrawn; pairs that people live; no fault."""
    async with running_world(home) as world:
        load = Load(world.operator, world.tool, seed, _PAIRING, _FILED)
        script = Script(world, _PAIRS)
        try:
            await script.prepare()
            await script.finish()
            await load.prepare()
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                group.create_task(load.run(stop))
                written = partial(_has_written, load, operations)
                await eventually(written, within=_WRITTEN_S, every=0.2)
                stop.set()
            await Watch(world).until_quiet(_QUIET_S)
            await capture(world.system, recording)
        finally:
            await script.stop()
