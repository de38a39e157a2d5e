"""Files that take long begin first, so that no worker waits for another one's last file."""

from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_LONG: Final = ("restore", "chaos", "revocation", "local")
"""Folders whose tests start a whole system, longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _rank(item.path))


def _rank(file: Path) -> int:
    return next((at for at, one in enumerate(_LONG) if _HERE / one in file.parents), len(_LONG))
