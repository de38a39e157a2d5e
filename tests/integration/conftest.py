"""The order of folders: those whose tests start processes and wait for them come early, so that no
worker ends on one alone."""

from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_FIRST: Final = (
    *("year", "matching/lists", "broker", "bus", "http", "indicators", "local", "restore"),
)
"""All others after these, by name."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _rank(item.path))


def _rank(file: Path) -> int:
    return next((at for at, one in enumerate(_FIRST) if _HERE / one in file.parents), len(_FIRST))
