"""A quarter of two territories, day by day; ``make test-long`` has a year of ten."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.night.year.play import QUARTER
from tests.night.year.played import told

_TOO_RARE: Final = frozenset(
    ("rainwater group", "contract_until life", "loss that warns", "last_reminder mail")
)
"""What this story of a quarter need not hold; all other kinds, states and acts it must."""


@pytest.mark.timeout(3600)
async def test_nobody_is_told_a_wrong_figure_in_a_quarter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await told(QUARTER, "37", tmp_path / "quarter.jsonl", monkeypatch)

    assert [str(one) for one in found.told.differences] == []
    assert set(found.unmet) <= _TOO_RARE
