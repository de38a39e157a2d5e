"""A whole system that runs."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.chaos.world import running_world
from tests.integration.restore.drill import Drill


@pytest.fixture
def home() -> Iterator[Path]:
    # Not below pytest's own folder: another session closes that one to Postgres's user.
    with tempfile.TemporaryDirectory(prefix="boucle-restore-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


@pytest.fixture
async def drill(home: Path) -> AsyncIterator[Drill]:
    async with running_world(home) as world:
        yield Drill(world)
