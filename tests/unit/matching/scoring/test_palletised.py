"""What is asked for on pallets and comes otherwise suits in part."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from boucle.matching.scoring.criteria.substance import palletised


@pytest.mark.parametrize(
    ("comes", "asked", "verdict"),
    [
        (False, False, "pass"),
        (True, False, "pass"),
        (True, True, "pass"),
        (False, True, "partial"),
    ],
)
def test_pallets_count_where_they_are_asked_for(comes: bool, asked: bool, verdict: str) -> None:
    offer, need = SimpleNamespace(palletised=comes), SimpleNamespace(palletised=asked)
    found = palletised(cast("Any", SimpleNamespace(offer=offer, need=need)), 5)
    assert (found.verdict, found.weight) == (verdict, 5)
