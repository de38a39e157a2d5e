"""Programs that look for what a victim keeps for itself, 20 victims each.

60 by night; the long form is ``make adversary``, with a table of figures for docs/disclosure.md.
"""

from __future__ import annotations

import pytest

from tests.adversary.measure import ATTACKS, Attack, result

VICTIMS, FEW = 20, 8
"""Few where a program supposes a hundred others for each."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.what} by {one.who}")
def test_a_program_that_beat_rounding_is_no_better_than_a_guess(attack: Attack) -> None:
    count = FEW if attack.supposes else VICTIMS
    found = list(result(attack, count).wrong())
    assert found == [], "\n".join(found)
