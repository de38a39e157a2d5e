"""Planted faults still have their place: who rewrites it mends the fault in the same change."""

import pytest

from tests.faults.planted import FAULTS, Fault, place_of


def test_there_are_twenty_with_a_name_each() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS) >= 20


@pytest.mark.parametrize("fault", FAULTS, ids=[one.name for one in FAULTS])
def test_its_text_is_in_the_product_once(fault: Fault) -> None:
    assert place_of(fault).is_file()
