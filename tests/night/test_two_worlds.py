"""Twelve stories, each in two worlds that differ in all that the victim keeps for itself."""

from __future__ import annotations

import pytest

from tests.adversary.two_worlds.compared import TOGETHER, compared
from tests.kit.quotas import lift_quotas

_ONE_IN = 5
"""Of narrowed questions; all are asked in five stories."""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(11, 23))
async def test_nobody_hears_of_a_secret(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lift_quotas(monkeypatch)

    found = await compared(seed, TOGETHER, _ONE_IN)

    assert [fault for one in found for fault in one.wrong()] == []
