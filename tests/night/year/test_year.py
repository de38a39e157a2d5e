"""A quarter of two territories, each figure of it reckoned a second time."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.kit.kit import Kit
from tests.night.year.play import DAY, NIGHT, Year
from tests.night.year.recording import Recording
from tests.night.year.running import running
from tests.reference.ledger.compare import run


async def test_a_year(kit: Kit, tmp_path: Path) -> None:
    folder = Path(os.environ.get("BOUCLE_KEEP_YEAR", tmp_path))
    recording = Recording(folder / "recording.jsonl")
    recording.file.unlink(missing_ok=True)
    async with running(kit, tmp_path, recording) as world:
        year = Year(world, random.Random("37"), NIGHT if os.environ.get("NIGHT") else DAY)
        await year.begin()
        await year.pass_by()
    result = run(recording.lines())
    assert not result.differences, "\n".join(str(one) for one in result.differences[:100])
