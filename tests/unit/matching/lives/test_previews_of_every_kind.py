"""Whatever group is found, its members can be shown something when it is qualified."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.coarse import step_below
from boucle.matching.kinds.detector import Declared
from boucle.matching.kinds.markets import detector_of, market_of
from boucle.matching.lives.group_previews import of_group, previews_of
from boucle.matching.lives.group_qualifying import is_sure
from tests.kit.of_groups.drawn import SUBJECTS
from tests.kit.of_groups.drawn import market_of as drawn
from tests.unit.matching.kinds.pooling.declarations import defaults


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_group_is_weighed_by_who_is_in_it_alone(subject: str) -> None:
    """Nothing else that was said of its members is read; the policy reads steps of costs."""
    seen = 0
    for seed in range(4):
        known = [Declared(one, 1) for one in drawn(Random(seed), subject, 8)]
        for market in {found for one in known if (found := market_of(one.body)) is not None}:
            detector = detector_of(market)
            assert detector is not None
            here = [one for one in known if market_of(one.body) == market]
            for group in detector.groups(market, here, (), defaults):
                members = of_group(group, here)
                previews = previews_of(group, market, members, detector, defaults)
                users = {one.organisation_id for one in group.members if one.role != "carrier"}
                assert {one.organisation_id for one in previews} == users
                sure, twin = (
                    is_sure(group, market, each, detector, defaults, Decimal(1000))
                    for each in (members, {id_: _of_step(one) for id_, one in members.items()})
                )
                assert sure is twin
                seen += 1
    assert seen > 3


def _of_step(one: Declared[Any]) -> Declared[Any]:
    """The same, of another cost of the same step of 1-2-5."""
    if not isinstance(one.body, Sharing) or one.body.cost is None:
        return one
    cost = f"{step_below(Decimal(one.body.cost)) * Decimal('1.07'):f}"
    return Declared(replace(one.body, cost=cost), one.version)
