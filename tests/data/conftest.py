"""Checks against official tables that live beside the repository, never in it."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    if not DATA.is_dir() and any(here in item.path.parents for item in items):
        pytest.exit(f"tests/data needs the official tables in {DATA}: not found", returncode=2)
