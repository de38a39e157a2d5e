"""Programs that look for what a victim keeps for itself: 60 victims each, 20 by day.

Of thirty programs, one or two hit more often than a guess by chance alone. So what 60 victims say
against a program is asked of 200, who include them.
"""

from __future__ import annotations

import pytest

from tests.adversary.measure import ATTACKS, Attack, result

VICTIMS, FEW, MANY = 60, 24, 200
"""Few where a program supposes a hundred others for each."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.what} by {one.who}")
def test_a_program_that_beat_rounding_is_no_better_than_a_guess(attack: Attack) -> None:
    count = FEW if attack.supposes else VICTIMS
    found = list(result(attack, count).wrong())
    if found and not attack.supposes:
        found = list(result(attack, MANY).wrong())
    assert found == [], "\n".join(found)
