"""The system that the night's tests write to, hurt and restore, and the order of what they do."""

from pathlib import Path
from typing import Final

import pytest

from tests.system.conftest import world, worlds_home
from tests.system.restore.conftest import drill

__all__ = ["drill", "world", "worlds_home"]  # fixtures

_HERE: Final = Path(__file__).parent
_OF_THE_WORLD: Final = ("test_faults.py", "test_restore.py")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups right after
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The world's first, in its order: the checks after faults know all that was written before."""
    for item in items:
        if item.path.is_relative_to(_HERE) and item.path.name in _OF_THE_WORLD:
            item.add_marker(pytest.mark.xdist_group("world"))
    items.sort(key=lambda item: (item.path.name not in _OF_THE_WORLD, item.path.name))
