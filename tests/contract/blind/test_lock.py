"""The blind sets are as they were first written down."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

BLIND = Path(__file__).parents[2] / "blind"


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        (BLIND, {"exchanges.csv", "texts.csv"}),
        (BLIND / "second", {"exchanges.csv", "texts.csv"}),
        (BLIND / "third", {"texts.csv"}),
    ],
    ids=["first", "second", "third"],
)
def test_a_blind_set_is_locked(folder: Path, files: set[str]) -> None:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    locked = {name: digest for digest, name in (line.split() for line in lines)}
    found = {one.name: sha256(one.read_bytes()).hexdigest() for one in sorted(folder.glob("*.csv"))}
    assert found == locked
    assert found.keys() == files
