"""Two worlds that differ in what one company keeps for itself: who may not know it hears the same.

``tests/night`` has twelve stories, ``make test-long`` sixty, each with every secret alone.
"""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tests.adversary.two_worlds.cast import SECRETS
from tests.adversary.two_worlds.compared import TOGETHER, compared
from tests.kit.quotas import lift_quotas

_ONE_IN = 20
"""Of narrowed questions, by day."""


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("seed", "worlds"), [(1, TOGETHER), (2, (SECRETS,))])
async def test_nobody_hears_of_a_secret(
    seed: int, worlds: Collection[Collection[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lift_quotas(monkeypatch)

    found = await compared(seed, worlds, _ONE_IN)

    assert [fault for one in found for fault in one.wrong()] == []
