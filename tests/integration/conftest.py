"""The order of folders: those whose tests start a whole system come early, so that no worker ends
on one alone, and not beside one another, where both would be slow."""

from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_FIRST: Final = ("chaos", "broker", "bus", "http", "restore", "indicators", "local", "revocation")
"""All others after these, by name."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _rank(item.path))


def _rank(file: Path) -> int:
    return next((at for at, one in enumerate(_FIRST) if _HERE / one in file.parents), len(_FIRST))
