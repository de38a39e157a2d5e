"""What a mask took away is shown as nothing, never as no points."""

from __future__ import annotations

from boucle.contract.events.reasons import Criterion
from boucle.contract.masking import masked_criterion
from boucle.matching.queries.responses import criteria_out

EXACT = Criterion(name="distance", verdict="partial", weight=20, points=4200, value="63", unit="km")
OPEN = Criterion(name="transport", verdict="pass", private=False)


def test_masked_points_are_none_and_not_zero() -> None:
    masked, public = criteria_out([masked_criterion(EXACT), masked_criterion(OPEN)])
    assert (masked.points, masked.value, masked.private) == (None, None, True)
    assert public.points == 0


def test_points_that_may_be_seen_stay() -> None:
    excluded = Criterion(name="quality", verdict="fail", weight=20, points=0)
    assert [one.points for one in criteria_out([EXACT, excluded])] == [4200, 0]
