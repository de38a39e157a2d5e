"""A month of one territory, day by day: what everybody is told is what the ledger reckons.

``tests/night`` has a quarter of two territories, ``make test-long`` a year of ten.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.night.year.census import WANTED
from tests.night.year.play import MONTH
from tests.night.year.played import told

_SEED: Final = "37"
_MET: Final = (
    *("material pair", "energy pair", "freight group", "mobility group", "security group"),
    *("introduced pair", "interested pair", "consented pair", "running pair", "stopped pair"),
    *("refused pair", "introduced group", "consented group", "running group", "lost group"),
    *("agreed quantity", "untold quantity", "flow revised", "sharing revised"),
    *("introduction mail", "consent_request mail", "disclosure mail", "page"),
    *("person erased", "organisation erased"),
)
"""What this story holds: without it, nothing wrong told proves nothing."""


@pytest.mark.timeout(1200)
async def test_nobody_is_told_a_wrong_figure_in_a_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await told(MONTH, _SEED, tmp_path / "month.jsonl", monkeypatch)

    assert [str(one) for one in found.told.differences] == []
    assert set(_MET) <= set(WANTED)
    assert [what for what in _MET if not found.met.get(what)] == []
    looked_at = found.told.looked_at
    assert looked_at["synergy"] > 300, "a group's every reading is one"
    assert min(looked_at[what] for what in ("mail", "page", "indicators", "introduction")) >= 20
