"""Two worlds that differ in what one company keeps for itself: who may not know it hears the same.

``tests/night`` has twelve stories, ``make test-long`` sixty, each with every secret alone.
"""

from __future__ import annotations

import pytest

from tests.adversary.two_worlds.compared import TOGETHER, compared
from tests.kit.quotas import UNLIMITED

_ONE_IN = 20
"""Of narrowed questions, by day."""


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [1, 2])
async def test_nobody_hears_of_a_secret(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in UNLIMITED.items():
        monkeypatch.setenv(name, value)

    found = await compared(seed, TOGETHER, _ONE_IN)

    assert [fault for one in found for fault in one.wrong()] == []
