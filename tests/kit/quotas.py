"""Tests, benches and chaos send more than any caller would: they are not what quotas are for."""

import os
from typing import Final

import pytest

UNLIMITED: Final = {
    f"BOUCLE_QUOTA_{name}": "100000000"
    for name in ("COMPANY", "ANIMATOR", "TOOL", "OPERATOR", "ADDRESS")
}


def lift_quotas(monkeypatch: pytest.MonkeyPatch) -> None:
    """For one test."""
    for name, value in UNLIMITED.items():
        monkeypatch.setenv(name, value)


def without_quotas() -> None:
    """From now on, of this process and of those that it starts."""
    os.environ.update(UNLIMITED)
