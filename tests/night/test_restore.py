"""The whole drill: taken back, discarded, told again to an empty log."""

from pathlib import Path

import pytest

from tests.system.restore.drill import Drill
from tests.system.restore.steps import (
    discard_what_only_the_log_knows,
    take_back_what_only_the_log_knows,
    tell_again_to_an_empty_log,
)


@pytest.mark.timeout(900)
@pytest.mark.asyncio(loop_scope="session")
async def test_the_whole_drill(drill: Drill, tmp_path: Path) -> None:
    kept = await take_back_what_only_the_log_knows(drill, tmp_path / "first")
    await discard_what_only_the_log_knows(drill, tmp_path / "second", kept)
    await tell_again_to_an_empty_log(drill, tmp_path / "third")
