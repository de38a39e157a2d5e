"""The drill: Postgres back at an earlier time while Kafka is ahead. ``tests/night`` goes on from
there: what is ahead is discarded; the log is empty."""

from pathlib import Path

import pytest

from tests.system.restore.drill import Drill
from tests.system.restore.steps import take_back_what_only_the_log_knows


@pytest.mark.timeout(900)
@pytest.mark.asyncio(loop_scope="session")
async def test_the_drill(drill: Drill, tmp_path: Path) -> None:
    await take_back_what_only_the_log_knows(drill, tmp_path / "backup")
