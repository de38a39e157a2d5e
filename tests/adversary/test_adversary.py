"""Programs that look for what a victim keeps for itself, 20 victims each.

60 by night; the long form is ``make adversary``, with a table of figures for docs/disclosure.md.
"""

from __future__ import annotations

import pytest

from boucle.matching.crowds.partition import partition, shown_of
from boucle.matching.crowds.steps import CrowdCompanies
from tests.adversary.measure import ATTACKS, Attack, result
from tests.adversary.register import known

VICTIMS, FEW = 20, 8
"""Few where a program supposes a hundred others for each."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.what} by {one.who}")
def test_a_program_that_beat_rounding_is_no_better_than_a_guess(attack: Attack) -> None:
    count = FEW if attack.supposes else VICTIMS
    found = list(result(attack, count).wrong())
    assert found == [], "\n".join(found)


def test_what_the_partition_costs() -> None:
    """As docs/disclosure.md says: of the register, shown by sector and place."""
    register = [
        CrowdCompanies(f"{one.key.division}.00", one.key.cell, [one.number])
        for one in known().companies
    ]
    shares = [shown_of(partition(register, least))["sector_and_place"] / 900 for least in (8, 3)]

    assert [round(one, 2) for one in shares] == [0.92, 0.98]
