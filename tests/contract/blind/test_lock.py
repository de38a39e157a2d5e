"""The blind set is as it was first written down."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

BLIND = Path(__file__).parents[2] / "blind"


def test_the_blind_set_is_locked() -> None:
    lines = (BLIND / "SHA256SUMS").read_text().splitlines()
    locked = {name: digest for digest, name in (line.split() for line in lines)}
    found = {one.name: sha256(one.read_bytes()).hexdigest() for one in sorted(BLIND.glob("*.csv"))}
    assert found == locked
